// The values a handler gives back, each held against the proxy contract as API Gateway would.
import { readOutput } from '../../../proxy/read-output.ts';
import type { Violation } from '../../../proxy/violation.ts';
import type { Case } from '../../case.ts';
import type { Language } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import type { HandlerOutline, Output, Value } from '../../source/outline.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';
import { functionError, predict } from '../predict.ts';
import { givesResponses, looksLikeResponse, type Contract } from './contract.ts';
import { sampleOf } from './sample.ts';

/** One finding for each place and kind of violation. */
export function examineOutputs(
  subject: Case,
  outline: HandlerOutline,
  contract: Contract,
  language: Language,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const output of outline.outputs) {
    const finding = examineOutput(subject, outline, output, contract, language);
    if (finding === null) continue;
    const { cause, source } = finding;
    const key = `${cause} ${source?.file}:${source?.line}:${source?.column}`;
    if (!found.has(key)) found.set(key, finding);
  }
  return [...found.values()];
}

function examineOutput(
  subject: Case,
  outline: HandlerOutline,
  output: Output,
  contract: Contract,
  language: Language,
): Finding | null {
  const { value } = output;
  const confidence = sureness(outline, value, contract);
  // Nothing given back is another question: nothing-returned.ts.
  if (confidence === null || value.type === 'undefined') return null;
  if (value.type === 'literal' && value.value === null) return null;
  const unmarshallable = unmarshallableIn(value);
  if (unmarshallable !== null) {
    const { type, at } = unmarshallable;
    return predict(
      subject,
      {
        outcome: functionError(
          'Runtime.MarshalError',
          `Unable to marshal response: Object of type ${type} is not JSON serializable`,
        ),
        confidence,
        evidence: quoted(subject, output, at),
        place: placeOf(subject, output, at),
      },
      language,
    );
  }
  if (value.type === 'unknown') return null;
  const payload = JSON.stringify(sampleOf(value));
  const read = readOutput(payload);
  if (read.ok) return null;
  const violation = read.violations[0]!;
  return predict(
    subject,
    {
      outcome: { kind: 'malformed-output', violations: read.violations },
      payload,
      confidence: isHttpApiKey(violation) && contract === 'unknown' ? 0.5 : confidence,
      evidence: quoted(subject, output, spanAt(value, violation.pointer)),
    },
    language,
  );
}

/** Null where the value may well be right: another kind of event, or a wrapper that makes a response of it. */
function sureness(outline: HandlerOutline, value: Value, contract: Contract): number | null {
  if (contract === 'other' || outline.isWrapped) return null;
  if (contract === 'rest-proxy') return 0.95;
  if (looksLikeResponse(value)) return 0.93;
  if (unmarshallableIn(value)?.type === 'Response') return 0.85;
  // `(body, status)` as web frameworks take it.
  if (
    value.type === 'array' &&
    value.items.length > 1 &&
    value.items.some((item) => item.type === 'literal' && isStatus(item.value))
  )
    return 0.8;
  // A handler that gives responses elsewhere means one here too; an early answer to a warmer is an exception.
  return givesResponses(outline) && value.type === 'object' ? 0.6 : null;
}

function isStatus(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
}

/** A file alone may serve an HTTP API, whose payload 2.0 has this key. */
function isHttpApiKey({ code, pointer }: Violation): boolean {
  return code === 'unknown-key' && pointer === '/cookies';
}

type PythonType = NonNullable<Extract<Value, { type: 'unknown' }>['pythonType']>;

interface Unmarshallable {
  readonly type: PythonType;
  readonly at: Value['at'];
}

function unmarshallableIn(value: Value): Unmarshallable | null {
  switch (value.type) {
    case 'unknown':
      return value.pythonType === undefined ? null : { type: value.pythonType, at: value.at };
    case 'array':
      return value.items.map(unmarshallableIn).find((found) => found !== null) ?? null;
    case 'object':
      return (
        value.members.map((each) => unmarshallableIn(each.value)).find((found) => found !== null) ?? null
      );
    default:
      return null;
  }
}

function spanAt(value: Value, pointer: string): Value['at'] {
  let current = value;
  let at = value.at;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const member: Value | undefined =
      current.type === 'object'
        ? current.members.findLast((each) => each.name === name)?.value
        : current.type === 'array'
          ? current.items[Number(name)]
          : undefined;
    if (member === undefined) return at;
    current = member;
    at = member.at;
  }
  return at;
}

function placeOf(subject: Case, output: Output, at: Value['at']): ReturnType<typeof placeAt> {
  return subject.source === undefined ? null : placeAt(subject.source, output.path, at, null);
}

/** `src/app.js:12: body: items,`. */
function quoted(subject: Case, output: Output, at: Value['at']): readonly string[] {
  const location = placeOf(subject, output, at)?.location;
  return location === undefined ? [] : [cut(`${location.file}:${location.line}: ${location.text.trim()}`)];
}
