// restJson1, the protocol of API Gateway and Lambda: members in the path, the query, headers and a JSON body.
import { AwsError } from '../../core/errors.ts';
import { eventStream } from './event-stream.ts';
import {
  bodyMembers,
  bytesOf,
  entriesOf,
  jsonMembers,
  parseJson,
  readJson,
  readMembers,
  recordOf,
  restName,
} from './json.ts';
import { readPlace, writeHeader } from './places.ts';
import type { Shape } from './shape.ts';
import type { Protocol } from './wire.ts';
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
      if (member.place === 'header') headers[member.wireName] = writeHeader(member.shape, item);
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
      headers[wireName] = writeHeader(target, value);
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

function readPayload(shape: Shape, body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  return shape.kind === 'blob' ? body : readJson(shape, parseJson(body), restName);
}
