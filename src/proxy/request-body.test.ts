// Bytes in, the event's body out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compileBinaryMediaTypes } from './binary-media-types.ts';
import { readEventBody } from './request-body.ts';

const png = compileBinaryMediaTypes(['image/png']);

test('a binary content type gives base64, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      const body = readEventBody(bytes, 'image/png', png);
      assert.equal(body.isBase64Encoded, true);
      assert.deepEqual(new Uint8Array(Buffer.from(body.text, 'base64')), bytes);
    }),
  );
});

test('a view into a larger buffer gives its own bytes alone', () => {
  const view = new Uint8Array(Buffer.from('xabcx')).subarray(1, 4);
  assert.equal(readEventBody(view, 'text/plain', png).text, 'abc');
});

test('any other type is read as UTF-8', () => {
  assert.deepEqual(readEventBody(Buffer.from('{"è":"€😀"}'), 'application/json', png), {
    text: '{"è":"€😀"}',
    isBase64Encoded: false,
  });
});

test('what is no UTF-8 becomes U+FFFD, as on AWS', () => {
  assert.equal(
    readEventBody(Uint8Array.of(0x61, 0xff, 0xc3, 0x62), 'text/plain', png).text,
    'a\ufffd\ufffdb',
  );
});

test('an empty body is not base64, not even with */*', () => {
  assert.deepEqual(readEventBody(new Uint8Array(0), 'image/png', compileBinaryMediaTypes(['*/*'])), {
    text: '',
    isBase64Encoded: false,
  });
});
