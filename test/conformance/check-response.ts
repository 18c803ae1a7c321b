// Checks an HTTP answer, or TestInvokeMethod's, against what a case expects of status, headers and body.
import { XMLParser } from 'fast-xml-parser';
import { differences, unlike, type Comparison } from './compare.ts';
import type { Placeholders } from './placeholders.ts';
import type { Expected } from './replayable-case.ts';

export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export interface ResponseCheck {
  readonly answer: Answer;
  readonly expected: Expected;
  readonly placeholders: Placeholders;
  /** Headers that only AWS sends. */
  readonly awsOnly: readonly string[];
  /** The case of letters in names counts. */
  readonly exactNames: boolean;
}

export function responseDifferences(check: ResponseCheck): readonly string[] {
  return [...statusDifferences(check), ...headerDifferences(check), ...bodyDifferences(check)];
}

function statusDifferences({ answer: { status, body }, expected }: ResponseCheck): readonly string[] {
  const found: string[] = [];
  const { status: wanted, statusClass } = expected;
  if (typeof wanted === 'number' && wanted !== status) found.push(unlike(status, wanted, 'status'));
  if (statusClass === 'ok' && status >= 400) found.push(`status: expected less than 400, got ${status}`);
  if (statusClass === 'notOk' && status < 400) found.push(`status: expected 400 or more, got ${status}`);
  // The body of an unexpected answer says what went wrong.
  return found.map((line) => `${line}; its body is ${JSON.stringify(body.toString('utf8', 0, 300))}`);
}

function headerDifferences({
  answer,
  expected,
  placeholders,
  awsOnly,
  exactNames,
}: ResponseCheck): readonly string[] {
  const named = (name: string): string => (exactNames ? name : name.toLowerCase());
  const values = new Map<string, string>();
  for (const [name, value] of answer.headers) {
    const before = values.get(named(name));
    values.set(named(name), before === undefined ? value : `${before}, ${value}`);
  }
  const found: string[] = [];
  const {
    headers = {},
    headersPresent = [],
    headersAbsent = [],
    headerContains = {},
    headerNames,
  } = expected;
  for (const [name, value] of Object.entries(headers)) {
    found.push(...differences(values.get(named(name)), value, `header ${name}`, { placeholders }));
  }
  for (const name of headersPresent) {
    if (!values.has(named(name))) found.push(`header ${name}: expected, and is absent`);
  }
  for (const name of headersAbsent) {
    if (values.has(named(name)))
      found.push(`header ${name}: expected to be absent, and is ${values.get(named(name))}`);
  }
  for (const [name, part] of Object.entries(headerContains)) {
    const value = values.get(named(name));
    if (value?.includes(part) !== true)
      found.push(`header ${name}: expected to contain ${part}, got ${value}`);
  }
  if (headerNames === undefined) return found;
  const allowed = new Set([...Object.keys(headers), ...headersPresent].map(named));
  const ignored = new Set(headerNames === 'exact' ? [] : awsOnly.map(named));
  for (const [name, value] of values) {
    if (!allowed.has(name) && !ignored.has(name)) found.push(`header ${name}: not expected, and is ${value}`);
  }
  return found;
}

function bodyDifferences({ answer, expected, placeholders }: ResponseCheck): readonly string[] {
  const found: string[] = [];
  const text = answer.body.toString();
  const comparison: Comparison = { placeholders };
  if (expected.body !== undefined && text !== expected.body) {
    found.push(...differences(text, expected.body, 'body', comparison));
  }
  if (expected.bodyBase64 !== undefined && answer.body.toString('base64') !== expected.bodyBase64) {
    found.push(unlike(answer.body.toString('base64'), expected.bodyBase64, 'body in base64'));
  }
  if (expected.bodyXml !== undefined) {
    const xml: unknown = new XMLParser({ ignoreAttributes: false }).parse(text);
    found.push(...differences(xml, expected.bodyXml, 'body as XML', comparison));
  }
  const { bodyJson, bodyJsonSubset, bodyJsonKeys, stackTraceExample } = expected;
  if ([bodyJson, bodyJsonSubset, bodyJsonKeys, stackTraceExample].every((part) => part === undefined)) {
    return found;
  }
  const json = parsed(text);
  if (json === undefined) return [...found, `body: expected JSON, got ${JSON.stringify(text.slice(0, 300))}`];
  if (bodyJson !== undefined) found.push(...differences(json, bodyJson, 'body', comparison));
  if (bodyJsonSubset !== undefined) {
    found.push(...differences(json, bodyJsonSubset, 'body', { ...comparison, subset: true }));
  }
  if (bodyJsonKeys !== undefined) {
    found.push(
      ...differences(Object.keys(json as object).toSorted(), bodyJsonKeys, 'keys of the body', comparison),
    );
  }
  if (stackTraceExample !== undefined) {
    const { stackTrace } = json as { readonly stackTrace?: unknown };
    found.push(...stackDifferences(stackTrace, stackTraceExample, comparison));
  }
  return found;
}

/** Line numbers are those of the function's source, which is another one here. */
function stackDifferences(
  actual: unknown,
  example: readonly string[],
  comparison: Comparison,
): readonly string[] {
  const anyLine = (frame: unknown): unknown =>
    typeof frame === 'string' ? frame.replace(/, line \d+, /, ', line N, ') : frame;
  const frames = Array.isArray(actual) ? actual.map(anyLine) : actual;
  return differences(frames, example.map(anyLine), 'stackTrace', comparison);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
