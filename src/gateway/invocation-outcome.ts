// What Lambda answered, as one of the ways a request can end (SPEC §5.1 #2–#8, #11–#14).
import type { Outcome } from '../execution/outcome.ts';
import type { InvocationResult } from '../lambda/invocation.ts';

type Completed = Extract<InvocationResult, { kind: 'completed' }>;
type Refused = Extract<InvocationResult, { kind: 'refused' }>;

/** A function error: what the function threw, or what the platform made of it. */
export function functionErrorOutcome(result: Completed): Outcome {
  const error = readErrorPayload(result.payload);
  switch (result.platformError) {
    case 'timeout':
      return {
        kind: 'function-timeout',
        errorMessage: error.errorMessage,
        timeoutSeconds: timedOutAfterSeconds(error.errorMessage) ?? result.durationMs / 1000,
      };
    case 'response-too-large':
      return { kind: 'function-response-too-large', errorMessage: error.errorMessage };
    case 'exit':
    case 'init-timeout':
    case null:
      return { kind: 'function-error', ...error };
  }
}

export function refusedOutcome(result: Refused): Outcome {
  if (result.decision !== null) return { kind: 'no-permission', decision: result.decision };
  switch (result.status) {
    case 404:
      return { kind: 'function-not-found', message: result.message };
    case 413:
      return { kind: 'event-too-large', eventBytes: 0 };
    case 429:
      return { kind: 'function-throttled', reason: result.reason ?? result.errorType };
    case 503:
      return { kind: 'lambda-service-error', status: result.status };
    default:
      return { kind: 'lambda-refused', status: result.status, message: result.message };
  }
}

/** `errorMessage` of a function's error payload; the payload itself where it has none. */
export function errorMessageOf(payload: string): string {
  return readErrorPayload(payload).errorMessage;
}

function timedOutAfterSeconds(message: string): number | null {
  const seconds = /timed out after (\d+(?:\.\d+)?) seconds/.exec(message)?.[1];
  return seconds === undefined ? null : Number(seconds);
}

interface FunctionErrorFacts {
  readonly errorMessage: string;
  readonly errorType: string | null;
  readonly trace: readonly string[];
}

/** Node writes `trace`, Python `stackTrace`; a payload of another shape is its own message. */
function readErrorPayload(payload: string): FunctionErrorFacts {
  const parsed = parseOrNull(payload);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return { errorMessage: payload, errorType: null, trace: [] };
  }
  const members = parsed as Readonly<Record<string, unknown>>;
  const trace = members['trace'] ?? members['stackTrace'];
  return {
    errorMessage: typeof members['errorMessage'] === 'string' ? members['errorMessage'] : payload,
    errorType: typeof members['errorType'] === 'string' ? members['errorType'] : null,
    trace: Array.isArray(trace) ? trace.map(String) : [],
  };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
