// restXml, the protocol of S3: members in the path, the query and headers; documents and errors in XML, objects as they are.
import { AwsError } from '../../core/errors.ts';
import { bytesOf, recordOf } from './json.ts';
import { readPlace, writeHeader, writeText, type Unreadable } from './places.ts';
import { readXmlDocument } from './read-xml.ts';
import type { Member, StructureShape } from './shape.ts';
import type { AnswerFrame, Protocol, WireAnswer } from './wire.ts';
import { xmlMembers, xmlText } from './xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xmlType = 'application/xml';

export const restXml: Protocol = {
  readInput(operation, request) {
    const read: Record<string, unknown> = {};
    for (const member of operation.input.members) {
      const value =
        member.place === 'payload'
          ? readPayload(member, request.body)
          : readPlace(member, operation, request, unreadable);
      if (value !== undefined) read[member.name] = value;
    }
    return read;
  },

  writeOutput({ name, http, output }, value, frame) {
    const given = recordOf(value ?? {});
    const headers = writeHeaders(output, given, frame);
    // The model has no status for a part of an object.
    const statusCode = given.ContentRange === undefined ? http!.statusCode : 206;
    const { payload } = output ?? { payload: null };
    if (payload?.shape.kind === 'structure') {
      const content = given[payload.name];
      if (content == null) return { statusCode, headers, body: '' };
      const root = payload.wireName === payload.name ? payload.shape.name : payload.wireName;
      return document(statusCode, headers, root, payload.shape.members, content, frame);
    }
    if (payload !== null) return { statusCode, headers, body: contentOf(given[payload.name]) };
    const members = output?.members.filter(({ place }) => place === 'body') ?? [];
    if (members.length === 0) return { statusCode, headers, body: '' };
    const root = output!.xmlName ?? output!.name;
    // S3 writes the one member of this answer without an element of its own.
    if (name === 'GetBucketLocation') {
      const text = xmlText(writeText(members[0]!.shape, given.LocationConstraint ?? ''));
      return answerXml(
        statusCode,
        headers,
        `<LocationConstraint${namespaceOf(frame)}>${text}</LocationConstraint>`,
      );
    }
    return document(statusCode, headers, root, members, given, frame);
  },

  writeError(error, _shape, frame) {
    let members = '';
    for (const [name, value] of Object.entries(error.members))
      members += `<${name}>${xmlText(String(value))}</${name}>`;
    const body =
      `<Error><Code>${xmlText(error.code)}</Code><Message>${xmlText(error.message)}</Message>${members}` +
      `<RequestId>${requestIdOf(frame)}</RequestId><HostId>${hostIdOf(frame)}</HostId></Error>`;
    const headers = requestIdHeaders(frame);
    return error.statusCode === 304
      ? { statusCode: 304, headers, body: '' }
      : answerXml(error.statusCode, headers, body);
  },

  unknownOperation: () =>
    new AwsError('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.'),
};

function writeHeaders(
  output: StructureShape | null,
  given: Readonly<Record<string, unknown>>,
  frame: AnswerFrame,
): Record<string, string> {
  const headers = requestIdHeaders(frame);
  for (const { name, place, wireName, shape } of output?.members ?? []) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (place === 'header') headers[wireName] = writeHeader(shape, value);
    if (place === 'prefixHeaders')
      for (const [key, text] of Object.entries(recordOf(value))) headers[wireName + key] = String(text);
  }
  return headers;
}

/** S3's ids have forms of their own; both are made from the request's. */
function requestIdOf({ requestId }: AnswerFrame): string {
  return requestId.replaceAll('-', '').slice(0, 16).toUpperCase();
}

function hostIdOf({ requestId }: AnswerFrame): string {
  return Buffer.from(requestId).toString('base64');
}

function requestIdHeaders(frame: AnswerFrame): Record<string, string> {
  return { 'x-amz-request-id': requestIdOf(frame), 'x-amz-id-2': hostIdOf(frame) };
}

function namespaceOf({ service }: AnswerFrame): string {
  return ` xmlns="${service.xmlNamespace}"`;
}

function document(
  statusCode: number,
  headers: Record<string, string>,
  root: string,
  members: readonly Member[],
  value: unknown,
  frame: AnswerFrame,
): WireAnswer {
  return answerXml(
    statusCode,
    headers,
    `<${root}${namespaceOf(frame)}>${xmlMembers(members, value)}</${root}>`,
  );
}

function answerXml(statusCode: number, headers: Record<string, string>, xml: string): WireAnswer {
  return { statusCode, headers: { ...headers, 'content-type': xmlType }, body: declaration + xml };
}

/** An object's bytes, whole or as they are read from the store. */
function contentOf(value: unknown): WireAnswer['body'] {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object' && Symbol.asyncIterator in value) return value as AsyncIterable<Uint8Array>;
  return bytesOf(value);
}

function readPayload({ name, wireName, shape }: Member, body: Uint8Array): unknown {
  if (shape.kind !== 'structure') return shape.kind === 'string' ? Buffer.from(body).toString() : body;
  if (body.length === 0) return undefined;
  const value = readXmlDocument(shape, wireName === name ? shape.name : wireName, body);
  if (value !== undefined) return value;
  const text = 'The XML you provided was not well-formed or did not validate against our published schema';
  throw new AwsError('MalformedXML', 400, text);
}

/** S3 takes a date that it cannot read for none at all. */
const unreadable: Unreadable = ({ shape, wireName }, text) => {
  if (shape.kind === 'timestamp') return undefined;
  throw new AwsError('InvalidArgument', 400, `Provided ${wireName} not an integer or within integer range`, {
    ArgumentName: wireName,
    ArgumentValue: text,
  });
};
