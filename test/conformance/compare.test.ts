// What recordings mask stands for one value wherever it is numbered, and differences say where they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiAddress } from './api-url.ts';
import { differences } from './compare.ts';
import { createPlaceholders } from './placeholders.ts';
import { parametersOf } from './recipe/variant.ts';

const identity = { accountId: '000000000000', region: 'eu-south-1', partition: 'aws' };

function compare(actual: unknown, expected: unknown): readonly string[] {
  return differences(actual, expected, '', { placeholders: createPlaceholders(identity) });
}

test('a numbered mask is the same value everywhere, another one need not be', () => {
  const recorded = {
    id: '<id:1>',
    arn: 'arn:<partition>:lambda:<region>:111111111111:function:<id:1>',
    took: '<took>',
  };
  const arn = 'arn:aws:lambda:eu-south-1:000000000000:function:';
  assert.deepEqual(compare({ id: 'a', arn: `${arn}a`, took: 3 }, recorded), []);
  assert.deepEqual(compare({ id: 'a', arn: `${arn}b`, took: '3' }, recorded), [
    `arn: expected "${recorded.arn}", got "${arn}b" (<id:1> is a)`,
  ]);
});

test('moments are moments, and nothing else', () => {
  const line = 'DDD MMM dd hh:mm:ss UTC yyyy : Starting execution for request: <request-id-1>';
  assert.deepEqual(compare('Tue Aug 19 17:04:53 UTC 2025 : Starting execution for request: x', line), []);
  assert.equal(compare('yesterday : Starting execution for request: x', line).length, 1);
  assert.deepEqual(
    compare('2026-01-02T03:04:05.678Z\tabc\tINFO\t{}\n', 'date\t<request-id>\tINFO\t{}\n'),
    [],
  );
});

test('members that are missing, that are too many and that differ are told by their path', () => {
  assert.deepEqual(compare({ a: { b: [1, 2] }, d: null }, { a: { b: [1, 3] }, c: true }), [
    'a.b[1]: expected 3, got 2',
    'c: expected true, and is absent',
    'd: not expected, and is null',
  ]);
});

test('expressions in what is recorded mean nothing', () => {
  assert.deepEqual(compare('a.b', 'a.b'), []);
  assert.equal(compare('axb', 'a.b').length, 1);
  assert.deepEqual(compare('(^$|?*+[x]\\{1}/)', '(^$|?*+[x]\\{1}/)'), []);
});

test('the path of a case goes to the template as it stands', () => {
  const endpoint = 'http://127.0.0.1:4566';
  const address = (executeApiUrl: string, path: string): string => {
    const { origin, target } = apiAddress(
      { endpoint, region: 'us-east-1', executeApiUrl },
      'abc',
      'dev',
      path,
    );
    return origin + target;
  };
  const byPath = '{endpoint}/_aws/execute-api/{apiId}/{stage}';
  assert.equal(address(byPath, '//dev//a?b'), `${endpoint}/_aws/execute-api/abc//dev//a?b`);
  const byName = 'http://{apiId}.execute-api.{region}.localhost:4566';
  assert.equal(address(byName, '/dev/a/'), 'http://abc.execute-api.us-east-1.localhost:4566/dev/a/');
  const older = '{endpoint}/restapis/{apiId}/{stage}/_user_request_';
  assert.equal(address(older, '/dev/a'), `${endpoint}/restapis/abc/dev/_user_request_/a`);
});

test("a variant's name says its parameters, the last decorator first", () => {
  const parametrize = [
    { names: 'method', values: ['GET', 'ANY'] },
    {
      names: ['code', 'runtime'],
      values: [
        [{ a: 1 }, 'python3.12'],
        [{ a: 2 }, 'nodejs18.x'],
      ],
      ids: ['python', 'nodejs'],
    },
    { names: 'partial', values: [{ a: 1 }, { a: 2 }] },
  ];
  assert.deepEqual(parametersOf(parametrize, 'partial1-nodejs-GET'), {
    method: 'GET',
    code: { a: 2 },
    runtime: 'nodejs18.x',
    partial: { a: 2 },
  });
  assert.equal(parametersOf(parametrize, 'partial2-nodejs-GET'), null);
  assert.deepEqual(parametersOf([], null), {});
});
