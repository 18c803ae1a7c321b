// Decides what a function's output means to API Gateway: a response, or every reason why it is malformed (SPEC §4.1, §4.2).
import { violationsMax } from '../core/limits.ts';
import { booleanOf, integerOf, textOf } from './coercion.ts';
import { foundText, foundValue, pointerTo } from './found.ts';
import { NumberToken, parseKeepingNumbers } from './number-token.ts';
import type { ProxyOutput, ReadOutput, Violation, ViolationCode } from './violation.ts';

const allowedWords = {
  'not-json': 'a JSON text',
  'null-output':
    'an object with statusCode, headers, multiValueHeaders, body and isBase64Encoded, each optional',
  'not-an-object':
    'an object with statusCode, headers, multiValueHeaders, body and isBase64Encoded, each optional',
  'unknown-key': 'no keys besides statusCode, headers, multiValueHeaders, body and isBase64Encoded',
  'status-code-not-an-integer': 'an integer, or a string of digits',
  'status-code-out-of-range': 'an integer from 200 to 599',
  'headers-not-an-object': 'an object of strings, or null',
  'header-value-not-a-scalar': 'a string (a number or boolean becomes one; null omits the header)',
  'multi-value-headers-not-an-object': 'an object of arrays of strings, or null',
  'multi-value-header-not-an-array': 'an array of strings, or null',
  'multi-value-header-item-not-a-scalar': 'a string (a number or boolean becomes one; null is omitted)',
  'body-not-a-string': 'a string (a number or boolean becomes one), or null',
  'is-base64-encoded-not-a-boolean': 'true or false',
} as const satisfies Record<ViolationCode, string>;

/** Null is the first, quick look, at which nothing is noted. */
type Notes = Violation[] | null;

/**
 * Reads a function's payload as API Gateway does. AWS's verdict is that of a Jackson mapper on five members (SPEC §4.1);
 * where that mapper stops at its first complaint, all are listed here, in the payload's order, up to `violationsMax`.
 *
 * Chosen where SPEC §4.2 is silent: a status outside 200–599 is malformed (1xx cannot end a request; null, "" and "null",
 * which Jackson makes 0, are too); text behind the JSON value is malformed, although Jackson would not look at it. Of a key that
 * is there twice the last one counts; Jackson, which reads both, would also refuse for the first.
 */
export function readOutput(payload: string): ReadOutput {
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload);
  } catch {
    return { ok: false, violations: [violation('not-json', '', foundText(payload))] };
  }
  const output = readMembers(parsed, null);
  if (output !== undefined) return { ok: true, output };
  // Malformed, or a number stands where its spelling matters: both deserve the exact look.
  const notes: Violation[] = [];
  const exact = readMembers(parseKeepingNumbers(payload, parsed), notes);
  return exact === undefined ? { ok: false, violations: notes } : { ok: true, output: exact };
}

const noHeaders: ProxyOutput['headers'] = Object.freeze([]);
const noMultiValueHeaders: ProxyOutput['multiValueHeaders'] = Object.freeze([]);

/** Undefined where any member does not fit. Header order is the payload's, names that are integers first. */
function readMembers(tree: unknown, notes: Notes): ProxyOutput | undefined {
  if (!isMap(tree)) return note(notes, tree === null ? 'null-output' : 'not-an-object', '', tree);
  let statusCode: number | undefined = 200;
  let headers: ProxyOutput['headers'] | undefined = noHeaders;
  let multiValueHeaders: ProxyOutput['multiValueHeaders'] | undefined = noMultiValueHeaders;
  let body: string | undefined = '';
  let isBase64Encoded: boolean | undefined = false;
  let hasUnknownKey = false;
  for (const key of Object.keys(tree)) {
    const value = tree[key];
    switch (key) {
      case 'statusCode':
        statusCode = readStatusCode(value, notes);
        break;
      case 'headers':
        headers = readHeaders(value, notes);
        break;
      case 'multiValueHeaders':
        multiValueHeaders = readMultiValueHeaders(value, notes);
        break;
      case 'body':
        body =
          value === null
            ? ''
            : (kept(value, notes, textOf) ?? note(notes, 'body-not-a-string', '/body', value));
        break;
      case 'isBase64Encoded':
        isBase64Encoded =
          kept(value, notes, booleanOf) ??
          note(notes, 'is-base64-encoded-not-a-boolean', '/isBase64Encoded', value);
        break;
      default:
        hasUnknownKey = true;
        if (notes !== null) note(notes, 'unknown-key', pointerTo('', key), value);
    }
  }
  if (hasUnknownKey || statusCode === undefined || headers === undefined) return undefined;
  if (multiValueHeaders === undefined || body === undefined || isBase64Encoded === undefined)
    return undefined;
  return { statusCode, headers, multiValueHeaders, body, isBase64Encoded };
}

function readStatusCode(value: unknown, notes: Notes): number | undefined {
  const code = integerOf(value);
  if (code === undefined) return note(notes, 'status-code-not-an-integer', '/statusCode', value);
  if (code >= 200 && code <= 599) return code;
  return note(notes, 'status-code-out-of-range', '/statusCode', value);
}

function readHeaders(map: unknown, notes: Notes): ProxyOutput['headers'] | undefined {
  if (map === null) return noHeaders;
  if (!isMap(map)) return note(notes, 'headers-not-an-object', '/headers', map);
  const headers: [string, string][] = [];
  let fits = true;
  for (const name of Object.keys(map)) {
    const value = map[name];
    if (value === null) continue;
    const text = kept(value, notes, textOf);
    if (text !== undefined) {
      headers.push([name, text]);
    } else {
      fits = false;
      if (notes !== null) note(notes, 'header-value-not-a-scalar', pointerTo('/headers', name), value);
    }
  }
  return fits ? headers : undefined;
}

function readMultiValueHeaders(map: unknown, notes: Notes): ProxyOutput['multiValueHeaders'] | undefined {
  if (map === null) return noMultiValueHeaders;
  if (!isMap(map)) return note(notes, 'multi-value-headers-not-an-object', '/multiValueHeaders', map);
  const headers: [string, string[]][] = [];
  let fits = true;
  for (const name of Object.keys(map)) {
    const list = map[name];
    if (list === null) continue;
    const values = readValues(list, name, notes);
    if (values === undefined) fits = false;
    else headers.push([name, values]);
  }
  return fits ? headers : undefined;
}

function readValues(list: unknown, name: string, notes: Notes): string[] | undefined {
  const pointer = notes === null ? '' : pointerTo('/multiValueHeaders', name);
  if (!Array.isArray(list)) return note(notes, 'multi-value-header-not-an-array', pointer, list);
  const values: string[] = [];
  let fits = true;
  for (const [index, item] of list.entries()) {
    if (item === null) continue;
    const text = kept(item, notes, textOf);
    if (text !== undefined) {
      values.push(text);
    } else {
      fits = false;
      if (notes !== null)
        note(notes, 'multi-value-header-item-not-a-scalar', pointerTo(pointer, index), item);
    }
  }
  return fits ? values : undefined;
}

/** What `coerce` makes of the value; at the quick look nothing of a number, whose spelling matters and is not known. */
function kept<T>(value: unknown, notes: Notes, coerce: (value: unknown) => T | undefined): T | undefined {
  return notes === null && typeof value === 'number' ? undefined : coerce(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberToken)
  );
}

function violation(code: ViolationCode, pointer: string, found: Violation['found']): Violation {
  return { pointer, code, found, allowed: allowedWords[code] };
}

/** Gives undefined, so that a reader can note and refuse in one expression. */
function note(notes: Notes, code: ViolationCode, pointer: string, value: unknown): undefined {
  if (notes !== null && notes.length < violationsMax) notes.push(violation(code, pointer, foundValue(value)));
  return undefined;
}
