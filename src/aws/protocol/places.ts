// Members outside the body: in the path, the query and headers, as both REST protocols bind them.
import { toHeaderText } from './header-text.ts';
import { dateOf, restName, writeJson } from './json.ts';
import { serializationError, setEntry } from './serialization.ts';
import type { Member, Operation, Shape } from './shape.ts';
import { isSimple } from './shape.ts';
import { readTextValue } from './text-value.ts';
import { httpDate } from './timestamp.ts';
import type { WireRequest } from './wire.ts';

/** What becomes of a text that is no value of the member's kind: another value, or an error thrown. */
export type Unreadable = (member: Member, text: string) => unknown;

/** AWS's words for it are unknown; these are chosen. */
const refuse: Unreadable = ({ shape }, text) => {
  throw serializationError(`'${text}' can not be converted to ${shape.kind}`);
};

/** The value of a member that is not in the body; undefined for one that is, and for one that was not sent. */
export function readPlace(
  member: Member,
  operation: Operation,
  request: WireRequest,
  unreadable: Unreadable = refuse,
): unknown {
  const readText = (shape: Shape, text: string | undefined): unknown =>
    text === undefined ? undefined : (valueOf(shape, text) ?? unreadable(member, text));
  switch (member.place) {
    case 'label':
      return readText(member.shape, request.labels[member.name]);
    case 'header': {
      const value = request.headers[member.wireName];
      return readText(member.shape, Array.isArray(value) ? value.join(', ') : value);
    }
    case 'prefixHeaders':
      return readPrefixHeaders(member, request);
    case 'query': {
      const values = request.query.filter(([name]) => name === member.wireName).map(([, value]) => value);
      if (member.shape.kind !== 'list') return readText(member.shape, values[0]);
      const { member: item } = member.shape;
      return values.length === 0 ? undefined : values.map((value) => readText(item, value));
    }
    case 'queryMap':
      return readQueryMap(member, operation, request, readText);
    case 'body':
    case 'payload':
    case 'status':
    case 'attribute':
    case 'events':
      return undefined;
  }
}

/** The parameters that neither other members nor the operation's own URI are about. */
function readQueryMap(
  { shape }: Member,
  { input, http }: Operation,
  { query }: WireRequest,
  readText: (shape: Shape, text: string) => unknown,
): unknown {
  if (shape.kind !== 'map') return undefined;
  const taken = new Set(new URLSearchParams(http!.uri.split('?')[1] ?? '').keys());
  for (const { place, wireName } of input.members) if (place === 'query') taken.add(wireName);
  const map: Record<string, unknown> = {};
  for (const [name, value] of query) {
    if (!taken.has(name) && !Object.hasOwn(map, name)) setEntry(map, name, readText(shape.value, value));
  }
  return Object.keys(map).length === 0 ? undefined : map;
}

/** `x-amz-meta-a: b` as `{ a: 'b' }`. */
function readPrefixHeaders({ wireName: prefix }: Member, { headers }: WireRequest): unknown {
  const map: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix)) setEntry(map, name.slice(prefix.length), [value].flat().join(', '));
  }
  return Object.keys(map).length === 0 ? undefined : map;
}

function valueOf(shape: Shape, text: string): unknown {
  if (!isSimple(shape)) throw new Error(`a ${shape.kind} outside the body is not built`);
  return readTextValue(shape.kind, text);
}

export function writeHeader(shape: Shape, value: unknown): string {
  return toHeaderText(writeText(shape, value));
}

export function writeText(shape: Shape, value: unknown): string {
  if (shape.kind === 'timestamp') return httpDate(dateOf(value));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return writeJson(shape, value, restName);
}
