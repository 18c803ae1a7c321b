// What was undefined, null or absent when the code reached into it: an environment variable, a field of the event, another.
import { runtimeFamily, type Case } from '../../case.ts';
import { userFrames, type Fault } from '../../fault.ts';
import { chainOfText, failingExpression } from '../../source/failing-expression.ts';
import { handlerOutline } from '../../source/handler.ts';

export type MissingValue =
  | { readonly of: 'environment'; readonly name: string }
  /** `field` as written in code: `queryStringParameters.id`; `value` is what the event had there. */
  | { readonly of: 'event'; readonly field: string; readonly expression: string; readonly isNull: boolean }
  /** The text given to a JSON parser was none. */
  | { readonly of: 'json'; readonly expression: string | null; readonly isEventBody: boolean };

/** Fields of the proxy event that are null, absent or text, so that code written for another shape fails on them (SPEC §3.1). */
const eventFields = new Set([
  'resource',
  'path',
  'httpMethod',
  'headers',
  'multiValueHeaders',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'pathParameters',
  'stageVariables',
  'requestContext',
  'body',
  'isBase64Encoded',
  // payload format 2.0's, which a REST API's event does not have
  'version',
  'routeKey',
  'rawPath',
  'rawQueryString',
  'cookies',
]);

export function missingValue(subject: Case, fault: Fault): MissingValue | null {
  const named = namedVariable(subject, fault);
  if (named !== null) return named;
  return runtimeFamily(subject) === 'python' || isPythonTrace(fault) || fault.type === 'KeyError'
    ? missingInPython(subject, fault)
    : missingInNode(subject, fault);
}

/** Ruby's `ENV.fetch`, and programs that say themselves which variable they miss. */
function namedVariable(subject: Case, fault: Fault): MissingValue | null {
  if (subject.text === undefined) return null;
  const name =
    /^key not found: "([A-Z][A-Z0-9_]+)"/.exec(fault.message)?.[1] ??
    /(?:environment variable|env(?:ironment)?(?:\.| var(?:iable)?)?) ['"`]?([A-Z][A-Z0-9_]{2,})['"`]? (?:is |was )?(?:not (?:set|defined|found)|missing|required|undefined)/.exec(
      fault.message,
    )?.[1] ??
    /(?:missing|required|undefined|set) (?:the )?(?:required )?env(?:ironment)?(?: var(?:iable)?s?)?:? ['"`]?([A-Z][A-Z0-9_]{2,})/i.exec(
      fault.message,
    )?.[1] ??
    /Missing required (?:key|variable) ['"`]?([A-Z][A-Z0-9_]{2,})/.exec(fault.message)?.[1];
  return name === undefined ? null : { of: 'environment', name };
}

function isPythonTrace(fault: Fault): boolean {
  return fault.trace.some((entry) => entry.trimStart().startsWith('File "'));
}

// --- Node.js: the message and the expression at the place it names

const jsonMessages = [
  'is not valid JSON',
  'in JSON at position',
  'Unexpected end of JSON input',
  'JSON.parse',
];

function missingInNode(subject: Case, fault: Fault): MissingValue | null {
  const expression = expressionOf(subject, fault);
  if (
    (fault.type === 'SyntaxError' || (subject.text !== undefined && fault.message.includes('SyntaxError'))) &&
    (jsonMessages.some((text) => fault.message.includes(text)) ||
      fault.trace.some((line) => /JSON\.parse|Object\.parse \(native\)/.test(line)))
  ) {
    const chain = expression?.use === 'JSON.parse' ? expression.chain : null;
    return { of: 'json', expression: chain?.join('.') ?? null, isEventBody: chain?.at(-1) === 'body' };
  }
  const property = /^Cannot read propert(?:y|ies of (?:undefined|null) \(reading) '(\w+)'/.exec(
    fault.message,
  )?.[1];
  if (
    subject.text !== undefined &&
    expression === null &&
    property !== undefined &&
    (eventFields.has(property) || property === 'http' || property === 'method')
  ) {
    // The value that lacks it is unknown, but only an event has such a field.
    return { of: 'event', field: property, expression: property, isNull: fault.message.includes('null') };
  }
  const chain =
    destructured(fault.message) ?? (isReadOfNothing(fault.message) ? expression?.chain : undefined);
  if (chain === undefined || chain === null) return null;
  if (chain[0] === 'process' && chain[1] === 'env' && chain[2] !== undefined)
    return { of: 'environment', name: chain[2] };
  return eventValue(subject, chain);
}

function isReadOfNothing(message: string): boolean {
  return (
    message.startsWith('Cannot read properties of ') ||
    message.startsWith('Cannot read property ') ||
    message.startsWith('Cannot destructure ')
  );
}

/** `Cannot destructure property 'id' of 'event.pathParameters' as it is null.` */
function destructured(message: string): readonly string[] | null {
  const text = /^Cannot destructure property '.*' of '(.+)' as it is (?:null|undefined)\.$/.exec(
    message,
  )?.[1];
  return text === undefined ? null : chainOfText(text);
}

function expressionOf(subject: Case, fault: Fault): ReturnType<typeof failingExpression> {
  const frame = userFrames(subject, fault)[0];
  if (frame === undefined || frame.column === null || subject.source === undefined) return null;
  return failingExpression(subject.source, frame.path, { line: frame.line, column: frame.column });
}

const eventNames = new Set(['event', 'evt', 'request', 'req']);

function eventValue(subject: Case, chain: readonly string[]): MissingValue | null {
  const [root, ...names] = chain;
  const isEvent = root !== undefined && (eventNames.has(root) || root === handlerOutline(subject)?.eventName);
  const start = isEvent ? 0 : names.findIndex((name) => eventFields.has(name));
  const path = isEvent ? names : start === -1 ? [] : names.slice(start);
  if (path.length === 0) return null;
  const found = eventAt(subject, path);
  // The event at hand contradicts: the value was there.
  if (found !== null && found.value !== null && found.value !== undefined) return null;
  return { of: 'event', field: path.join('.'), expression: chain.join('.'), isNull: found?.value === null };
}

function eventAt(subject: Case, path: readonly string[]): { readonly value: unknown } | null {
  const event = eventOf(subject);
  if (event === null) return null;
  let value: unknown = event;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return { value: undefined };
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return { value };
}

function eventOf(subject: Case): Readonly<Record<string, unknown>> | null {
  const text = subject.request?.event;
  if (text === undefined) return null;
  try {
    const event: unknown = JSON.parse(text);
    return typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

// --- Python: the message, and the line that the trace quotes

function missingInPython(subject: Case, fault: Fault): MissingValue | null {
  const line = userFrames(subject, fault)[0]?.text ?? '';
  if (fault.type === 'KeyError') {
    const key = fault.message.replace(/^['"]|['"]$/g, '');
    if (
      line.includes('environ') ||
      fault.trace.some((entry) => entry.includes('File "<frozen os>"') || /\/os\.py"/.test(entry))
    ) {
      return { of: 'environment', name: key };
    }
    // A key that a proxy event always has, or one of payload format 2.0's: the code expects another event.
    return eventFields.has(key)
      ? { of: 'event', field: key, expression: line === '' ? key : line, isNull: false }
      : null;
  }
  const isJson =
    fault.type === 'JSONDecodeError' ||
    fault.message.startsWith('the JSON object must be str, bytes or bytearray');
  if (isJson) {
    return { of: 'json', expression: line === '' ? null : line, isEventBody: line.includes('body') };
  }
  if (
    fault.message.startsWith("'NoneType' object ") ||
    fault.message.startsWith("argument of type 'NoneType'")
  ) {
    const event = eventOf(subject);
    const field = [...eventFields].find(
      (name) =>
        (line.includes(`'${name}'`) || line.includes(`"${name}"`)) && (event === null || event[name] == null),
    );
    return field === undefined ? null : { of: 'event', field, expression: line, isNull: true };
  }
  return null;
}
