// The end of one invocation's log, which Invoke returns where it is asked for (`LogType: Tail`).
import { logTailBytesMax } from '../../core/limits.ts';

export class LogTail {
  readonly #complete: (tail: Uint8Array) => void;
  #events: Buffer[] = [];
  #bytes = 0;

  /** @param complete Hears the tail once, when the invocation's REPORT is written. */
  constructor(complete: (tail: Uint8Array) => void) {
    this.#complete = complete;
  }

  put(message: string): void {
    // Of a longer event only the end can be in the tail; a character has at most three bytes for each code unit.
    const event = Buffer.from(message.slice(-logTailBytesMax));
    this.#events.push(event);
    this.#bytes += event.length;
    while (this.#bytes - this.#events[0]!.length >= logTailBytesMax) {
      this.#bytes -= this.#events.shift()!.length;
    }
  }

  end(): void {
    this.#complete(Buffer.concat(this.#events).subarray(-logTailBytesMax));
    this.#events = [];
  }
}
