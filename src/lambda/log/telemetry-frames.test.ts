import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { functionLogEventBytesMax } from '../../core/limits.ts';
import { createTelemetryFrames } from './telemetry-frames.ts';

function frame(timestampMs: number, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(16);
  header.writeUInt32BE((0xa55a0003 | 12) >>> 0, 0);
  header.writeUInt32BE(body.length, 4);
  header.writeBigUInt64BE(BigInt(timestampMs) * 1000n, 8);
  return Buffer.concat([header, body]);
}

test('events come out whole, with their times, however their bytes are cut', () => {
  const someEvent = fc.tuple(
    fc.integer({ min: 0, max: 2 ** 41 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  );
  fc.assert(
    fc.property(
      fc.array(someEvent, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      (events, sizes) => {
        const bytes = Buffer.concat(events.map(([time, text]) => frame(time, text)));
        const seen: (readonly [number, string])[] = [];
        const frames = createTelemetryFrames(
          (time, text, isLast) => {
            assert.ok(isLast);
            seen.push([time, text]);
          },
          () => assert.fail('garbage'),
        );
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length]!;
          frames.write(bytes.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(seen, events);
        assert.equal(frames.consumedBytes, bytes.length);
      },
    ),
  );
});

test('an event longer than CloudWatch Logs takes comes in pieces that hold all of it, never half a character', () => {
  const text = `${'è'.repeat(functionLogEventBytesMax)}end`;
  const bytes = frame(5, text);
  const pieces: string[] = [];
  const frames = createTelemetryFrames(
    (_time, piece) => pieces.push(piece),
    () => assert.fail('garbage'),
  );
  for (let at = 0; at < bytes.length; at += 65_536) frames.write(bytes.subarray(at, at + 65_536));
  assert.equal(pieces.join(''), text);
  assert.equal(pieces.length, 3);
  assert.ok(pieces.every((piece) => Buffer.byteLength(piece) <= functionLogEventBytesMax));
  assert.equal(frames.consumedBytes, bytes.length);
});

test('what is no frame is handed on as it is, from there on', () => {
  const garbage: string[] = [];
  const seen: string[] = [];
  const frames = createTelemetryFrames(
    (_time, text) => seen.push(text),
    (bytes) => garbage.push(bytes.toString()),
  );
  frames.write(Buffer.concat([frame(1, 'good'), Buffer.from('a function wrote this itself')]));
  frames.write(Buffer.from(' and this'));
  assert.deepEqual(seen, ['good']);
  assert.equal(garbage.join(''), 'a function wrote this itself and this');
});
