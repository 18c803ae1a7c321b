// Which rows of an execution log a stage's settings let through (SPEC §6.2).
import type { LoggingLevel } from './execution.ts';

/** A stage's settings for the method: level and data trace. Data trace at level OFF logs nothing (SPEC §6.2). */
export interface LoggingSettings {
  readonly level: LoggingLevel;
  readonly dataTrace: boolean;
}

/** A line's text before it is prefixed and cut. */
export interface Row {
  readonly text: string;
  /** True where it is written after the call. */
  readonly after: boolean;
}

/** Collects what level and data trace let through. */
export class RowList {
  readonly rows: Row[] = [];
  readonly #info: boolean;
  readonly #trace: boolean;
  #after = false;

  constructor({ level, dataTrace }: LoggingSettings) {
    this.#info = level === 'INFO';
    this.#trace = dataTrace;
  }

  info(text: string): void {
    if (this.#info) this.#add(text);
  }

  /** Rows marked T in SPEC §6.3. */
  get tracing(): boolean {
    return this.#info && this.#trace;
  }

  trace(text: string): void {
    if (this.tracing) this.#add(text);
  }

  /** With data trace, at ERROR too. */
  errorTrace(text: string): void {
    if (this.#trace) this.#add(text);
  }

  error(text: string): void {
    this.#add(text);
  }

  /** What is added from here on is written after the call. */
  called(): void {
    this.#after = true;
  }

  #add(text: string): void {
    this.rows.push({ text, after: this.#after });
  }
}
