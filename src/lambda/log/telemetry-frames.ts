// The framing in which AWS's runtimes write log events to `_LAMBDA_TELEMETRY_LOG_FD`, so that a text of many lines is one
// event: u32 type 0xa55a00.., u32 length, u64 time in µs, then the text; all big-endian.
import { functionLogEventBytesMax } from '../../core/limits.ts';
import { cutPoint } from './cut-text.ts';

const headerBytes = 16;
const typeMask = 0xffffff00;
const typePrefix = 0xa55a0000;
/** The lowest two bits tell text from JSON; those above them, the level. */
const levelMask = 0x1c;

export interface TelemetryFrames {
  write(bytes: Buffer): void;
  /** Bytes of whole frames handed out so far. */
  readonly consumedBytes: number;
}

/**
 * Holds at most one event and a chunk. An event longer than CloudWatch Logs takes is handed out in pieces.
 * @param onEvent time in epoch ms; `isLast` is false for a piece that another follows;
 *   `hasLevel` is true for an event of a logger, which has filtered it by level
 * @param onGarbage bytes that are no frame, for a function may write here what it likes
 */
export function createTelemetryFrames(
  onEvent: (timestampMs: number, text: string, isLast: boolean, hasLevel: boolean) => void,
  onGarbage: (bytes: Buffer) => void,
): TelemetryFrames {
  let pending: Buffer = Buffer.alloc(0);
  /** Bytes of the current event still to come; 0 between events. */
  let left = 0;
  let timestampMs = 0;
  let hasLevel = false;
  let consumed = 0;
  let isGarbage = false;

  const takeEventBytes = (bytes: Buffer): Buffer => {
    let rest = bytes;
    while (left > functionLogEventBytesMax && rest.length >= functionLogEventBytesMax) {
      const cut = cutPoint(rest, functionLogEventBytesMax);
      onEvent(timestampMs, rest.toString('utf8', 0, cut), false, hasLevel);
      left -= cut;
      consumed += cut;
      rest = rest.subarray(cut);
    }
    if (rest.length >= left) {
      const text = rest.toString('utf8', 0, left);
      rest = rest.subarray(left);
      consumed += left;
      left = 0;
      onEvent(timestampMs, text, true, hasLevel);
    }
    return rest;
  };

  return {
    get consumedBytes() {
      return consumed;
    },
    write(bytes) {
      if (isGarbage) {
        onGarbage(bytes);
        return;
      }
      let rest: Buffer = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
      for (;;) {
        if (left === 0) {
          if (rest.length < headerBytes) break;
          isGarbage = (rest.readUInt32BE(0) & typeMask) >>> 0 !== typePrefix;
          if (isGarbage) {
            onGarbage(rest);
            pending = Buffer.alloc(0);
            return;
          }
          hasLevel = (rest[3]! & levelMask) !== 0;
          left = rest.readUInt32BE(4);
          timestampMs = Math.floor(Number(rest.readBigUInt64BE(8)) / 1000);
          consumed += headerBytes;
          rest = rest.subarray(headerBytes);
          if (left === 0) {
            onEvent(timestampMs, '', true, hasLevel);
            continue;
          }
        }
        rest = takeEventBytes(rest);
        if (left > 0) break;
      }
      pending = rest.length === 0 ? rest : Buffer.from(rest);
    },
  };
}
