// restJson1, the protocol of API Gateway and Lambda: members in the path, the query, headers and a JSON body.
import { AwsError } from '../../core/errors.ts';
import { eventStream } from './event-stream.ts';
import {
  bodyMembers,
  bytesOf,
  dateOf,
  entriesOf,
  jsonMembers,
  parseJson,
  readJson,
  readMembers,
  recordOf,
  restName,
  writeJson,
} from './json.ts';
import { serializationError, setEntry } from './serialization.ts';
import type { Member, Operation, Shape } from './shape.ts';
import { isSimple } from './shape.ts';
import { readTextValue } from './text-value.ts';
import { httpDate } from './timestamp.ts';
import type { Protocol, WireRequest } from './wire.ts';
import { errorMembers } from './wire.ts';

const jsonType = 'application/json';

export const restJson1: Protocol = {
  readInput(operation, request) {
    const { input } = operation;
    const { payload } = input;
    const members = bodyMembers(input);
    const read = members.length > 0 ? readMembers(members, entriesOf(parseJson(request.body)), restName) : {};
    for (const member of input.members) {
      const value =
        member === payload ? readPayload(member.shape, request.body) : readPlace(member, operation, request);
      if (value !== undefined) read[member.name] = value;
    }
    return read;
  },

  writeOutput({ http, output }, value, frame) {
    const given = recordOf(value ?? {});
    const headers: Record<string, string> = { ...requestIdHeaders(frame.requestId) };
    let statusCode = http!.statusCode;
    for (const member of output?.members ?? []) {
      const item = given[member.name];
      if (item === undefined || item === null) continue;
      if (member.place === 'header') headers[member.wireName] = writeText(member.shape, item);
      if (member.place === 'status') statusCode = Number(item);
    }
    const stream = output?.members.find(({ place }) => place === 'events');
    if (stream !== undefined) {
      headers['content-type'] ??= 'application/vnd.amazon.eventstream';
      return { statusCode, headers, body: eventStream(stream.shape, given[stream.name], restName) };
    }
    if (output?.payload != null) {
      const payload = given[output.payload.name];
      headers['content-type'] ??= jsonType;
      return { statusCode, headers, body: payload == null ? '' : bytesOf(payload) };
    }
    const members = output === null ? [] : bodyMembers(output);
    if (members.length === 0) return { statusCode, headers, body: '' };
    headers['content-type'] = jsonType;
    return { statusCode, headers, body: JSON.stringify(jsonMembers(members, given, restName)) };
  },

  writeError(error, shape, { requestId }) {
    const members = errorMembers(error, shape);
    const headers: Record<string, string> = {
      ...requestIdHeaders(requestId),
      'content-type': jsonType,
      'x-amzn-ErrorType': shape?.name ?? error.code,
    };
    for (const { name, place, wireName, shape: target } of shape?.members ?? []) {
      const value = members[name];
      if (place !== 'header' || value === undefined) continue;
      headers[wireName] = writeText(target, value);
      delete members[name];
    }
    return { statusCode: error.statusCode, headers, body: JSON.stringify(members) };
  },

  // AWS determines the operation before it authorizes, and says this where it cannot (reported for both services).
  unknownOperation: () =>
    new AwsError('AccessDeniedException', 403, 'Unable to determine service/operation name to be authorized'),
};

function requestIdHeaders(requestId: string): Record<string, string> {
  return { 'x-amzn-RequestId': requestId };
}

function readPlace(member: Member, operation: Operation, request: WireRequest): unknown {
  switch (member.place) {
    case 'label':
      return readText(member.shape, request.labels[member.name]);
    case 'header': {
      const value = request.headers[member.wireName];
      return readText(member.shape, Array.isArray(value) ? value.join(', ') : value);
    }
    case 'query': {
      const values = request.query.filter(([name]) => name === member.wireName).map(([, value]) => value);
      if (member.shape.kind !== 'list') return readText(member.shape, values[0]);
      const { member: item } = member.shape;
      return values.length === 0 ? undefined : values.map((value) => readText(item, value));
    }
    case 'queryMap':
      return readQueryMap(member, operation, request);
    case 'body':
    case 'payload':
    case 'status':
    case 'events':
      return undefined;
  }
}

/** The parameters that neither other members nor the operation's own URI are about. */
function readQueryMap({ shape }: Member, { input, http }: Operation, { query }: WireRequest): unknown {
  if (shape.kind !== 'map') return undefined;
  const taken = new Set(new URLSearchParams(http!.uri.split('?')[1] ?? '').keys());
  for (const { place, wireName } of input.members) if (place === 'query') taken.add(wireName);
  const map: Record<string, unknown> = {};
  for (const [name, value] of query) {
    if (!taken.has(name) && !Object.hasOwn(map, name)) setEntry(map, name, readText(shape.value, value));
  }
  return Object.keys(map).length === 0 ? undefined : map;
}

function readPayload(shape: Shape, body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  return shape.kind === 'blob' ? body : readJson(shape, parseJson(body), restName);
}

/** A value outside the body. AWS's words for one that is none of its kind are unknown; these are chosen. */
function readText(shape: Shape, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (!isSimple(shape)) throw new Error(`a ${shape.kind} outside the body is not built`);
  const value = readTextValue(shape.kind, text);
  if (value === undefined) throw serializationError(`'${text}' can not be converted to ${shape.kind}`);
  return value;
}

function writeText(shape: Shape, value: unknown): string {
  if (shape.kind === 'timestamp') return httpDate(dateOf(value));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return writeJson(shape, value, restName);
}
