// Answers that are streams of events (InvokeWithResponseStream, StartLiveTail), in AWS's binary framing.
import { AwsError } from '../../core/errors.ts';
import type { NameOf } from './json.ts';
import { bytesOf, jsonMembers, recordOf } from './json.ts';
import type { Shape, StructureShape } from './shape.ts';
import { errorMembers } from './wire.ts';

/**
 * The frames of a stream. Ends with an exception frame where the operation's iterator throws an AwsError; any other
 * throw is a defect and breaks the stream off.
 *
 * @param events What the operation answers: an iterable of objects with one member of the union each.
 * @param initial The members beside the stream. The RPC protocols send them as the first event.
 */
export async function* eventStream(
  union: Shape,
  events: unknown,
  nameOf: NameOf,
  initial?: Readonly<Record<string, unknown>>,
): AsyncGenerator<Uint8Array> {
  if (union.kind !== 'union') throw new TypeError('a stream of events has a union of them');
  const encode = await encoder();
  if (initial !== undefined)
    yield encode('event', 'initial-response', 'application/json', JSON.stringify(initial));
  try {
    for await (const event of events as AsyncIterable<unknown>) {
      const given = recordOf(event);
      const member = union.members.find(({ name }) => given[name] !== undefined);
      // An event of a kind that the union does not have asks for nothing.
      if (member === undefined) continue;
      const { type, body } = eventBody(member.shape as StructureShape, given[member.name], nameOf);
      yield encode(member.shape.kind === 'error' ? 'exception' : 'event', member.name, type, body);
    }
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    const member = union.members.find(({ shape }) => shape.kind === 'error' && shape.name === thrown.code);
    const body = JSON.stringify(errorMembers(thrown, (member?.shape as StructureShape | undefined) ?? null));
    yield encode('exception', member?.name ?? thrown.code, 'application/json', body);
  }
}

function eventBody(
  shape: StructureShape,
  value: unknown,
  nameOf: NameOf,
): { readonly type: string; readonly body: string | Uint8Array } {
  if (shape.payload === null) {
    return { type: 'application/json', body: JSON.stringify(jsonMembers(shape.members, value, nameOf)) };
  }
  return { type: 'application/octet-stream', body: bytesOf(recordOf(value)[shape.payload.name] ?? '') };
}

type Encode = (
  message: 'event' | 'exception',
  name: string,
  contentType: string,
  body: string | Uint8Array,
) => Uint8Array;

async function encoder(): Promise<Encode> {
  const { EventStreamCodec } = await import('@smithy/core/event-streams');
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes as Uint8Array).toString(),
    (text) => Buffer.from(text),
  );
  return (message, name, contentType, body) =>
    codec.encode({
      headers: {
        ':message-type': { type: 'string', value: message },
        [`:${message}-type`]: { type: 'string', value: name },
        ':content-type': { type: 'string', value: contentType },
      },
      body: typeof body === 'string' ? Buffer.from(body) : body,
    });
}
