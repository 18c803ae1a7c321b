// What counts as base64 is what java.util.Base64's basic decoder takes; the table was checked against Java 17.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decodeBase64 } from './base64.ts';

const taken: Readonly<Record<string, string>> = {
  '': '',
  'QUI=': 'AB',
  QUI: 'AB',
  'QQ==': 'A',
  QQ: 'A',
  QUJD: 'ABC',
  QR: 'A',
};
const refused = [
  'èé+à)(',
  'Q',
  'QUJDR',
  'QQ=',
  'QUI==',
  'QUJD=',
  'QUJD==',
  '=',
  '==',
  'QU\nJD',
  'QUJD\n',
  ' QUJD',
  'QU-_',
  'QQ==QUJD',
  'Q=Q=',
];

for (const [text, bytes] of Object.entries(taken)) {
  test(`"${text}" is the base64 of "${bytes}"`, () => {
    assert.equal(Buffer.from(decodeBase64(text)!).toString(), bytes);
  });
}

for (const text of refused) {
  test(`${JSON.stringify(text)} is no base64`, () => assert.equal(decodeBase64(text), undefined));
}

test('all that is encoded is decoded, padded or not', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      assert.deepEqual(new Uint8Array(decodeBase64(text)!), bytes);
      assert.deepEqual(new Uint8Array(decodeBase64(text.replaceAll('=', ''))!), bytes);
    }),
  );
});

test('one character outside the alphabet spoils any text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.nat(),
      fc.constantFrom('-', '_', '\n', '\r', ' ', '\t', '\0', 'é', '*'),
      (bytes, at, character) => {
        const text = Buffer.from(bytes).toString('base64');
        const place = at % (text.length + 1);
        assert.equal(decodeBase64(text.slice(0, place) + character + text.slice(place)), undefined);
      },
    ),
  );
});
