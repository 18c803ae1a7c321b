import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createFrameReader, encodeInvocation, frameHeaderBytes, frameType } from './frames.ts';

function frame(type: number, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(frameHeaderBytes + body.length);
  bytes.writeUInt32LE(body.length, 0);
  bytes[4] = type;
  bytes.set(body, frameHeaderBytes);
  return bytes;
}

test('frames come out whole and in order, however their bytes are cut', () => {
  const someFrame = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 40 }));
  fc.assert(
    fc.property(
      fc.array(someFrame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      (frames, sizes) => {
        const bytes = Buffer.concat(frames.map(([type, body]) => frame(type, body)));
        const seen: (readonly [number, string])[] = [];
        const read = createFrameReader(
          1000,
          (type, body) => seen.push([type, body.toString('hex')]),
          () => assert.fail('broken'),
        );
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length]!;
          read(bytes.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(
          seen,
          frames.map(([type, body]) => [type, Buffer.from(body).toString('hex')]),
        );
      },
    ),
  );
});

test('a frame longer than allowed is told once, and nothing is handed out after it', () => {
  const seen: number[] = [];
  const broken: string[] = [];
  const read = createFrameReader(
    10,
    (type) => seen.push(type),
    (sentence) => broken.push(sentence),
  );
  read(frame(1, Buffer.alloc(10)));
  read(frame(2, Buffer.alloc(11)));
  read(frame(3, Buffer.alloc(1)));
  assert.deepEqual(seen, [1]);
  assert.deepEqual(broken, ['a frame of 11 bytes came, 10 are allowed']);
});

test('an invocation is its meta, one a line, and the event as it is', () => {
  const bytes = encodeInvocation({
    requestId: 'id',
    deadlineMs: 1700000000123,
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
    traceHeader: 'Root=1-2',
    clientContext: '{"custom":{}}',
    payload: '{"text":"è"}',
  });
  assert.equal(bytes.readUInt32LE(0), bytes.length - frameHeaderBytes);
  assert.equal(bytes[4], frameType.invocation);
  const metaBytes = bytes.readUInt32LE(5);
  assert.equal(
    bytes.toString('utf8', 9, 9 + metaBytes),
    'id\n1700000000123\nRoot=1-2\narn:aws:lambda:us-east-1:111122223333:function:f\n{"custom":{}}',
  );
  assert.equal(bytes.toString('utf8', 9 + metaBytes), '{"text":"è"}');
});
