// What a piece of handler code shows by itself, when no output was recorded: values it would give back, calls that fail.
import type { Violation, ViolationCode, JsonType } from '../../proxy/violation.ts';
import type { HandlerOutline, Output, Value } from '../source/outline.ts';
import { violationsOf } from './partial-payload.ts';
import type { CodeLanguage, Snippet } from './code-snippet.ts';

export interface CodeFacts {
  readonly language: CodeLanguage;
  readonly text: string;
  /** Whether the handler itself is shown, or a piece of what is in it. */
  readonly isWhole: boolean;
  /** Null where no parser is at hand, or it cannot read the piece. */
  readonly outline: HandlerOutline | null;
  /** Of the values that the code gives back. */
  readonly violations: readonly Violation[];
  /** The response as a whole is made text: `return JSON.stringify({…})`. */
  readonly stringifies: boolean;
  /** `callback(error)`, `return response, err`, `Err(…)`. */
  readonly returnsError: boolean;
}

export function codeFacts({ language, text, isWhole }: Snippet, outline: HandlerOutline | null): CodeFacts {
  return {
    language,
    text,
    isWhole,
    outline,
    violations:
      outline === null ? violationsOfPiece(text) : outline.outputs.flatMap(violationsOfOutput).slice(0, 10),
    stringifies: isWhole && (outline?.outputs.some((output) => isStringified(text, output)) ?? false),
    returnsError:
      (outline?.callbackCalls.some(({ isError }) => isError) ?? false) || returnsErrorValue(language, text),
  };
}

/** The text of the value itself begins with the call, of a parser's own place. */
function isStringified(text: string, { value }: Output): boolean {
  if (value.type !== 'text' && value.type !== 'unknown') return false;
  const line = text.split('\n')[value.at.line - 1]?.slice(value.at.column - 1) ?? '';
  return line.startsWith('JSON.stringify(') || line.startsWith('json.dumps(');
}

/** Members of a response without code around them: they are read as the output they would be. */
function violationsOfPiece(text: string): readonly Violation[] {
  return /^\s*["']?(?:statusCode|headers|multiValueHeaders|body|isBase64Encoded)["']?\s*:/.test(text)
    ? violationsOf(`{${text}}`)
    : [];
}

const known = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

function violationsOfOutput({ value }: Output): readonly Violation[] {
  if (value.type === 'object')
    return value.members.flatMap(({ name, value: member }) => violationsOfMember(name, member));
  if (value.type === 'array') return [violation('', 'not-an-object', 'array', '[…]')];
  if (value.type === 'literal' && value.value !== null)
    return [violation('', 'not-an-object', typeof value.value as JsonType, JSON.stringify(value.value))];
  return [];
}

function violationsOfMember(name: string, value: Value): readonly Violation[] {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (!known.has(name)) return [violation(pointer, 'unknown-key', jsonType(value) ?? 'object', name)];
  const type = jsonType(value);
  if (name === 'body' && (type === 'object' || type === 'array'))
    return [violation(pointer, 'body-not-a-string', type, type === 'array' ? '[…]' : '{…}')];
  if (name === 'headers') {
    if (type === 'array' || type === 'string')
      return [violation(pointer, 'headers-not-an-object', type, '[…]')];
    return membersOf(value).flatMap(({ name: header, value: inner }) => {
      const innerType = jsonType(inner);
      return innerType === 'array' || innerType === 'object'
        ? [
            violation(
              `${pointer}/${header}`,
              'header-value-not-a-scalar',
              innerType,
              innerType === 'array' ? '[…]' : '{…}',
            ),
          ]
        : [];
    });
  }
  if (name === 'multiValueHeaders') {
    if (type === 'array') return [violation(pointer, 'multi-value-headers-not-an-object', type, '[…]')];
    return membersOf(value).flatMap(({ name: header, value: inner }) => {
      const innerType = jsonType(inner);
      return innerType !== null && innerType !== 'array' && innerType !== 'null'
        ? [violation(`${pointer}/${header}`, 'multi-value-header-not-an-array', innerType, textOf(inner))]
        : [];
    });
  }
  return [];
}

function membersOf(value: Value): readonly { readonly name: string; readonly value: Value }[] {
  return value.type === 'object' ? value.members : [];
}

function jsonType(value: Value): JsonType | null {
  switch (value.type) {
    case 'object':
    case 'array':
      return value.type;
    case 'text':
      return 'string';
    case 'literal':
      return value.value === null ? 'null' : (typeof value.value as JsonType);
    case 'undefined':
    case 'unknown':
      return null;
  }
}

function textOf(value: Value): string {
  return value.type === 'literal' ? JSON.stringify(value.value) : value.type;
}

function violation(pointer: string, code: ViolationCode, type: JsonType, text: string): Violation {
  return { pointer, code, found: { type, text }, allowed: '' };
}

/** Go's second result and Rust's `Err`, of the last values that a `return` names; other languages throw. */
function returnsErrorValue(language: CodeLanguage, text: string): boolean {
  if (language === 'go') {
    return text.split('\n').some((line) => {
      const statement = line.split('//')[0]!.trim();
      if (!statement.startsWith('return ')) return false;
      const last = lastArgument(statement.slice('return '.length));
      return (
        last !== null && last !== 'nil' && /^(?:err\w*|\w*Err|errors\.New\(.*|fmt\.Errorf\(.*)$/.test(last)
      );
    });
  }
  if (language === 'rust') return /(?:^|[\s(])Err\(/m.test(text);
  return false;
}

/** What stands behind the last comma outside brackets and quotes; null where there is none. */
function lastArgument(text: string): string | null {
  let depth = 0;
  let comma = -1;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index]!;
    if (sign === '"' || sign === '`') {
      const end = text.indexOf(sign, index + 1);
      index = end === -1 ? text.length : end;
    } else if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    else if (sign === ',' && depth === 0) comma = index;
  }
  return comma === -1 ? null : text.slice(comma + 1).trim();
}
