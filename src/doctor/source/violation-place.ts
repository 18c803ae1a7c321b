// Where in the handler a violated field comes from: the return whose value looks like the payload, and the field in it.
import { doctorPayloadCharactersMax } from '../../core/limits.ts';
import { runtimeFamily, type Case } from '../case.ts';
import type { Place } from '../cause.ts';
import type { ViolationCode, Violation } from '../../proxy/violation.ts';
import { jsonOf } from '../words.ts';
import { handlerOutline } from './handler.ts';
import type { Member, Output, Value } from './outline.ts';
import { replaceInLine } from './patch.ts';
import { locationAt } from './place.ts';
import type { SourceReader, Span } from './source-reader.ts';

/** The place of a violation and, where it is one small edit, the edit. `renameTo` for a mistyped key. */
export function violationPlace(subject: Case, violation: Violation, renameTo?: string): Place | null {
  const { source } = subject;
  const outline = handlerOutline(subject);
  if (source === undefined || outline === null) return null;
  const output = likeliestOutput(outline.outputs, subject.payload);
  if (output === null) return placeAt(source, outline.path, outline.at, null);
  const field = fieldAt(output.value, violation.pointer);
  if (field === null) return placeAt(source, output.path, output.at, null);
  const span = violation.code === 'unknown-key' ? field.member.at : field.value.at;
  const patch = edit(subject, source, output.path, violation.code, field, renameTo);
  return placeAt(source, output.path, span, patch);
}

/** Where the payload's field stands, without a violation: `/body`. */
export function fieldPlace(subject: Case, pointer: string): Place | null {
  const { source } = subject;
  const outline = handlerOutline(subject);
  if (source === undefined || outline === null) return null;
  const output = likeliestOutput(outline.outputs, subject.payload);
  if (output === null) return placeAt(source, outline.path, outline.at, null);
  return placeAt(source, output.path, fieldAt(output.value, pointer)?.value.at ?? output.at, null);
}

export function placeAt(source: SourceReader, path: string, span: Span, patch: string | null): Place | null {
  const location = locationAt(source, path, span);
  return location === null ? null : { location, patch };
}

interface Field {
  readonly member: Member;
  readonly value: Value;
}

/** Follows a JSON pointer through object literals; the deepest member that can be seen. Null at the top. */
function fieldAt(value: Value, pointer: string): Field | null {
  let current = value;
  let found: Field | null = null;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const inner: Value = current;
    if (inner.type === 'array') {
      const item = inner.items[Number(name)];
      if (item === undefined || found === null) return found;
      found = { member: found.member, value: item };
      current = item;
      continue;
    }
    const member = inner.type === 'object' ? inner.members.findLast((each) => each.name === name) : undefined;
    if (member === undefined) return found;
    found = { member, value: member.value };
    current = member.value;
  }
  return found;
}

/** Among all outputs the one whose literal parts fit the payload best; null where none can have made it. */
function likeliestOutput(outputs: readonly Output[], payload: string | undefined): Output | null {
  const parsed = parse(payload);
  let best: Output | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const output of outputs) {
    const score = parsed === null ? 0 : likeness(output.value, parsed.value);
    if (score > most) [best, most] = [output, score];
  }
  return most === Number.NEGATIVE_INFINITY ? null : best;
}

function parse(payload: string | undefined): { readonly value: unknown } | null {
  if (payload === undefined || payload.length > doctorPayloadCharactersMax) return null;
  try {
    return { value: JSON.parse(payload) as unknown };
  } catch {
    return null;
  }
}

const impossible = Number.NEGATIVE_INFINITY;

/** How well what was read fits what came out: more for each literal that agrees, impossible where one contradicts. */
function likeness(value: Value, actual: unknown): number {
  switch (value.type) {
    case 'unknown':
      return 0;
    case 'undefined':
      return actual === null || actual === undefined ? 2 : impossible;
    case 'literal':
      return value.value === actual ? 2 : impossible;
    case 'text':
      return typeof actual === 'string' ? 1 : impossible;
    case 'array':
      return Array.isArray(actual) ? 1 : impossible;
    case 'object':
      return objectLikeness(value, actual);
  }
}

function objectLikeness(value: Extract<Value, { type: 'object' }>, actual: unknown): number {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return impossible;
  const members = actual as Readonly<Record<string, unknown>>;
  let score = 1;
  const seen = new Set<string>();
  for (const { name, value: given } of value.members) {
    seen.add(name);
    if (Object.hasOwn(members, name)) score += 1 + likeness(given, members[name]);
    // JSON leaves out what is undefined.
    else if (given.type !== 'unknown' && given.type !== 'undefined') return impossible;
    else score -= 1;
  }
  if (value.isOpen) return score;
  // What is not in the literal may have been put there later, unseen.
  return score - 2 * Object.keys(members).filter((name) => !seen.has(name)).length;
}

function edit(
  subject: Case,
  source: SourceReader,
  path: string,
  code: ViolationCode,
  field: Field,
  renameTo: string | undefined,
): string | null {
  const { member, value } = field;
  const family = runtimeFamily(subject);
  switch (code) {
    case 'body-not-a-string':
      if (
        family === 'python' &&
        subject.pythonModule?.imports.every((each) => each.module !== 'json') !== false
      )
        return null;
      return replaceInLine(source, path, value.at, (text) => shorthand(member, jsonOf(text, family)));
    case 'multi-value-header-not-an-array':
      return replaceInLine(source, path, value.at, (text) => shorthand(member, `[${text}]`));
    case 'unknown-key':
      return renameTo === undefined ? null : renameKey(source, path, member, renameTo);
    default:
      return null;
  }
}

/** `{ body }` → `{ body: JSON.stringify(body) }`. */
function shorthand(member: Member, value: string): string {
  return member.isShorthand ? `${member.name}: ${value}` : value;
}

function renameKey(source: SourceReader, path: string, member: Member, renameTo: string): string | null {
  return replaceInLine(source, path, member.at, (text) => {
    if (member.isShorthand) return `${renameTo}: ${text}`;
    const start = text.indexOf(member.name);
    return text.slice(0, start) + renameTo + text.slice(start + member.name.length);
  });
}
