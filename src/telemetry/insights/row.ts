// One row of a query: a log event with the fields that were found or made in it, or a line of a statistic.
import { fieldOf, jsonIn, lambdaField } from './discovered-fields.ts';
import { Instant, type Value } from './value.ts';

export interface QueryEvent {
  /** `{account}:{group}`. */
  readonly log: string;
  readonly stream: string;
  readonly timeMs: number;
  readonly ingestedAtMs: number;
  readonly message: string;
  readonly pointer: string;
}

export class Row {
  readonly event: QueryEvent | null;
  readonly #made = new Map<string, Value>();
  #json: object | null | undefined = undefined;

  /** @param event Null for a line of a statistic. */
  constructor(event: QueryEvent | null) {
    this.event = event;
  }

  /** What was made under that name, else what is in the event. */
  get(name: string): Value {
    const made = this.#made.get(name);
    if (made !== undefined) return made;
    return this.event === null ? null : this.#found(this.event, name);
  }

  hasMade(name: string): boolean {
    return this.#made.has(name);
  }

  set(name: string, value: Value): void {
    this.#made.set(name, value);
  }

  #found(event: QueryEvent, name: string): Value {
    switch (name) {
      case '@message':
        return event.message;
      case '@timestamp':
        return new Instant(event.timeMs);
      case '@ingestionTime':
        return new Instant(event.ingestedAtMs);
      case '@logStream':
        return event.stream;
      case '@log':
        return event.log;
      case '@ptr':
        return event.pointer;
      default: {
        if (this.#json === undefined) this.#json = jsonIn(event.message);
        const found = this.#json === null ? null : fieldOf(this.#json, name);
        return found === null && name.startsWith('@') ? lambdaField(event.message, name) : found;
      }
    }
  }
}
