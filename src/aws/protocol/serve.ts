// The AWS endpoint: what it serves and to whom. All that answering takes is loaded with the first request, not at the start.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import { isNoSpace, noSpaceSentence } from '../../core/no-space.ts';
import type * as Answering from './answer.ts';
import type { ServiceId } from './services.ts';
import type { KeyLookup } from '../../core/signature/verify-signature.ts';
import type { WireHead } from './wire.ts';

/** An operation: `(input: SDK input, context, call) → SDK output`. What is thrown as AwsError is answered; any other throw is a defect. */
export type OperationFunction<C> = (input: never, context: C, call: WireCall) => unknown;

/** By AWS's names: `CreateRestApi`. What is missing answers `NotImplemented`. */
export type OperationTable<C> = Readonly<Record<string, OperationFunction<C>>>;

/** Each service's operations, or how to load them when its first request comes. */
export type ServiceTables<C> = Partial<
  Record<ServiceId, OperationTable<C> | (() => Promise<OperationTable<C>>)>
>;

/** Whom a request says it comes from; verified only where the endpoint requires it. */
export interface CallerIdentity {
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string | null;
}

/** The request behind an operation, for the few that need more than their input. */
export interface WireCall {
  readonly requestId: string;
  readonly head: WireHead;
  /** For headers that the output's shape does not have, such as `X-Amzn-Trace-Id` of an Invoke. */
  setHeader(name: string, value: string): void;
}

export interface AwsEndpointOptions<C> {
  readonly services: ServiceTables<C>;
  readonly contextFor: (identity: CallerIdentity) => C | Promise<C>;
  readonly ids: Pick<Ids, 'uuid' | 'extendedRequestId'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Of requests whose key names no other account. */
  readonly accountId: string;
  /** Of requests that are not signed. */
  readonly region: string;
  /** The keys to verify signatures with; null accepts every request. */
  readonly requireAuth: KeyLookup | null;
  /** Host names to answer for besides addresses, `localhost` and AWS's own. Lower case. */
  readonly allowedHosts?: readonly string[];
  /** Told of every defect; writes it to stderr unless given. */
  readonly onDefect?: (defect: unknown, where: string) => void;
}

export interface AwsEndpoint {
  /** Answers the request, whatever it is. Resolves when the answer is written. */
  handle(message: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createAwsEndpoint<C>(options: AwsEndpointOptions<C>): AwsEndpoint {
  const endpoint = { ...options, onDefect: options.onDefect ?? writeDefect };
  let answering: typeof Answering | null = null;
  return {
    async handle(message, response) {
      answering ??= await import('./answer.ts');
      await answering.answer(endpoint, message, response);
    },
  };
}

function writeDefect(defect: unknown, where: string): void {
  const text = isNoSpace(defect) ? `${where}: ${noSpaceSentence}` : `defect in ${where}: ${inspect(defect)}`;
  process.stderr.write(`varco: ${text}\n`);
}
