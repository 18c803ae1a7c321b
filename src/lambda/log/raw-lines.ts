// A function's raw standard output and error as log lines: one event a line, long lines in pieces.
import { functionLogEventBytesMax } from '../../core/limits.ts';
import { cutPoint } from './cut-text.ts';

const newline = 10;

export interface RawLines {
  write(bytes: Buffer): void;
  /** Hands out what stands there without a newline. */
  flush(): void;
}

/** @param onLine the line without its newline */
export function createRawLines(onLine: (line: string) => void): RawLines {
  let held: Buffer[] = [];
  let heldBytes = 0;

  const emit = (last: Buffer): void => {
    const line = heldBytes === 0 ? last : Buffer.concat([...held, last]);
    held = [];
    heldBytes = 0;
    onLine(line.toString());
  };

  /** Keeps bytes of an unfinished line, handing out pieces of a line that has become too long. */
  const hold = (bytes: Buffer): void => {
    let rest = bytes;
    while (heldBytes + rest.length > functionLogEventBytesMax) {
      const joined = Buffer.concat([...held, rest]);
      const cut = cutPoint(joined, functionLogEventBytesMax);
      onLine(joined.toString('utf8', 0, cut));
      held = [];
      heldBytes = 0;
      rest = joined.subarray(cut);
    }
    if (rest.length === 0) return;
    held.push(rest);
    heldBytes += rest.length;
  };

  return {
    write(bytes) {
      let rest = bytes;
      for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
        const line = rest.subarray(0, end);
        if (heldBytes + line.length > functionLogEventBytesMax) {
          hold(line);
          emit(Buffer.alloc(0));
        } else {
          emit(line);
        }
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) hold(rest);
    },
    flush() {
      if (heldBytes > 0) emit(Buffer.alloc(0));
    },
  };
}
