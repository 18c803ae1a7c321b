// What is wrong with a payload, in the words of Lambda's JSON parser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { jacksonError } from './jackson-error.ts';

const at = (line: number, column: number): string =>
  `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;
const tokens = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

for (const [bytes, sentence, line, column] of [
  // Recorded.
  [Buffer.from('6e87729ee9b5d749ee9b6d74', 'hex'), 'Invalid UTF-8 start byte 0x87', 1, 3],
  [
    Buffer.from('99eb2c6a07a17a5968', 'hex'),
    `Unexpected character ((CTRL-CHAR, code 153)): expected a valid value ${tokens}`,
    1,
    1,
  ],
  // From the parser's published sources.
  ['{a: 1}', "Unexpected character ('a' (code 97)): was expecting double-quote to start field name", 1, 2],
  ['hello', `Unrecognized token 'hello': was expecting ${tokens}`, 1, 6],
  ['{"a":1', `Unexpected end-of-input: expected close marker for Object (start marker at ${at(1, 1)})`, 1, 7],
  ['{\n"a":1]', `Unexpected close marker ']': expected '}' (for Object starting at ${at(1, 1)})`, 2, 6],
  ['"abc', 'Unexpected end-of-input in VALUE_STRING', 1, 5],
  [
    '-x',
    "Unexpected character ('x' (code 120)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
    1,
    2,
  ],
] as const) {
  test(`says of ${JSON.stringify(bytes.toString())}: ${sentence.slice(0, 60)}`, () => {
    assert.equal(jacksonError(Buffer.from(bytes as string)), `${sentence}\n at ${at(line, column)}`);
  });
}

test('finds nothing wrong with any JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.equal(jacksonError(Buffer.from(text)), null);
    }),
  );
});

test('finds something wrong with whatever begins and does not go on as JSON', () => {
  fc.assert(
    fc.property(fc.object(), fc.nat(), (value, cut) => {
      const text = JSON.stringify(value);
      const torn = Buffer.from(text).subarray(0, cut % Buffer.byteLength(text));
      assert.notEqual(jacksonError(torn), null);
    }),
  );
});

test('ends on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.doesNotThrow(() => jacksonError(bytes));
    }),
  );
});
