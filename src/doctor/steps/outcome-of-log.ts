// How a logged request ended, completed from what is known of its API and function: the log names an ending, not all its facts.
import type { ReadOutcome } from '../../execution/catalogue.ts';
import type { Outcome } from '../../execution/outcome.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { PolicyDecision } from '../../policy/policy.ts';
import { readOutput } from '../../proxy/read-output.ts';
import { readFaults } from '../evidence/logged-faults.ts';
import type { Fault } from '../fault.ts';

export interface EndingFacts {
  /** False for a custom integration: it answers 200 also where the function failed. */
  readonly isProxy: boolean;
  readonly functionLog: readonly string[] | undefined;
  /** What the function's policy says now; null where it allows the call, or is not known. */
  readonly refusal: (PolicyDecision & { readonly allowed: false }) | null;
  readonly integrationMethod: string | null;
  readonly integrationTimeoutMs: number | null;
  readonly functionTimeoutSeconds: number | null;
  readonly credentials: string | null;
  readonly uri: string | null;
}

/** Null where the lines do not tell. */
export function outcomeOfLog(parsed: ParsedExecution, facts: EndingFacts): Outcome | null {
  const read = parsed.outcome;
  if (read === undefined) return null;
  const payload = parsed.integration?.call?.payload;
  switch (read.kind) {
    case 'ok':
      if (facts.isProxy || parsed.integration?.call?.functionError == null) return { kind: 'ok' };
      return functionError(errorObject(payload?.text ?? '')?.message ?? '', parsed, facts);
    case 'malformed-output':
      return malformed(payload?.truncated === true ? undefined : payload?.text, parsed, facts);
    case 'function-error':
      return functionError(read.errorMessage ?? '', parsed, facts);
    case 'function-timeout':
      return {
        kind: 'function-timeout',
        errorMessage: read.errorMessage ?? '',
        timeoutSeconds: read.timeoutSeconds ?? facts.functionTimeoutSeconds ?? 0,
      };
    case 'no-permission':
      return facts.refusal === null ? null : { kind: 'no-permission', decision: facts.refusal };
    default:
      return completed(read, facts);
  }
}

/** Facts that the sentences of the other endings do not hold. */
function completed(read: ReadOutcome, facts: EndingFacts): Outcome {
  const defaults: Readonly<Record<string, unknown>> = {
    errorMessage: '',
    timeoutMs: facts.integrationTimeoutMs ?? 29_000,
    reason: '',
    roleArn: facts.credentials ?? '',
    status: 0,
    detail: '',
    integrationMethod: facts.integrationMethod ?? '',
    message: '',
    eventBytes: 0,
    headerBytes: 0,
    name: '',
    value: '',
    header: '',
    uri: facts.uri ?? '',
    validationError: '',
    contentType: '',
    missing: [],
    contentBytes: null,
    ratePerSecond: 0,
    burst: 0,
  };
  const members = membersOf[read.kind] ?? [];
  const missing = members.filter((name) => !(name in read)).map((name) => [name, defaults[name]] as const);
  // Every member that the kind has is there now; that it is of the right type is what `defaults` is for.
  return { ...Object.fromEntries(missing), ...read } as Outcome;
}

const membersOf: Readonly<Partial<Record<Outcome['kind'], readonly string[]>>> = {
  'function-response-too-large': ['errorMessage'],
  'integration-timeout': ['timeoutMs'],
  'function-throttled': ['reason'],
  'role-not-assumable': ['roleArn'],
  'lambda-service-error': ['status'],
  'integration-network-error': ['detail'],
  'integration-method-not-post': ['integrationMethod'],
  'function-not-found': ['message'],
  'lambda-refused': ['status', 'message'],
  'event-too-large': ['eventBytes'],
  'response-headers-too-large': ['headerBytes'],
  'response-header-illegal': ['name', 'value'],
  'illegal-header-mapping': ['header'],
  'request-header-refused': ['header'],
  'invalid-endpoint': ['uri'],
  'mapping-failed': ['message'],
  'request-body-not-json': ['detail'],
  'endpoint-tls-failed': ['detail'],
  'bad-request-body': ['validationError', 'contentType'],
  'bad-request-parameters': ['missing'],
  'request-too-large': ['contentBytes'],
  throttled: ['ratePerSecond', 'burst'],
  'access-denied': ['message'],
  'authorizer-misconfigured': ['message'],
  'authorizer-failed': ['message'],
  'invalid-signature': ['message'],
  'incomplete-signature': ['message'],
  defect: ['message'],
};

function malformed(payload: string | undefined, parsed: ParsedExecution, facts: EndingFacts): Outcome {
  if (payload === undefined) return { kind: 'malformed-output', violations: [] };
  // Until mid-2018 function errors were logged as malformed output (SPEC §5.1).
  const error = errorObject(payload);
  if (error !== null && parsed.integration?.call?.functionError != null)
    return functionError(error.message, parsed, facts);
  const read = readOutput(payload);
  return { kind: 'malformed-output', violations: read.ok ? [] : read.violations };
}

function functionError(message: string, parsed: ParsedExecution, { functionLog = [] }: EndingFacts): Outcome {
  const payload = parsed.integration?.call?.payload;
  const whole = payload === undefined || payload.truncated ? null : errorObject(payload.text);
  // That the process ended says less than what it reported before it did.
  const said = whole?.type === 'Runtime.ExitError' ? reportedFault(functionLog) : null;
  const logged = said ?? whole ?? loggedFault(functionLog, message);
  const trace = logged?.trace ?? [];
  return {
    kind: 'function-error',
    errorMessage: logged?.message ?? message,
    errorType: logged?.type ?? null,
    trace: trace.length > 0 ? trace : (loggedFault(functionLog, logged?.message ?? message)?.trace ?? []),
  };
}

function reportedFault(functionLog: readonly string[]): Fault | null {
  return (
    readFaults(functionLog).findLast(
      ({ certainty, type }) => certainty === 'reported' && type !== null && type !== 'Runtime.ExitError',
    ) ?? null
  );
}

/** The payload of a function error; null where it is another. */
function errorObject(payload: string): Fault | null {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('errorMessage' in value)) return null;
  const { errorMessage, errorType, trace, stackTrace } = value as Readonly<Record<string, unknown>>;
  const lines = Array.isArray(trace) ? trace : Array.isArray(stackTrace) ? stackTrace : [];
  return {
    message: String(errorMessage),
    type: typeof errorType === 'string' ? errorType : null,
    trace: lines.map(String),
  };
}

/** The log has the error whole where the execution log cut it, or did not trace data. */
function loggedFault(functionLog: readonly string[], message: string): Fault | null {
  const faults = readFaults(functionLog);
  return (
    faults.findLast((fault) => message !== '' && fault.message === message) ??
    faults.findLast(({ certainty }) => certainty === 'reported') ??
    null
  );
}
