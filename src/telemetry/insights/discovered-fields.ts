// The fields that Insights finds in a message by itself: those of its JSON, and those of Lambda's own lines.
import type { Value } from './value.ts';

/** The JSON in a message: all of it, or the part of a line from its first brace (documented: the first fragment alone). */
export function jsonIn(message: string): object | null {
  const start = message.indexOf('{');
  if (start === -1) return null;
  const end = message.lastIndexOf('}');
  if (end < start) return null;
  try {
    const found: unknown = JSON.parse(message.slice(start, end + 1));
    return typeof found === 'object' ? found : null;
  } catch {
    return null;
  }
}

/** `user.name`, `items.0`: names may hold dots themselves. Null where nothing is, or a map or list. */
export function fieldOf(json: unknown, name: string): Value {
  if (typeof json !== 'object' || json === null) return null;
  if (Object.hasOwn(json, name)) return scalar((json as Readonly<Record<string, unknown>>)[name]);
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const head = name.slice(0, dot);
    if (!Object.hasOwn(json, head)) continue;
    const found = fieldOf((json as Readonly<Record<string, unknown>>)[head], name.slice(dot + 1));
    if (found !== null) return found;
  }
  return null;
}

function scalar(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'number':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    default:
      return null;
  }
}

const megabyte = 1_000_000;

const lambdaFields: Readonly<Record<string, (message: string) => Value>> = {
  '@type': (message) => /^(START|END|REPORT)(?= RequestId: )/.exec(message)?.[1] ?? null,
  '@requestId': (message) =>
    /^(?:START|END|REPORT) RequestId: ([0-9a-f-]{36})/.exec(message)?.[1] ??
    /^(?:\[[A-Z]+\]\t)?\d{4}-\d\d-\d\dT[\d:.]+Z\t([0-9a-f-]{36})\t/.exec(message)?.[1] ??
    null,
  '@duration': reported(/\tDuration: ([\d.]+) ms/, 1),
  '@billedDuration': reported(/\tBilled Duration: ([\d.]+) ms/, 1),
  '@initDuration': reported(/\tInit Duration: ([\d.]+) ms/, 1),
  '@memorySize': reported(/\tMemory Size: ([\d.]+) MB/, megabyte),
  '@maxMemoryUsed': reported(/\tMax Memory Used: ([\d.]+) MB/, megabyte),
};

function reported(pattern: RegExp, factor: number): (message: string) => Value {
  return (message) => {
    if (!message.startsWith('REPORT ')) return null;
    const found = pattern.exec(message)?.[1];
    return found === undefined ? null : Number(found) * factor;
  };
}

/** A field of Lambda's START, END and REPORT lines, and of those of its runtimes. */
export function lambdaField(message: string, name: string): Value {
  return Object.hasOwn(lambdaFields, name) ? lambdaFields[name]!(message) : null;
}
