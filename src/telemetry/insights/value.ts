// The values that a query works with, what each is as a number and as a text, and how two of them compare.

/** A point in time: a number of milliseconds that is shown as a date. */
export class Instant {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

/** Null is what is not there. */
export type Value = string | number | Instant | null;

const numeric = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** Null where it is none. */
export function numberOf(value: Value): number | null {
  if (value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Instant) return value.ms;
  return numeric.test(value) ? Number(value) : null;
}

/** As results show it: times as `2026-01-31 09:00:00.000`, numbers with four digits behind the point at most (a choice). */
export function textOf(value: Exclude<Value, null>): string {
  if (typeof value === 'string') return value;
  if (value instanceof Instant) return new Date(value.ms).toISOString().replace('T', ' ').slice(0, -1);
  return String(Number.isInteger(value) ? value : Number(value.toFixed(4)));
}

/** A condition's outcome as a value: documented of JSON's true and false. */
export function truth(holds: boolean): number {
  return holds ? 1 : 0;
}

export function isTrue(value: Value): boolean {
  const number = numberOf(value);
  return number === null ? value === 'true' : number !== 0;
}

/** Numbers by their size where both are some, else the texts; null where one is not there. */
export function comparison(one: Value, other: Value): number | null {
  if (one === null || other === null) return null;
  const [first, second] = [numberOf(one), numberOf(other)];
  if (first !== null && second !== null) return first - second;
  const [text, otherText] = [textOf(one), textOf(other)];
  return text < otherText ? -1 : text > otherText ? 1 : 0;
}

/** Of any two: what is not there first, then texts, then numbers. */
export function sortOrder(one: Value, other: Value): number {
  return rank(one) - rank(other) || (comparison(one, other) ?? 0);
}

function rank(value: Value): number {
  if (value === null) return 0;
  return numberOf(value) === null ? 1 : 2;
}
