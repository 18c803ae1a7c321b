// The headers the function sees: the recorded requests, the request column of the table, and the order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { HeaderList } from '../core/header-list.ts';
import { eventHeaders } from './request-headers.ts';
import { sortHeaders } from './sort-headers.ts';

const added = {
  traceHeader: 'Root=1-5c756deb-b85c76f01d43eb2c8d8bb3c0',
  clientIp: '62.254.81.74',
  host: 'uwe3g5jm54.execute-api.eu-west-2.amazonaws.com',
  port: '443',
  protocol: 'https',
};
const addedNames = ['Host', 'X-Amzn-Trace-Id', 'X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];

function listOf(headers: HeaderList): HeaderList {
  return eventHeaders(headers.flat(), added).list;
}

/** Values under a name that the gateway adds, or that is its own. */
function valuesOf(name: string, headers: HeaderList): string[] {
  return listOf(headers)
    .filter((header) => header[0] === name)
    .map((header) => header[1]);
}

test('a recorded request: sorted without case, casing kept but for a few names, the gateway’s headers added', () => {
  assert.deepEqual(
    listOf([
      ['user-Agent', 'python-requests/testing'],
      ['Accept-Encoding', 'gzip, deflate'],
      ['accept', '*/*'],
      ['Connection', 'keep-alive'],
      ['tEsT-HEADeR', 'aValUE'],
      ['aUThorization', 'random-value'],
      ['host', 'localhost:3000'],
      ['Content-Length', '26'],
    ]),
    [
      ['accept', '*/*'],
      ['Accept-Encoding', 'gzip, deflate'],
      ['Authorization', 'random-value'],
      ['Host', added.host],
      ['tEsT-HEADeR', 'aValUE'],
      ['User-Agent', 'python-requests/testing'],
      ['X-Amzn-Trace-Id', added.traceHeader],
      ['X-Forwarded-For', '62.254.81.74'],
      ['X-Forwarded-Port', '443'],
      ['X-Forwarded-Proto', 'https'],
    ],
  );
});

const dropped =
  'Connection Content-Length Content-MD5 Expect Max-Forwards Proxy-Authenticate Server TE Trailer Upgrade WWW-Authenticate';
for (const name of dropped.split(' ')) {
  test(`${name} does not reach the function, in any casing`, () => {
    const headers = listOf([
      [name, 'v'],
      [name.toLowerCase(), 'v'],
      [name.toUpperCase(), 'v'],
    ]);
    assert.deepEqual(
      headers.map(([name]) => name),
      addedNames,
    );
  });
}

const passing =
  'Accept Accept-Charset accept-encoding Age Content-Encoding Content-Type Date Pragma Range Referer Via Warn X-Api-Key';
for (const name of passing.split(' ')) {
  test(`${name} reaches the function as it is`, () => assert.deepEqual(valuesOf(name, [[name, 'v']]), ['v']));
}

test('a repeated header keeps its values in order, a line with commas stays one value', () => {
  assert.deepEqual(
    valuesOf('X-A', [
      ['X-A', '2'],
      ['X-B', 'x'],
      ['X-A', '1,0'],
    ]),
    ['2', '1,0'],
  );
});

test('two casings of one name are one header under the first', () => {
  assert.deepEqual(
    valuesOf('X-a', [
      ['X-a', '1'],
      ['x-A', '2'],
      ['X-a', '3'],
    ]),
    ['1', '2', '3'],
  );
});

test('a SigV4 signature is dropped from Authorization, any other credential passes', () => {
  const signature =
    'AWS4-HMAC-SHA256 Credential=AKIA/20220305/us-east-1/execute-api/aws4_request, Signature=0';
  assert.deepEqual(valuesOf('Authorization', [['authorization', signature]]), []);
  assert.deepEqual(valuesOf('Authorization', [['authorization', 'Bearer x']]), ['Bearer x']);
});

test('the client’s trace header is kept, under AWS’s casing', () => {
  assert.deepEqual(valuesOf('X-Amzn-Trace-Id', [['x-amzn-trace-id', 'Root=1-a-b;Sampled=1']]), [
    'Root=1-a-b;Sampled=1',
  ]);
});

test('the client’s address goes behind those that came, and port and protocol are the gateway’s', () => {
  const sent: HeaderList = [
    ['x-forwarded-for', '10.0.0.1'],
    ['X-Forwarded-For', '10.0.0.2, 10.0.0.3'],
    ['X-FORWARDED-FOR', ''],
    ['x-forwarded-port', '80'],
    ['x-forwarded-proto', 'http'],
  ];
  assert.deepEqual(valuesOf('X-Forwarded-For', sent), ['10.0.0.1, 10.0.0.2, 10.0.0.3, 62.254.81.74']);
  assert.deepEqual(valuesOf('X-Forwarded-Port', sent), ['443']);
  assert.deepEqual(valuesOf('X-Forwarded-Proto', sent), ['https']);
});

test('a chunked upload passes without its Transfer-Encoding, any other coding is refused', () => {
  const refusedOf = (value: string): string | null =>
    eventHeaders(['transfer-encoding', value], added).refused;
  assert.equal(refusedOf('Chunked'), null);
  assert.equal(refusedOf('gzip, chunked'), 'Transfer-Encoding');
  assert.equal(refusedOf('identity'), 'Transfer-Encoding');
  assert.equal(eventHeaders([], added).refused, null);
  assert.deepEqual(valuesOf('transfer-encoding', [['transfer-encoding', 'chunked']]), []);
});

test('any number of headers is sorted stably, each name under its first casing', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '-', '_', 'Z'), minLength: 1, maxLength: 3 });
  const headers = fc.array(fc.tuple(name, fc.string()), { maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(headers, (list) => {
      const key = (header: readonly [string, string]): string => header[0].toLowerCase();
      const expected = list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
      const sorted = sortHeaders(list);
      assert.deepEqual(
        sorted.map((header) => [key(header), header[1]]),
        expected.map((header) => [key(header), header[1]]),
      );
      for (const header of sorted)
        assert.equal(header[0], list.find((other) => key(other) === key(header))![0]);
    }),
  );
});
