// The closed catalogue of endings (DESIGN D2): every outcome's status, body, log lines and metrics, and the way back.
import type { BodyForm, CatalogueEntry, ReadingContext, SentenceFacts } from './catalogue-entry.ts';
import { functionEntries } from './catalogue-function.ts';
import { gatewayEntries } from './catalogue-gateway.ts';
import { guardEntries } from './catalogue-guards.ts';
import type { Execution } from './execution.ts';
import { mask } from './masking.ts';
import type { Outcome, OutcomeKind, OutcomeOf } from './outcome.ts';

/** One entry per kind; the compiler misses none. */
export const catalogue = { ...functionEntries, ...gatewayEntries, ...guardEntries } satisfies {
  readonly [K in OutcomeKind]: CatalogueEntry<K>;
};

/** The entry of an outcome's kind, to be asked about outcomes of that kind only. */
export function entryOf(outcome: { readonly kind: OutcomeKind }): CatalogueEntry<OutcomeKind> {
  // The type system cannot say "of the same kind"; that it is the same kind is what this function is for.
  return catalogue[outcome.kind] as CatalogueEntry<OutcomeKind>;
}

/** The default status, before a gateway response changes it; for 'ok' the contract's default, 200. */
export function statusOf(outcome: Outcome): number {
  return entryOf(outcome).status(outcome);
}

/** The default body, to the byte (SPEC §0.3); '' for 'ok', whose body is the function's. */
export function bodyOf(outcome: Outcome): string {
  const entry = entryOf(outcome);
  return writeBody[entry.body](entry.message(outcome));
}

const writeBody: Readonly<Record<BodyForm, (message: string | null) => string>> = {
  spaced: (message) => `{"message": ${JSON.stringify(message)}}`,
  compact: (message) => `{"message":${JSON.stringify(message)}}`,
  'compact-capital': (message) => `{"Message":${JSON.stringify(message)}}`,
  text: (message) => message ?? '',
  none: () => '',
};

/** The failure lines of the execution log, verbatim and in order, without request id and not yet cut to length. */
export function logSentencesOf(outcome: Outcome, facts: SentenceFacts): readonly string[] {
  return entryOf(outcome).sentences.map((sentence) => sentence.write(outcome, facts));
}

/** What the sentences name of a request. */
export function sentenceFactsOf(execution: Omit<Execution, 'response' | 'latencyMs'>): SentenceFacts {
  const { route, request } = execution;
  return {
    lambdaRequestId: execution.integration?.call?.requestId ?? null,
    requestId: execution.requestId,
    apiId: execution.apiId,
    stage: execution.stage,
    resourceId: route?.resourceId ?? '',
    resourcePath: route?.resourcePath ?? '',
    method: route?.method ?? '',
    apiKey: request.apiKey === null ? '' : mask(request.apiKey),
  };
}

export interface ExecutionMetrics {
  readonly error4xx: 0 | 1;
  readonly error5xx: 0 | 1;
  readonly integrationLatency: boolean;
  readonly lambdaInvocations: 0 | 1;
  readonly lambdaErrors: 0 | 1;
  readonly lambdaThrottles: 0 | 1;
}

/**
 * Which metrics a request moves (SPEC §5.3); each also counts one for Count and Latency. The errors follow the status
 * the client got, after gateway responses (SPEC §5.3, documented).
 */
export function metricsOf(execution: Execution): ExecutionMetrics {
  const { outcome, integration, response } = execution;
  const { integrationLatency, lambdaInvocations, lambdaErrors, lambdaThrottles } = entryOf(outcome).metrics;
  const called = integration !== null;
  const ofLambda = called && integration.functionArn !== null;
  return {
    error4xx: response.status >= 400 && response.status < 500 ? 1 : 0,
    error5xx: response.status >= 500 ? 1 : 0,
    integrationLatency: called && integrationLatency,
    lambdaInvocations: ofLambda ? lambdaInvocations : 0,
    lambdaErrors: ofLambda ? lambdaErrors : 0,
    lambdaThrottles: ofLambda ? lambdaThrottles : 0,
  };
}

/** An ending as the log tells it: the kind, and such facts as its lines hold. */
export type ReadOutcome = {
  readonly [K in OutcomeKind]: { readonly kind: K } & Partial<OutcomeOf<K>>;
}[OutcomeKind];

/** A line as found, its request id taken off. */
export interface FoundSentence {
  readonly text: string;
  /** True where the line's end was cut away. */
  readonly truncated: boolean;
}

interface ReadEnding {
  readonly outcome: ReadOutcome;
  /** Where the sentences name one. */
  readonly lambdaRequestId: string | undefined;
}

interface Candidate extends ReadEnding {
  /** How many of the lines the ending explains. */
  readonly lines: number;
  readonly literalCharacters: number;
  /** How many lines the ending would have left besides. */
  readonly missing: number;
}

function isBetter(candidate: Candidate, than: Candidate): boolean {
  if (candidate.lines !== than.lines) return candidate.lines > than.lines;
  if (candidate.literalCharacters !== than.literalCharacters) {
    return candidate.literalCharacters > than.literalCharacters;
  }
  return candidate.missing < than.missing;
}

const kinds = Object.keys(catalogue) as readonly OutcomeKind[];

/**
 * The ending whose sentences these are: the one that explains most lines; of these the one with the most words of its own;
 * of these the one that misses the fewest. Null where none explains any. AWS also logged function errors as malformed
 * output until mid-2018 (SPEC §5.1): that is for whoever weighs the evidence.
 */
export function readSentences(lines: readonly FoundSentence[], context: ReadingContext): ReadEnding | null {
  let best: Candidate | null = null;
  for (const kind of kinds) {
    const candidate = readAs(kind, lines, context);
    if (candidate === null) continue;
    if (best === null || isBetter(candidate, best)) best = candidate;
  }
  return best;
}

function readAs(
  kind: OutcomeKind,
  lines: readonly FoundSentence[],
  context: ReadingContext,
): Candidate | null {
  let facts: object = {};
  let lambdaRequestId: string | undefined;
  let explained = 0;
  let literalCharacters = 0;
  for (const { text, truncated } of lines) {
    for (const sentence of entryOf({ kind }).sentences) {
      const places = sentence.template.read(text, truncated);
      const read = places === null ? null : sentence.read(places, context);
      if (read === null) continue;
      facts = { ...facts, ...read };
      lambdaRequestId ??= places?.['lambdaRequestId'];
      explained++;
      literalCharacters += sentence.template.literalCharacters;
      break;
    }
  }
  if (explained === 0) return null;
  const missing = entryOf({ kind }).sentences.length - explained;
  const outcome = { ...facts, kind } as ReadOutcome;
  return { outcome, lambdaRequestId, lines: explained, literalCharacters, missing };
}
