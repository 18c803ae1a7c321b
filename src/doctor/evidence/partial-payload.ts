// A function's output as a log or a person quotes it: whole JSON, or cut short and abridged with dots.
import { readOutput } from '../../proxy/read-output.ts';
import type { JsonType, Violation, ViolationCode } from '../../proxy/violation.ts';

/** What is wrong with the output, as far as the quoted part shows; [] where nothing does. */
export function violationsOf(payload: string): readonly Violation[] {
  const text = payload.trim();
  if (text === '' || /^\[?(?:Binary Data|TRUNCATED)\]?/i.test(text)) return [];
  try {
    JSON.parse(text);
    const read = readOutput(text);
    return read.ok ? [] : read.violations;
  } catch {
    // Cut or abridged: the members that are there still tell.
  }
  if (!text.startsWith('{')) {
    if (text.startsWith('"')) return [violation('', 'not-an-object', 'string', text)];
    if (/^\[\s*[{"\d[]/.test(text)) return [violation('', 'not-an-object', 'array', text)];
    return [];
  }
  return membersOf(text).flatMap(violationOfMember);
}

/** A response that the function's log shows, printed as JSON, by Node.js or by Python; null where the line holds none. */
export function loggedResponse(line: string): string | null {
  const start = /\{\s*["']?(?:statusCode|multiValueHeaders|isBase64Encoded)["']?\s*:/.exec(line);
  return start === null ? null : line.slice(start.index);
}

const known = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

function violationOfMember({ name, value }: Member): readonly Violation[] {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const type = typeOf(value);
  if (!known.has(name)) return [violation(pointer, 'unknown-key', type ?? 'object', value)];
  if (type === null) return [];
  switch (name) {
    case 'body':
      return type === 'object' || type === 'array'
        ? [violation(pointer, 'body-not-a-string', type, value)]
        : [];
    case 'headers':
      if (type === 'array' || type === 'string')
        return [violation(pointer, 'headers-not-an-object', type, value)];
      return membersOf(value).flatMap((header) => {
        const inner = typeOf(header.value);
        return inner === 'array' || inner === 'object'
          ? [violation(`${pointer}/${header.name}`, 'header-value-not-a-scalar', inner, header.value)]
          : [];
      });
    case 'multiValueHeaders':
      if (type === 'array' || type === 'string')
        return [violation(pointer, 'multi-value-headers-not-an-object', type, value)];
      return membersOf(value).flatMap((header) => {
        const inner = typeOf(header.value);
        return inner !== null && inner !== 'array' && inner !== 'null'
          ? [violation(`${pointer}/${header.name}`, 'multi-value-header-not-an-array', inner, header.value)]
          : [];
      });
    case 'statusCode':
      return type === 'string' && !/^"\s*\d+\s*"?$/.test(value) && value.length > 2
        ? [violation(pointer, 'status-code-not-an-integer', type, value)]
        : [];
    default:
      return [];
  }
}

function violation(pointer: string, code: ViolationCode, type: JsonType, text: string): Violation {
  return { pointer, code, found: { type, text: text.slice(0, 200) }, allowed: '' };
}

function typeOf(value: string): JsonType | null {
  const first = value.trimStart()[0];
  switch (first) {
    case '{':
      return 'object';
    case '[':
      return 'array';
    case '"':
    case "'":
      return 'string';
    case 't':
    case 'f':
    case 'T':
    case 'F':
      return 'boolean';
    case 'n':
    case 'N':
      return 'null';
    default:
      return first !== undefined && /[\d-]/.test(first) ? 'number' : null;
  }
}

interface Member {
  readonly name: string;
  readonly value: string;
}

/** The members of the outermost object, values as text; what was cut away is missing. */
function membersOf(text: string): readonly Member[] {
  const found: Member[] = [];
  let position = text.indexOf('{') + 1;
  while (position > 0 && position < text.length) {
    // JSON's quotes, Python's and Node.js's single ones, and Node.js's names without any.
    const key =
      /[\s,.…]*(?:"((?:[^"\\]|\\.){1,200})"|'([^'\\]{1,200})'|([A-Za-z_$][\w$-]{0,100}))\s*:\s*(?:\[Object: null prototype\] ?)?/y;
    key.lastIndex = position;
    const match = key.exec(text);
    if (match === null) break;
    const start = position + match[0].length;
    const end = endOfValue(text, start);
    found.push({ name: match[1] ?? match[2] ?? match[3]!, value: text.slice(start, end).trim() });
    position = end;
  }
  return found;
}

/** Behind the value: before the comma or bracket that ends it, or at the text's end. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const sign = text[index]!;
    if (sign === '"' || sign === "'") {
      index++;
      while (index < text.length && text[index] !== sign) index += text[index] === '\\' ? 2 : 1;
    } else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') {
      if (depth === 0) return index;
      depth--;
    } else if (sign === ',' && depth === 0) return index;
  }
  return text.length;
}
