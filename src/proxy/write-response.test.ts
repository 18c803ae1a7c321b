// From output to response: the recorded rows, header remapping, base64, and what cannot be sent.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { headerBytesMax } from '../core/limits.ts';
import { compileBinaryMediaTypes } from './binary-media-types.ts';
import { readOutput } from './read-output.ts';
import type { ProxyOutput } from './violation.ts';
import { writeResponse, type WrittenResponse } from './write-response.ts';

const vectors = JSON.parse(readFileSync(new URL('../../test/data/vectors.json', import.meta.url), 'utf8'));
const noBinary = { accept: '*/*', binaryMediaTypes: compileBinaryMediaTypes([]) };
const png = { accept: 'image/png', binaryMediaTypes: compileBinaryMediaTypes(['image/png']) };

function outputOf(value: unknown): ProxyOutput {
  const result = readOutput(typeof value === 'string' ? value : JSON.stringify(value));
  assert.ok(result.ok);
  return result.output;
}

function write(value: unknown, options = noBinary): WrittenResponse & { readonly ok: true } {
  const written = writeResponse(outputOf(value), options);
  assert.ok(written.ok, JSON.stringify(written));
  return written;
}

for (const row of vectors.proxy_response) {
  if (row.client_status === null || row.client_status >= 500) continue;
  if (row.body === undefined && row.headers === undefined) continue;
  test(`${row.function_output} gives the client ${JSON.stringify({ body: row.body, headers: row.headers })}`, () => {
    const written = write(row.function_output);
    if (row.body !== undefined) assert.equal(Buffer.from(written.body).toString(), row.body);
    for (const [name, expected] of Object.entries(row.headers ?? {})) {
      // The HTTP layer's, which counts the body.
      if (name === 'Content-Length') continue;
      const values = written.headers.filter((header) => header[0] === name).map((header) => header[1]);
      assert.equal(values.join(', '), expected);
    }
  });
}

const decoding = vectors.response_decoding_by_accept;
for (const { accept, decoded } of decoding.cases) {
  test(`a base64 body for Accept ${accept ?? '(none)'} goes out as ${decoded ? 'bytes' : 'text'}`, () => {
    const written = write(
      { body: 'iVBORw0KGgo=', isBase64Encoded: true },
      { accept: accept ?? undefined, binaryMediaTypes: compileBinaryMediaTypes(decoding.binaryMediaTypes) },
    );
    assert.equal(
      Buffer.from(written.body).toString('latin1'),
      decoded ? '\x89PNG\r\n\x1a\n' : 'iVBORw0KGgo=',
    );
  });
}

test('a wrong base64 body cannot be decoded where decoding is asked for (recorded)', () => {
  const value = { statusCode: 200, body: 'èé+à)(', isBase64Encoded: true };
  assert.deepEqual(writeResponse(outputOf(value), png), { ok: false, reason: 'base64-undecodable' });
  assert.equal(Buffer.from(write(value).body).toString(), 'èé+à)(');
});

test('without the flag a base64 body is text for any Accept', () => {
  assert.equal(Buffer.from(write({ body: 'iVBORw0KGgo=' }, png).body).toString(), 'iVBORw0KGgo=');
});

test('the body goes out as UTF-8', () => {
  assert.deepEqual([...write({ body: 'è€' }).body], [0xc3, 0xa8, 0xe2, 0x82, 0xac]);
});

test('the default content type is sent but is not one of the function’s headers', () => {
  const written = write({ headers: { 'X-A': '1' } });
  assert.deepEqual(written.headers, [
    ['X-A', '1'],
    ['Content-Type', 'application/json'],
  ]);
  assert.deepEqual(written.methodHeaders, [['X-A', '1']]);
});

test('a content type of any casing, in either map, keeps the default away', () => {
  assert.deepEqual(write({ headers: { 'cOnTent-type': 'text/plain' } }).headers, [
    ['cOnTent-type', 'text/plain'],
  ]);
  assert.deepEqual(write({ multiValueHeaders: { 'content-type': ['text/css'] } }).headers, [
    ['content-type', 'text/css'],
  ]);
  assert.deepEqual(write({ multiValueHeaders: { 'content-type': [] } }).headers, [
    ['Content-Type', 'application/json'],
  ]);
  assert.deepEqual(write({ headers: { 'content-type': null } }).headers, [
    ['Content-Type', 'application/json'],
  ]);
});

test('both maps are sent, multi values first, under the casing of multiValueHeaders (recorded)', () => {
  const written = write({
    headers: { 'x-a': 'solo', 'X-B': '1' },
    multiValueHeaders: { 'X-a': ['multi 1', 'multi 2'] },
  });
  assert.deepEqual(written.methodHeaders, [
    ['X-a', 'multi 1'],
    ['X-a', 'multi 2'],
    ['X-a', 'solo'],
    ['X-B', '1'],
  ]);
});

test('two casings of one name in headers are two lines', () => {
  const cookies = { 'Set-Cookie': 'a=1', 'set-cookie': 'b=2' };
  assert.deepEqual(write({ headers: cookies }).methodHeaders, Object.entries(cookies));
});

// The response column of SPEC §3.3; null is dropped.
const remapping: Readonly<Record<string, string | null>> = {
  Age: 'Age',
  'Content-Encoding': 'Content-Encoding',
  Pragma: 'Pragma',
  'X-Forwarded-For': 'X-Forwarded-For',
  Authorization: 'x-amzn-Remapped-Authorization',
  Connection: 'x-amzn-Remapped-Connection',
  'Content-MD5': 'x-amzn-Remapped-Content-MD5',
  Date: 'x-amzn-Remapped-Date',
  'Max-Forwards': 'x-amzn-Remapped-Max-Forwards',
  Server: 'x-amzn-Remapped-Server',
  'User-Agent': 'x-amzn-Remapped-User-Agent',
  'WWW-Authenticate': 'x-amzn-Remapped-WWW-Authenticate',
  'www-authenticate': 'x-amzn-Remapped-www-authenticate',
  'x-amzn-RequestId': 'x-amzn-Remapped-x-amzn-RequestId',
  'X-Amzn-Trace-Id': null,
  'Content-Length': null,
  Expect: null,
  Host: null,
  'Proxy-Authenticate': null,
  TE: null,
  Trailer: null,
  'transfer-encoding': null,
  Upgrade: null,
  Via: null,
};

for (const [name, sent] of Object.entries(remapping)) {
  test(`the function's ${name} is ${sent === null ? 'dropped' : `sent as ${sent}`}, from either map`, () => {
    const expected = sent === null ? [] : [[sent, 'v']];
    assert.deepEqual(write({ headers: { [name]: 'v' } }).methodHeaders, expected);
    assert.deepEqual(write({ multiValueHeaders: { [name]: ['v'] } }).methodHeaders, expected);
  });
}

const illegal: readonly (readonly [name: string, value: string])[] = [
  ['X A', '1'],
  ['X-A:', '1'],
  ['', '1'],
  ['X-È', '1'],
  ['X-A', 'a\r\nSet-Cookie: b'],
  ['X-A', 'a\n'],
  ['X-A', 'a\0'],
  ['X-A', '\x7f'],
];

for (const [name, value] of illegal) {
  test(`the header ${JSON.stringify([name, value])} cannot be sent`, () => {
    assert.deepEqual(writeResponse(outputOf({ headers: { 'X-Fine': '1', [name]: value } }), noBinary), {
      ok: false,
      reason: 'response-header-illegal',
      name,
      value,
    });
  });
}

test('headers may weigh 10,240 bytes with separators and line ends, and no more', () => {
  const lineOf = (bytes: number): unknown => ({ headers: { 'X-A': 'v'.repeat(bytes - 'X-A: \r\n'.length) } });
  assert.equal(write(lineOf(headerBytesMax)).ok, true);
  assert.deepEqual(writeResponse(outputOf(lineOf(headerBytesMax + 1)), noBinary), {
    ok: false,
    reason: 'response-headers-too-large',
    headerBytes: headerBytesMax + 1,
  });
});

test('a header beyond ASCII weighs its UTF-8 bytes and reaches the client as these', async () => {
  const written = write({ headers: { 'X-City': 'Città €', 'X-Tab': 'a\tb' } });
  assert.deepEqual(written.methodHeaders, [
    ['X-City', 'Città €'],
    ['X-Tab', 'a\tb'],
  ]);
  const server = createServer((_request, response) => response.writeHead(200, written.headers.flat()).end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const city = await new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, agent: false }, (response) => {
        response.resume();
        resolve(response.headers['x-city']);
      });
      sent.on('error', reject).end();
    });
    assert.equal(Buffer.from(String(city), 'latin1').toString('utf8'), 'Città €');
  } finally {
    server.close();
  }
});
