// rpcv2Cbor, which AWS's newest clients speak to CloudWatch: the operation in the path, input and output as CBOR.
import { AwsError } from '../../core/errors.ts';
import type { cbor as CborType, tag as TagType } from '@smithy/core/cbor';
import { bytesOf, dateOf, entriesOf, listOf, plainName, readJson, recordOf } from './json.ts';
import { queryError } from './rpc-json.ts';
import { serializationError, setEntry } from './serialization.ts';
import type { Member, Shape } from './shape.ts';
import { epochSeconds, readTimestamp } from './timestamp.ts';
import type { Protocol } from './wire.ts';
import { errorMembers } from './wire.ts';

interface Codec {
  readonly cbor: typeof CborType;
  readonly tag: typeof TagType;
}

/** The codec costs 25 ms to load, so it is loaded with the first request in CBOR. */
export async function loadRpcv2Cbor(): Promise<Protocol> {
  return (loaded ??= protocol(await import('@smithy/core/cbor')));
}

let loaded: Protocol | null = null;

const contentType = 'application/cbor';

function protocol({ cbor, tag }: Codec): Protocol {
  const frameHeaders = (requestId: string): Record<string, string> => ({
    'x-amzn-RequestId': requestId,
    'smithy-protocol': 'rpc-v2-cbor',
    'content-type': contentType,
  });
  return {
    readInput({ input }, { body }) {
      if (body.length === 0) return {};
      let value: unknown;
      try {
        value = cbor.deserialize(body);
      } catch {
        throw serializationError();
      }
      return readStructure(input.members, value);
    },

    writeOutput({ output }, value, { requestId }) {
      const headers = frameHeaders(requestId);
      if (output === null) return { statusCode: 200, headers, body: '' };
      return {
        statusCode: 200,
        headers,
        body: cbor.serialize(membersOf(output.members, value ?? {}, tag)),
      };
    },

    writeError(error, shape, { service, requestId }) {
      const headers = frameHeaders(requestId);
      if (service.protocols.includes('awsQuery')) headers['x-amzn-query-error'] = queryError(error, shape);
      const __type = `com.amazonaws.${service.id}#${shape?.name ?? error.code}`;
      const given = errorMembers(error, shape);
      // Members that the shape knows take its forms, others go as they are.
      const members = { ...given, ...membersOf(shape?.members ?? [], given, tag) };
      return {
        statusCode: error.statusCode,
        headers,
        body: cbor.serialize({ __type, ...members }),
      };
    },

    unknownOperation: () => new AwsError('UnknownOperationException', 404, ''),
  };
}

function readStructure(members: readonly Member[], value: unknown): Record<string, unknown> {
  const given = new Map(entriesOf(value));
  const read: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const item = given.get(name);
    if (item !== undefined && item !== null) read[name] = readCbor(shape, item);
  }
  return read;
}

function readCbor(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'blob':
      if (value instanceof Uint8Array) return value;
      throw serializationError('Unexpected field type');
    case 'timestamp': {
      const tagged = value as { readonly tag?: unknown; readonly value?: unknown };
      const date = readTimestamp(typeof value === 'object' && tagged.tag === 1 ? tagged.value : value);
      if (date === null) throw serializationError('Unexpected field type');
      return date;
    }
    case 'list':
      if (!Array.isArray(value)) return readJson(shape, value, plainName);
      return value.filter((item) => item !== null).map((item) => readCbor(shape.member, item));
    case 'map': {
      const map: Record<string, unknown> = {};
      for (const [key, item] of entriesOf(value))
        if (item !== null) setEntry(map, key, readCbor(shape.value, item));
      return map;
    }
    case 'structure':
    case 'union':
    case 'error':
      return readStructure(shape.members, value);
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'number':
      return readJson(shape, typeof value === 'bigint' ? Number(value) : value, plainName);
    case 'string':
    case 'boolean':
      return readJson(shape, value, plainName);
  }
}

function membersOf(members: readonly Member[], value: unknown, tag: typeof TagType): Record<string, unknown> {
  const given = recordOf(value);
  const written: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const item = given[name];
    if (item !== undefined && item !== null) written[name] = cborOf(shape, item, tag);
  }
  return written;
}

function cborOf(shape: Shape, value: unknown, tag: typeof TagType): unknown {
  switch (shape.kind) {
    case 'blob':
      return bytesOf(value);
    case 'timestamp':
      return tag({ tag: 1, value: epochSeconds(dateOf(value)) });
    case 'list':
      return listOf(value).map((item) => cborOf(shape.member, item, tag));
    case 'map': {
      const written: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(recordOf(value)))
        setEntry(written, key, cborOf(shape.value, item, tag));
      return written;
    }
    case 'structure':
    case 'union':
    case 'error':
      return membersOf(shape.members, value, tag);
    case 'string':
    case 'boolean':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'number':
      return value;
  }
}
