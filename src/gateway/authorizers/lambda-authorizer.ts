// Runs a TOKEN or REQUEST authorizer: its identity, its cache, its function, and what that returned (SPEC §1.7).
import { integrationTimeoutMsMax } from '../../core/limits.ts';
import type { HeaderList } from '../../core/header-list.ts';
import type { ExecutionDraft } from '../../execution/context-variable.ts';
import type { ExecutionAuthorizer, ExecutionIntegration } from '../../execution/execution.ts';
import type { Outcome } from '../../execution/outcome.ts';
import type { InvocationResult } from '../../lambda/invocation.ts';
import { buildAuthorizerEvent, buildTokenEvent } from '../../proxy/event.ts';
import type { ExecuteContext } from '../execute.ts';
import { proxyEventInput, type EventRoute } from '../proxy-event-input.ts';
import type { StageSnapshot } from '../snapshot.ts';
import { readAuthorizerOutput, type AuthorizerOutput } from './authorizer-output.ts';
import type { AuthorizerRun, LambdaAuthorizer } from './authorizer.ts';
import { identityOf } from './identity-source.ts';

/** Synchronous where no function has to run. */
export function runLambdaAuthorizer(
  authorizer: LambdaAuthorizer,
  methodArn: string,
  stage: StageSnapshot,
  route: EventRoute,
  draft: ExecutionDraft,
  context: ExecuteContext,
  additionalContext: Readonly<Record<string, string>> = {},
): AuthorizerRun | Promise<AuthorizerRun> {
  // With sources configured, each must be there, cache or not (API reference of CreateAuthorizer).
  const identity = identityOf(authorizer.identitySources, draft, stage, additionalContext);
  const begun = recordOf(authorizer, identity ?? []);
  if (identity === null || !isValidToken(authorizer, identity)) {
    return { outcome: { kind: 'unauthorized' }, record: begun, output: null };
  }
  const key = identity.map(([, value]) => value).join('\n');
  const cached = identity.length === 0 ? null : authorizer.cache.get(key, context.clock.nowMs());
  if (cached !== null) return accepted(begun, cached);
  return callFunction(authorizer, identity, key, methodArn, stage, route, draft, context);
}

/** The expression is the token's: REQUEST authorizers have none (API reference of CreateAuthorizer). */
function isValidToken({ type, validation }: LambdaAuthorizer, identity: HeaderList): boolean {
  if (type !== 'TOKEN') return true;
  const token = identity[0]?.[1];
  return token !== undefined && (validation === null || validation.test(token));
}

async function callFunction(
  authorizer: LambdaAuthorizer,
  identity: HeaderList,
  key: string,
  methodArn: string,
  stage: StageSnapshot,
  route: EventRoute,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<AuthorizerRun> {
  const event =
    authorizer.type === 'TOKEN'
      ? buildTokenEvent(identity[0]![1], methodArn)
      : buildAuthorizerEvent(proxyEventInput(stage, route, draft), methodArn);
  const sentAtMs = context.clock.nowMs();
  const startedMs = context.clock.elapsedMs();
  const sent: ExecutionIntegration = {
    type: 'AWS_PROXY',
    functionArn: authorizer.functionArn,
    sourceArn: authorizer.sourceArn,
    requestBody: event,
    sentAtMs,
    timeoutMs: integrationTimeoutMsMax,
    call: null,
  };
  const result = await invokeInTime(authorizer, event, stage, draft, context);
  const latencyMs = Math.round(context.clock.elapsedMs() - startedMs);
  const begun = { ...recordOf(authorizer, identity), latencyMs };
  if (result === null) {
    const outcome: Outcome = { kind: 'authorizer-misconfigured', message: 'Authorizer function timed out' };
    return { outcome, record: { ...begun, integration: sent }, output: null };
  }
  const called = { ...begun, integration: { ...sent, call: callOf(result, latencyMs, context) } };
  if (result.kind === 'refused') {
    return { outcome: refusal(result), record: called, output: null };
  }
  const reading = readAuthorizerOutput(result.payload);
  // A function that failed is no answer, even where its error object would pass for one.
  if (result.functionError !== null || !reading.ok) {
    return { outcome: failure(result.payload, reading), record: called, output: null };
  }
  if (identity.length > 0) authorizer.cache.put(key, reading.output, context.clock.nowMs());
  return accepted(called, reading.output);
}

function invokeInTime(
  authorizer: LambdaAuthorizer,
  payload: string,
  stage: StageSnapshot,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<InvocationResult | null> {
  const { functionArn, sourceArn, usesRole } = authorizer;
  const invocation = context.functions.invoke({
    functionArn,
    payload,
    traceHeader: draft.traceHeader,
    servicePrincipal: usesRole
      ? null
      : { service: 'apigateway.amazonaws.com', sourceArn, sourceAccount: stage.accountId },
    clientContext: null,
  });
  return new Promise((resolve, reject) => {
    const cancel = context.clock.after(integrationTimeoutMsMax, () => resolve(null));
    invocation.then(resolve, reject).finally(cancel);
  });
}

function callOf(
  result: InvocationResult,
  latencyMs: number,
  context: ExecuteContext,
): NonNullable<ExecutionIntegration['call']> {
  const completed = result.kind === 'completed';
  return {
    status: completed ? 200 : result.status,
    requestId: result.requestId,
    receivedAtMs: context.clock.nowMs(),
    latencyMs,
    functionError: completed ? result.functionError : null,
    executedVersion: completed ? result.executedVersion : '',
    payload: completed ? result.payload : result.message,
  };
}

/** Lambda would not run it: its permission, its throttle, its absence. */
function refusal(result: Extract<InvocationResult, { kind: 'refused' }>): Outcome {
  if (result.status === 403) {
    return { kind: 'authorizer-misconfigured', message: 'Invalid permissions on Lambda function' };
  }
  // Throttles and faults of Lambda's are no misconfiguration; which of the two types AWS gives them is unknown.
  return result.status === 429 || result.status >= 500
    ? { kind: 'authorizer-failed', message: result.message }
    : { kind: 'authorizer-misconfigured', message: result.message };
}

/** Thrown with exactly this message, it means 401 (SPEC §1.7); everything else is the authorizer's own fault. */
function failure(payload: string, reading: ReturnType<typeof readAuthorizerOutput>): Outcome {
  if (errorMessageOf(payload) === 'Unauthorized') return { kind: 'unauthorized' };
  const message = reading.ok ? 'Invalid JSON in response: the function failed' : reading.message;
  return { kind: 'authorizer-misconfigured', message };
}

function errorMessageOf(payload: string): unknown {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null && 'errorMessage' in value ? value.errorMessage : null;
  } catch {
    // What is not JSON holds no message.
    return null;
  }
}

function recordOf({ id, type }: LambdaAuthorizer, identity: HeaderList): ExecutionAuthorizer {
  return {
    authorizerId: id,
    type,
    identity,
    integration: null,
    principalId: null,
    context: {},
    claims: null,
    latencyMs: 0,
  };
}

function accepted(record: ExecutionAuthorizer, output: AuthorizerOutput): AuthorizerRun {
  const { principalId, context } = output;
  return { outcome: null, record: { ...record, principalId, context }, output };
}
