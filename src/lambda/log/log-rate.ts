// How much one process may write into its log in a second; what is more is left out and counted.
import { functionLogBytesPerSecondMax, functionLogEventsPerSecondMax } from '../../core/limits.ts';

export interface Dropped {
  readonly records: number;
  readonly bytes: number;
}

export class LogRate {
  #windowMs = -Infinity;
  #events = 0;
  #bytes = 0;
  #droppedRecords = 0;
  #droppedBytes = 0;

  /** Tells the time; to be called now and then, not for each event. */
  tick(elapsedMs: number): void {
    if (elapsedMs - this.#windowMs < 1000) return;
    this.#windowMs = elapsedMs;
    this.#events = 0;
    this.#bytes = 0;
  }

  /** Whether this text may be written. */
  admit(text: string): boolean {
    if (this.#events < functionLogEventsPerSecondMax && this.#bytes < functionLogBytesPerSecondMax) {
      this.#events++;
      this.#bytes += text.length;
      return true;
    }
    this.#droppedRecords++;
    this.#droppedBytes += Buffer.byteLength(text);
    return false;
  }

  /** What was left out since it was last asked; null where nothing was. */
  takeDropped(): Dropped | null {
    if (this.#droppedRecords === 0) return null;
    const dropped = { records: this.#droppedRecords, bytes: this.#droppedBytes };
    this.#droppedRecords = 0;
    this.#droppedBytes = 0;
    return dropped;
  }
}
