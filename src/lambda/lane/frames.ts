// The frames between Varco and a runtime it boots itself: a length, a type, and raw bytes (DESIGN D5).
//
//   u32 little-endian: bytes of the body · u8: type · body
//
// Towards the runtime there are two types. An adoption tells a spare process its environment, as JSON. An invocation's
// body is a u32 length, that many bytes of meta (request id, deadline, trace header, function ARN and client context, one
// a line) and the event. runtimes/*/bootstrap.* are the other end and hold the same numbers, for they import nothing from
// here.
import type { LaneInvocation } from './lane.ts';

export const frameHeaderBytes = 5;

export const frameType = {
  invocation: 1,
  adoption: 2,
  /** u32 peak memory in kB, f64 bytes written to the telemetry channel. */
  next: 16,
  response: 17,
  responseTooLarge: 18,
  error: 19,
  /** Error type, NUL, error object. */
  initError: 20,
  streamChunk: 21,
  /** Error type, NUL, error object; both empty where the stream ended well. */
  streamEnd: 22,
} as const;

export function encodeInvocation(invocation: LaneInvocation): Buffer {
  const meta = `${invocation.requestId}\n${invocation.deadlineMs}\n${invocation.traceHeader}\n${invocation.functionArn}\n${invocation.clientContext}`;
  const metaBytes = Buffer.byteLength(meta);
  const bodyBytes = 4 + metaBytes + Buffer.byteLength(invocation.payload);
  const frame = Buffer.allocUnsafe(frameHeaderBytes + bodyBytes);
  frame.writeUInt32LE(bodyBytes, 0);
  frame[4] = frameType.invocation;
  frame.writeUInt32LE(metaBytes, frameHeaderBytes);
  frame.write(meta, frameHeaderBytes + 4);
  frame.write(invocation.payload, frameHeaderBytes + 4 + metaBytes);
  return frame;
}

export function encodeAdoption(environment: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.from(JSON.stringify(environment));
  const frame = Buffer.allocUnsafe(frameHeaderBytes);
  frame.writeUInt32LE(body.length, 0);
  frame[4] = frameType.adoption;
  return Buffer.concat([frame, body]);
}

/**
 * Takes bytes as they come and hands out whole frames; holds at most one frame.
 * @param onFrame body bytes are valid during the call only
 * @param onBroken called once, for a frame longer than `bodyBytesMax`; nothing is handed out after it
 */
export function createFrameReader(
  bodyBytesMax: number,
  onFrame: (type: number, body: Buffer) => void,
  onBroken: (sentence: string) => void,
): (bytes: Buffer) => void {
  let pending: Buffer | null = null;
  let filled = 0;
  let broken = false;
  return (bytes) => {
    let chunk = bytes;
    while (chunk.length > 0 && !broken) {
      if (pending === null) {
        if (chunk.length < frameHeaderBytes) {
          pending = chunk;
          filled = chunk.length;
          return;
        }
        const size = chunk.readUInt32LE(0);
        if (size > bodyBytesMax) {
          broken = true;
          onBroken(`a frame of ${size} bytes came, ${bodyBytesMax} are allowed`);
          return;
        }
        const end = frameHeaderBytes + size;
        if (chunk.length >= end) {
          onFrame(chunk[4]!, chunk.subarray(frameHeaderBytes, end));
          chunk = chunk.subarray(end);
          continue;
        }
        pending = Buffer.allocUnsafe(end);
        chunk.copy(pending);
        filled = chunk.length;
        return;
      }
      if (filled < frameHeaderBytes) {
        // Less than a header was left over: rare enough to join and start again.
        chunk = Buffer.concat([pending.subarray(0, filled), chunk]);
        pending = null;
        filled = 0;
        if (chunk.length < frameHeaderBytes) {
          pending = chunk;
          filled = chunk.length;
          return;
        }
        continue;
      }
      const taken = Math.min(chunk.length, pending.length - filled);
      chunk.copy(pending, filled, 0, taken);
      filled += taken;
      if (filled < pending.length) return;
      const frame = pending;
      pending = null;
      filled = 0;
      onFrame(frame[4]!, frame.subarray(frameHeaderBytes));
      chunk = chunk.subarray(taken);
    }
  };
}
