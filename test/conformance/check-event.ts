// Checks what the function received, as it says in its answer.
import { differences, unlike } from './compare.ts';
import type { Placeholders } from './placeholders.ts';
import type { Expected } from './replayable-case.ts';

type Members = Readonly<Record<string, unknown>>;

export interface EventCheck {
  /** The body of an answer that holds the event. */
  readonly body: string;
  readonly expected: Expected;
  readonly placeholders: Placeholders;
  /** Headers that only AWS adds. */
  readonly awsOnly: readonly string[];
}

export function eventDifferences(check: EventCheck): readonly string[] {
  const { expected, placeholders, body } = check;
  if (!Object.keys(expected).some((name) => name.startsWith('event'))) return [];
  let event: unknown;
  try {
    event = JSON.parse(body);
  } catch {
    return [`event: expected as the body, which is ${JSON.stringify(body.slice(0, 300))}`];
  }
  if (typeof event !== 'object' || event === null) return [unlike(event, {}, 'event')];
  const found: string[] = [];
  const { eventSubset, eventPresent = [], eventBodyJson, eventHeadersAbsent = [], eventKeyOrder } = expected;
  if (eventSubset !== undefined) {
    found.push(...differences(event, eventSubset, 'event', { placeholders, subset: true }));
  }
  for (const path of eventPresent) {
    if (memberAt(event, path) === undefined) found.push(`event.${path}: expected, and is absent`);
  }
  if (eventBodyJson !== undefined)
    found.push(...bodyDifferences(event as Members, eventBodyJson, placeholders));
  for (const name of eventHeadersAbsent) {
    for (const part of ['headers', 'multiValueHeaders'] as const) {
      if (headerNames(event, part).some((given) => given.toLowerCase() === name.toLowerCase())) {
        found.push(`event.${part}.${name}: expected to be absent`);
      }
    }
  }
  if (expected.eventHeaderNames !== undefined) found.push(...nameDifferences(event as Members, check));
  if (eventKeyOrder !== undefined) found.push(...orderDifferences(event, eventKeyOrder));
  return found;
}

function bodyDifferences(
  { body }: Members,
  expected: unknown,
  placeholders: Placeholders,
): readonly string[] {
  if (typeof body !== 'string') return [`event.body: expected a text, got ${JSON.stringify(body)}`];
  try {
    return differences(JSON.parse(body), expected, 'event.body', { placeholders });
  } catch {
    return [`event.body: expected JSON, got ${body}`];
  }
}

/** No other header than those that the case names. */
function nameDifferences(event: Members, { expected, awsOnly }: EventCheck): readonly string[] {
  const ignored = new Set(expected.eventHeaderNames === 'exact' ? [] : awsOnly);
  return (['headers', 'multiValueHeaders'] as const).flatMap((part) => {
    const present = (expected.eventPresent ?? [])
      .filter((path) => path.startsWith(`${part}.`))
      .map((path) => path.slice(part.length + 1));
    const allowed = new Set([...headerNames(expected.eventSubset, part), ...present]);
    return headerNames(event, part)
      .filter((name) => !allowed.has(name) && !ignored.has(name))
      .map((name) => `event.${part}.${name}: not expected`);
  });
}

function headerNames(event: unknown, part: string): readonly string[] {
  return Object.keys((event as Members | undefined)?.[part] ?? {});
}

function orderDifferences(event: object, order: NonNullable<Expected['eventKeyOrder']>): readonly string[] {
  const orders = Array.isArray(order)
    ? { '': order as readonly string[] }
    : (order as Readonly<Record<string, readonly string[]>>);
  return Object.entries(orders).flatMap(([path, keys]) => {
    const value = path === '' ? event : memberAt(event, path);
    const actual = Object.keys((value as object | undefined) ?? {});
    return actual.join() === keys.join()
      ? []
      : [unlike(actual, keys, `order of event${path === '' ? '' : `.${path}`}`)];
  });
}

function memberAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Members | null | undefined)?.[key], value);
}
