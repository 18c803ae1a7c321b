// A request and its answer as the protocols see them: bytes and headers, no sockets.
import type { AwsError } from '../../core/errors.ts';
import type { RequestHead } from '../../core/signature/request-head.ts';
import type { ProtocolId, Service } from './services.ts';
import type { Operation, StructureShape } from './shape.ts';

export type WireHead = RequestHead;

export interface WireRequest extends WireHead {
  /** Decompressed. */
  readonly body: Uint8Array;
  /** The values of the path's labels, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface WireAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** What every answer carries besides its content. */
export interface AnswerFrame {
  readonly service: AnsweringService;
  readonly requestId: string;
}

/** As much of a service as an answer shows; a request may also be for none that Varco has. */
export interface AnsweringService {
  readonly id: string;
  readonly protocols: readonly ProtocolId[];
  readonly xmlNamespace: string | null;
}

export interface Protocol {
  /** @throws AwsError SerializationException or the protocol's own word for it. */
  readInput(operation: Operation, request: WireRequest): Record<string, unknown>;
  writeOutput(operation: Operation, output: unknown, frame: AnswerFrame): WireAnswer;
  /** @param shape The error's shape, or null where the service publishes none of that code. */
  writeError(error: AwsError, shape: StructureShape | null, frame: AnswerFrame): WireAnswer;
  /** What a service that speaks it answers to an operation that it does not have. */
  unknownOperation(name: string, service: Service): AwsError;
}

/** The error's message and members as its shape has them; without a shape, the message alone. */
export function errorMembers(error: AwsError, shape: StructureShape | null): Record<string, unknown> {
  const members: Record<string, unknown> = { ...error.members };
  if (error.message === '') return members;
  const name = shape?.members.find((member) => member.name.toLowerCase() === 'message')?.name ?? 'message';
  members[name] = error.message;
  return members;
}
