// The command itself: what it prints, how it ends, and that it overlooks nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createVarco } from '../../src/varco.ts';

const command = fileURLToPath(new URL('run.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'varco-conformance-'));
const varco = await createVarco({ warn: () => {} });
after(async () => {
  await varco.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

const mock = {
  id: 'mock',
  via: 'http',
  function: null,
  api: {
    endpointType: 'REGIONAL',
    stage: 'dev',
    resourcePath: '/a',
    method: 'GET',
    integration: {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      integrationResponses: { '200': { responseTemplates: { 'application/json': '{"a": 1}' } } },
    },
  },
  request: { method: 'GET', path: '/dev/a', headers: {} },
  expected: { status: 200, bodyJson: { a: 1 } },
};

async function file(name: string, ...cases: readonly object[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify({ cases }));
  return path;
}

test('a case that holds is a line, and the end is 0', async () => {
  const { code, stdout } = await run('--cases', await file('one.json', mock), '--endpoint', varco.endpoint!);
  assert.match(stdout, /^pass mock\n1 passed, 0 failed, 0 skipped in [\d.]+ s\n$/);
  assert.equal(code, 0);
});

test('a difference is told in a line, and the end is 1', async () => {
  const other = { ...mock, expected: { status: 201, bodyJson: { a: 2, b: null } } };
  const path = await file('two.json', mock, { ...other, id: 'other' });
  const { code, stdout } = await run('--cases', path, '--endpoint', varco.endpoint!);
  assert.match(
    stdout,
    /FAIL other\n {5}status: expected 201, got 200.*\n {5}body\.a: expected 2, got 1\n {5}body\.b: expected null, and is absent\n/,
  );
  assert.match(stdout, /1 passed, 1 failed, 0 skipped/);
  assert.equal(code, 1);
});

test('what the program does not know fails instead of being overlooked', async () => {
  const strange = {
    ...mock,
    expected: { ...mock.expected, colour: 'blue' },
    api: { ...mock.api, shape: 'round' },
  };
  const path = await file('strange.json', strange);
  const { code, stdout } = await run('--cases', path, '--endpoint', varco.endpoint!, '--json');
  assert.equal(code, 1);
  const { cases } = JSON.parse(stdout) as {
    readonly cases: readonly { readonly differences: readonly string[] }[];
  };
  assert.deepEqual(cases[0]!.differences, [
    'this program does not know api.shape',
    'this program does not know expected.colour',
  ]);
});

test('recordings are replayed by their steps, and only those whose id is asked for', async () => {
  const recorded = {
    id: 'area/test_api',
    recipe: [
      { setup: 'create_rest_apigw', with: { name: 'api-${<random>}' }, as: ['api_id', 'name', '_'] },
      { call: 'apigateway.GetRestApi', params: { restApiId: '${api_id}' }, as: 'response' },
      { record: 'get', value: '${response}' },
      { call: 'apigateway.GetRestApi', params: { restApiId: 'none' }, expectError: true, as: '${e}' },
      { record: 'unknown', value: '${e.value.response}' },
    ],
    recorded: {
      get: {
        id: '<id:1>',
        name: '<name:1>',
        createdDate: 'datetime',
        apiKeySource: 'HEADER',
        disableExecuteApiEndpoint: false,
        endpointConfiguration: { types: ['EDGE'] },
        rootResourceId: '<root:1>',
        ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 200 },
      },
      unknown: {
        Error: { Code: 'NotFoundException', Message: 'Invalid API identifier specified 111111111111:none' },
        message: 'Invalid API identifier specified 111111111111:none',
        ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 404 },
      },
    },
  };
  const path = await file('recorded.json', recorded, { ...recorded, id: 'area/test_other' });
  const { stdout } = await run('--cases', path, '--endpoint', varco.endpoint!, '--only', 'test_api');
  assert.match(stdout, /^pass area\/test_api\n1 passed, 0 failed, 0 skipped/);
});

test('wrong usage is one sentence, and the end is 2', async () => {
  const path = await file('usage.json', mock);
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^--cases is missing: /],
    [['--cases', path], /^--endpoint is missing: /],
    [['--cases', path, '--endpoint', 'localhost:4566'], /^--endpoint localhost:4566 is no URL such as /],
    [
      ['--cases', path, '--endpoint', 'http://127.0.0.1:1'],
      /^Nothing answers at --endpoint http:\/\/127\.0\.0\.1:1: /,
    ],
    [['--cases', join(folder, 'none.json'), '--endpoint', varco.endpoint!], /^--cases .*none\.json: ENOENT/],
    [['--cases', path, '--endpoint', varco.endpoint!, '--only', 'x'], /^No case has an id that contains x\./],
    [
      ['--cases', path, '--endpoint', varco.endpoint!, '--parallel', '0'],
      /^--parallel 0 is no number from 1 to 32/,
    ],
    [['--cases', path, '--endpoint', varco.endpoint!, '--fast'], /^Unknown option '--fast'/],
  ];
  await Promise.all(
    cases.map(async ([args, sentence]) => {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, sentence);
    }),
  );
});
