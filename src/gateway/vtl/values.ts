// The values that templates work with: Java's, as far as templates can tell (strings, numbers, maps, lists, and how they print).

/** An integer is a number or, beyond 2^53, a bigint; a fraction is a JavaDouble, which prints as Java prints it. */
export type Value =
  | null
  | string
  | number
  | bigint
  | boolean
  | JavaDouble
  | JavaMap
  | JavaList
  | MapEntry
  | HostObject;

/** What Varco itself puts into a template: `$input`, `$util`. */
export interface HostObject {
  readonly isHostObject: true;
  /** Null where there is no such property. */
  property(name: string): Value;
  /** Null where there is no such method. */
  call(name: string, args: readonly Value[]): Value;
  /** How it prints. */
  text(): string;
}

export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

export class JavaMap {
  readonly entries: Map<string, Value>;

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    this.entries = new Map(entries);
  }
}

/** AWS's lists come from its JSON library and print as JSON, where its maps print as Java's do (recorded 2025-06-18). */
export class JavaList {
  readonly items: Value[];
  /** False for a list written in the template, which prints as Java's do. */
  readonly isJson: boolean;

  constructor(items: Value[], isJson = false) {
    this.items = items;
    this.isJson = isJson;
  }
}

export class MapEntry {
  readonly key: string;
  readonly value: Value;

  constructor(key: string, value: Value) {
    this.key = key;
    this.value = value;
  }
}

export function isHostObject(value: Value): value is HostObject {
  return typeof value === 'object' && value !== null && 'isHostObject' in value;
}

/** `toString()`: `{a=1, b=[…]}` for a map; JSON for a list of the JSON library. Null is '' (recorded 2025-06-18). */
export function textOf(value: Value): string {
  return value === null ? '' : memberText(value);
}

/** The same inside a map or list, where Java prints `null`. */
function memberText(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  if (value instanceof JavaDouble) return doubleText(value.value);
  if (value instanceof JavaMap) {
    return `{${Array.from(value.entries, ([key, member]) => `${key}=${memberText(member)}`).join(', ')}}`;
  }
  if (value instanceof JavaList) {
    return value.isJson ? jsonOf(value) : `[${value.items.map(memberText).join(', ')}]`;
  }
  if (value instanceof MapEntry) return `${value.key}=${memberText(value.value)}`;
  return value.text();
}

/** Compact JSON. */
export function jsonOf(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof JavaDouble) return doubleText(value.value);
  if (value instanceof JavaList) return `[${value.items.map(jsonOf).join(',')}]`;
  if (value instanceof JavaMap) {
    return `{${Array.from(value.entries, ([key, member]) => `${JSON.stringify(key)}:${jsonOf(member)}`).join(',')}}`;
  }
  return JSON.stringify(textOf(value));
}

/** Java's Double.toString: `1.0`, `0.001`, `1.0E10`. */
function doubleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e7)) {
    const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}

/** The number that a value is; null where it is none. Strings are none: Velocity does not convert them. */
export function numberOf(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof JavaDouble ? value.value : null;
}
