// The endings that text evidence shows: of the gateway's log, of the answer, of every failure in the function's log.
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { Outcome } from '../../execution/outcome.ts';
import { decide } from '../../policy/decide.ts';
import type { PolicyStatement } from '../../policy/policy.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { LoggedFault } from './logged-faults.ts';
import { isRecord } from './log-text.ts';
import { endingsIn } from './endings.ts';
import { violationsOf } from './partial-payload.ts';

const tooLarge =
  /exceeded maximum allowed payload size|body size is too long|Function\.ResponseSizeTooLarge|(?:post|send) (?:handler |invocation )?(?:success )?response.{0,60}\b413\b|RequestEntityTooLarge.{0,60}runtime|response (?:payload|body)? ?(?:size )?(?:is )?(?:too (?:large|big)|exceeds?)/i;
const customerError =
  /^Lambda (?:Customer Function Error: ?|execution failed with status \d+ due to customer function error: )/;

/** What a failure in the function's log means for the request. */
export function outcomeOfFault(fault: LoggedFault, timeoutSeconds: number | undefined): Outcome {
  const message = fault.message
    .replace(customerError, '')
    .replace(/\.? Lambda request id: [0-9a-f-]{36}\s*$/, '');
  const timedOut = /Task timed out(?: after ([\d.]+) seconds)?/.exec(message);
  if (timedOut !== null) {
    return {
      kind: 'function-timeout',
      errorMessage: message,
      timeoutSeconds: timedOut[1] === undefined ? (timeoutSeconds ?? 0) : Number(timedOut[1]),
    };
  }
  if (fault.type === 'Sandbox.Timedout')
    return { kind: 'function-timeout', errorMessage: message, timeoutSeconds: timeoutSeconds ?? 0 };
  if (tooLarge.test(message) || fault.type === 'Function.ResponseSizeTooLarge')
    return { kind: 'function-response-too-large', errorMessage: message };
  const [ending] = endingsIn(message, false);
  if (ending !== undefined) return ending;
  return { kind: 'function-error', errorType: fault.type, errorMessage: message, trace: fault.trace };
}

/** The decision behind `Invalid permissions on Lambda function`, as far as the evidence holds what it was about. */
export interface RefusalFacts {
  readonly functionArn: string | undefined;
  readonly sourceArn: string | undefined;
  readonly policy: readonly PolicyStatement[] | null;
}

const anyFunctionArn = 'arn:aws:lambda:REGION:ACCOUNT:function:FUNCTION';
const anySourceArn = 'arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH';

export function refusal({ functionArn, sourceArn, policy }: RefusalFacts): Outcome {
  const query = {
    servicePrincipal: 'apigateway.amazonaws.com',
    sourceArn: sourceArn ?? anySourceArn,
    sourceAccount: (sourceArn ?? functionArn)?.split(':')[4] ?? 'ACCOUNT',
    functionArn: functionArn ?? anyFunctionArn,
  };
  if (policy !== null && (sourceArn !== undefined || policy.length === 0)) {
    const decision = decide(policy, query);
    if (!decision.allowed) return { kind: 'no-permission', decision };
  }
  return {
    kind: 'no-permission',
    decision: {
      allowed: false,
      reason: policy === null ? 'no-policy' : 'no-match',
      closest: closestOf(policy ?? []),
      query,
    },
  };
}

/** Without the ARN that was presented: a statement for API Gateway must be for something else, or the call had been allowed. */
function closestOf(
  policy: readonly PolicyStatement[],
): (Outcome & { kind: 'no-permission' })['decision']['closest'] {
  const isForGateway = ({ Principal }: PolicyStatement): boolean =>
    typeof Principal === 'string' || Principal.Service === 'apigateway.amazonaws.com';
  const statement = policy.find(isForGateway);
  if (statement !== undefined) {
    const allowed = statement.Condition?.ArnLike?.['AWS:SourceArn'] ?? statement.Resource;
    return {
      sid: statement.Sid,
      mismatches: [{ part: 'shape', allowed, presented: 'the ARN of this method' }],
    };
  }
  const [first] = policy;
  if (first === undefined) return null;
  const allowed =
    typeof first.Principal === 'string'
      ? first.Principal
      : (first.Principal.Service ?? first.Principal.AWS ?? '');
  return {
    sid: first.Sid,
    mismatches: [{ part: 'principal', allowed, presented: 'apigateway.amazonaws.com' }],
  };
}

/** How the gateway's log says that a request ended; null where it does not. */
export function outcomeOfExecution(parsed: ParsedExecution, refused: () => Outcome): Outcome | null {
  const payload = parsed.integration?.call?.payload;
  const failure = payload === undefined ? null : functionErrorIn(payload.text);
  const read = parsed.outcome;
  switch (read?.kind) {
    case 'malformed-output':
      // TAXONOMY rule 5: older logs call a function error a malformed output.
      if (failure !== null) return failure;
      return {
        kind: 'malformed-output',
        violations: payload === undefined ? [] : violationsOf(payload.text),
      };
    case 'function-error':
      if (failure !== null) return failure;
      return {
        kind: 'function-error',
        errorMessage: read.errorMessage ?? '',
        errorType: typeIn(read.errorMessage ?? ''),
        trace: [],
      };
    case 'no-permission':
      return refused();
    case 'integration-timeout':
      return { kind: 'integration-timeout', timeoutMs: 29_000 };
    case 'access-denied':
      return { kind: 'access-denied', message: read.message ?? 'access denied' };
    case 'function-timeout':
      return {
        kind: 'function-timeout',
        errorMessage: read.errorMessage ?? '',
        timeoutSeconds: read.timeoutSeconds ?? 0,
      };
    case undefined:
      if (failure !== null && parsed.integration?.call?.functionError != null) return failure;
      if (payload !== undefined && (parsed.response.status ?? 502) === 502) {
        if (failure !== null) return failure;
        const violations = violationsOf(payload.text);
        return violations.length === 0 ? null : { kind: 'malformed-output', violations };
      }
      return null;
    default:
      return read === undefined ? null : completed(read);
  }
}

/** An ending whose facts the sentence may lack: text is '' then, and a number none. */
function completed(read: NonNullable<ParsedExecution['outcome']>): Outcome {
  const blanks = {
    message: '',
    detail: '',
    reason: '',
    roleArn: '',
    uri: '',
    header: '',
    name: '',
    value: '',
    status: 500,
    integrationMethod: '',
    errorMessage: '',
    eventBytes: 0,
    headerBytes: 0,
    contentBytes: null,
    ratePerSecond: Number.NaN,
    burst: Number.NaN,
    missing: [],
    validationError: '',
    contentType: '',
    violations: [],
  };
  // The kinds that need more than text and numbers are made by `outcomeOfExecution` itself.
  return { ...blanks, ...read } as unknown as Outcome;
}

function typeIn(message: string): string | null {
  return (
    /^(?:RequestId: \S+ )?(?:Error: )?.*\b((?:Runtime|Extension|Function)\.\w+)\s*$/.exec(message)?.[1] ??
    null
  );
}

/** `{"errorMessage":…}` that a function error's payload is; null for any other output. */
function functionErrorIn(payload: string): Outcome | null {
  const text = payload.trim();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const message = /"errorMessage"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(text)?.[1];
    const type = /"errorType"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(text)?.[1];
    return message === undefined
      ? null
      : {
          kind: 'function-error',
          errorMessage: message.replaceAll(String.raw`\n`, '\n'),
          errorType: type ?? null,
          trace: [],
        };
  }
  if (!isRecord(value) || typeof value['errorMessage'] !== 'string' || 'statusCode' in value) return null;
  const trace = value['trace'] ?? value['stackTrace'];
  return {
    kind: 'function-error',
    errorMessage: value['errorMessage'],
    errorType: typeof value['errorType'] === 'string' ? value['errorType'] : null,
    trace: Array.isArray(trace) ? trace.map(String) : [],
  };
}

/** What the client's answer decides by itself. */
export function outcomesOfAnswer(answer: HttpAnswer): readonly Outcome[] {
  const { status, errorType, body } = answer;
  const message = answer.message;
  if (status !== null && status < 400) return [];
  const found = endingsIn([errorType ?? '', message ?? body ?? ''].join(' '), true);
  if (found.length > 0) return found.slice(0, 1);
  if (message === null && (status === null || status === 500))
    return [{ kind: 'authorizer-misconfigured', message: 'the answer is {"message":null}' }];
  if (status === 504) return [{ kind: 'integration-timeout', timeoutMs: 29_000 }];
  if (status === 503 && /Service Unavailable/i.test(body ?? ''))
    return [{ kind: 'integration-timeout', timeoutMs: 29_000 }];
  if (status === 429) return [{ kind: 'throttled', ratePerSecond: Number.NaN, burst: Number.NaN }];
  if (status === 413) return [{ kind: 'request-too-large', contentBytes: null }];
  if (status === 415) return [{ kind: 'unsupported-media-type' }];
  if (status === 401 && /unauthori[sz]ed/i.test(message ?? body ?? '')) return [{ kind: 'unauthorized' }];
  if (status === 400 && message === 'Invalid request body')
    return [{ kind: 'bad-request-body', validationError: message, contentType: 'application/json' }];
  const missing = /Missing required request parameters: \[([^\]]*)\]/.exec(message ?? '')?.[1];
  if (missing !== undefined) return [{ kind: 'bad-request-parameters', missing: missing.split(', ') }];
  if (status === 403 && message === 'Forbidden') return [{ kind: 'api-key-invalid' }];
  return [];
}
