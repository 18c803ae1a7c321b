// What the catalogue says of one way a request can end: on the wire, in the execution log, in the metrics.
import type { GatewayResponseType, OutcomeKind, OutcomeOf } from './outcome.ts';
import type { LineTemplate, ReadPlaces } from './line-template.ts';

export interface CatalogueEntry<K extends OutcomeKind> {
  /** HTTP status the client gets by default. For 'ok' the contract's default: the function's own is in the record. */
  status(outcome: OutcomeOf<K>): number;
  /** What `$context.error.message` holds; null renders as JSON `null` in the body and as nothing elsewhere. */
  message(outcome: OutcomeOf<K>): string | null;
  readonly body: BodyForm;
  /** Content-Type of the default body. */
  readonly contentType: string;
  /** The `x-amzn-ErrorType` header; null where there is none. */
  readonly errorType: string | null;
  /** Null for 'ok' and where no type exists. */
  readonly gatewayResponseType: GatewayResponseType | null;
  /** Whether PutGatewayResponse has a say, by the type itself or by DEFAULT_4XX and DEFAULT_5XX. */
  readonly customisable: boolean;
  /** Whether the response carries `X-Amzn-Trace-Id` (SPEC §0.3). MOCK integrations never do (SPEC §1.10). */
  readonly traceHeader: boolean;
  /** How far the request got: decides the rows of the log, and whether the integration was called. */
  readonly reaches: Reach;
  /** The failure lines, in order; none for 'ok'. */
  readonly sentences: readonly LogSentence<K>[];
  readonly metrics: MetricEffect;
  /** Where the behaviour is specified. */
  readonly source: string;
}

/**
 * SPEC §0.3, the two families: `spaced` `{"message": "x"}` when made during execution, `compact` `{"message":"x"}` before
 * it, `compact-capital` `{"Message":"x"}` for access denials, `text` without JSON, `none` where the function made it.
 */
export type BodyForm = 'spaced' | 'compact' | 'compact-capital' | 'text' | 'none';

/**
 * - `nothing`: ended before there was a method, so before there were log settings: the log gets nothing;
 * - `authorizer`, `usage-plan`: refused there, before "Starting execution";
 * - `request`: execution started and ended before the endpoint was addressed;
 * - `endpoint`: the request was sent, and no answer is logged;
 * - `answer`: the integration's answer is logged.
 */
export type Reach = 'nothing' | 'authorizer' | 'usage-plan' | 'request' | 'endpoint' | 'answer';

/** SPEC §5.3, besides Count and Latency, which every request moves, and the error counts, which follow the final status. */
export interface MetricEffect {
  readonly integrationLatency: boolean;
  readonly lambdaInvocations: 0 | 1;
  readonly lambdaErrors: 0 | 1;
  readonly lambdaThrottles: 0 | 1;
}

/** What of the request, besides the outcome, the sentences name. */
export interface SentenceFacts {
  /** Null where Lambda gave none; it is written as nothing then. */
  readonly lambdaRequestId: string | null;
  readonly requestId?: string;
  readonly apiId?: string;
  readonly stage?: string;
  readonly resourceId?: string;
  readonly resourcePath?: string;
  /** The configured method. */
  readonly method?: string;
  /** Masked; empty without a key. */
  readonly apiKey?: string;
}

/** What else the log says that helps to tell apart endings with the same words. */
export interface ReadingContext {
  /** True where the request was seen to end before "Starting execution": an authorizer's words, not the integration's. */
  readonly beforeExecution: boolean;
}

/** A failure line: its words, what fills them, and what filled words say of the outcome. */
interface LogSentence<K extends OutcomeKind> {
  readonly template: LineTemplate;
  write(outcome: OutcomeOf<K>, facts: SentenceFacts): string;
  /** Null where the filled words belong to another ending. */
  read(places: ReadPlaces, context: ReadingContext): ReadFacts<K> | null;
}

/** Such facts of an outcome as its lines hold. */
type ReadFacts<K extends OutcomeKind> = {
  readonly [Fact in Exclude<keyof OutcomeOf<K>, 'kind'>]?: OutcomeOf<K>[Fact];
};
