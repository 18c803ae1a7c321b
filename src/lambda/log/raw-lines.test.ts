import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { functionLogEventBytesMax } from '../../core/limits.ts';
import { createRawLines } from './raw-lines.ts';

test('each line comes once and whole, however its bytes are cut', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(line), line, fc.integer({ min: 1, max: 9 }), (lines, last, size) => {
      const bytes = Buffer.from(lines.map((each) => `${each}\n`).join('') + last);
      const seen: string[] = [];
      const raw = createRawLines((each) => seen.push(each));
      for (let at = 0; at < bytes.length; at += size) raw.write(bytes.subarray(at, at + size));
      raw.flush();
      assert.deepEqual(seen, last === '' ? lines : [...lines, last]);
    }),
  );
});

test('a line without end is handed out in pieces as it comes, so that little is held', () => {
  const seen: number[] = [];
  const raw = createRawLines((each) => seen.push(Buffer.byteLength(each)));
  for (let chunk = 0; chunk < 40; chunk++) raw.write(Buffer.alloc(65_536, 'a'));
  assert.ok(seen.length >= 9);
  assert.ok(seen.every((bytes) => bytes <= functionLogEventBytesMax));
  raw.flush();
  assert.equal(
    seen.reduce((sum, bytes) => sum + bytes, 0),
    40 * 65_536,
  );
});

test('bytes that are no text become replacement characters, not an error', () => {
  const seen: string[] = [];
  const raw = createRawLines((each) => seen.push(each));
  raw.write(Buffer.from([0xff, 0xfe, 0x0a, 0x80, 0x0a]));
  assert.deepEqual(seen, ['\ufffd\ufffd', '\ufffd']);
});
