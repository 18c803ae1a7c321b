// AWS to a Lambda function: a payload made by templates, a response selected by the function's error (custom integration).
import { invokeRequestBytesMax } from '../core/limits.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ExecutionIntegration } from '../execution/execution.ts';
import type { InvocationResult } from '../lambda/invocation.ts';
import type { ExecuteContext, IntegrationResult } from './execute.ts';
import { failed } from './integration-failure.ts';
import { errorMessageOf, refusedOutcome } from './invocation-outcome.ts';
import { invocationOf, invokeWithin } from './invoke-within.ts';
import { mapRequest, type MappedRequest } from './mapping/map-request.ts';
import { mapResponse } from './mapping/map-response.ts';
import type { IntegrationSnapshot, RouteSnapshot, StageSnapshot } from './snapshot.ts';
import { JsonSyntaxError, parseJson } from './vtl/parse-json.ts';

type CustomLambda = Extract<IntegrationSnapshot, { kind: 'lambda' }>;

export async function integrateLambda(
  stage: StageSnapshot,
  route: RouteSnapshot,
  integration: CustomLambda,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<IntegrationResult> {
  if (integration.illegalHeaderMapping !== null) {
    return failed({ kind: 'illegal-header-mapping', header: integration.illegalHeaderMapping });
  }
  const request = mapRequest(integration.model, integration.templates, draft, stage);
  if (!request.ok) return failed(request.outcome);
  const sent: ExecutionIntegration = {
    type: 'AWS',
    functionArn: integration.functionArn,
    sourceArn: integration.usesRole ? null : integration.sourceArn,
    requestBody: request.body,
    sentAtMs: context.clock.nowMs(),
    timeoutMs: integration.timeoutMs,
    call: null,
  };
  const { httpMethod } = integration.model;
  if (httpMethod !== 'POST') {
    return failed({ kind: 'integration-method-not-post', integrationMethod: httpMethod ?? '' }, sent);
  }
  const eventBytes = Buffer.byteLength(request.body);
  if (eventBytes > invokeRequestBytesMax) return failed({ kind: 'event-too-large', eventBytes }, sent);
  // Without a body Lambda hands the function an empty object (recorded: the log shows none, the function sees `{}`).
  const payload = request.body === '' ? '{}' : request.body;
  const fault = jsonFault(payload);
  // Lambda's own words, which the client sees (public reports).
  if (fault !== null) return failed({ kind: 'request-body-not-json', detail: fault }, sent);
  const startedMs = context.clock.elapsedMs();
  const answer = await call(integration, request, payload, stage, draft, context);
  if (answer === null) return failed({ kind: 'integration-timeout', timeoutMs: integration.timeoutMs }, sent);
  const called: ExecutionIntegration = {
    ...sent,
    call: {
      status: answer.status,
      requestId: answer.result.requestId,
      receivedAtMs: context.clock.nowMs(),
      latencyMs: Math.round(context.clock.elapsedMs() - startedMs),
      functionError: answer.functionError,
      executedVersion: answer.executedVersion,
      payload: answer.payload,
    },
  };
  if (answer.result.kind === 'refused') return failed(refusedOutcome(answer.result), called);
  const response = mapResponse(
    integration.responses,
    route.model,
    {
      status: answer.status,
      // Only an error is held against the patterns: "200" is not the success's text (recorded).
      selectedBy: answer.functionError === null ? null : errorMessageOf(answer.payload),
      headers: answerHeaders(called),
      body: Buffer.from(answer.payload),
      contentType: 'application/json',
    },
    request.variables,
    draft,
    stage,
  );
  return response.ok
    ? { integration: called, outcome: { kind: 'ok' }, response }
    : failed(response.outcome, called);
}

interface LambdaAnswer {
  readonly status: number;
  readonly functionError: string | null;
  readonly executedVersion: string;
  readonly payload: string;
  readonly result: { readonly kind: 'completed' | 'accepted'; readonly requestId: string } | Refused;
}

type Refused = Extract<InvocationResult, { readonly kind: 'refused' }>;

/** Null when the integration's time is up. */
async function call(
  integration: CustomLambda,
  request: MappedRequest & { readonly ok: true },
  payload: string,
  stage: StageSnapshot,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<LambdaAnswer | null> {
  const result = isAsynchronous(request)
    ? await context.functions.invokeAsync(invocationOf(integration, payload, stage, draft))
    : await invokeWithin(integration, payload, stage, draft, context);
  if (result === null) return null;
  switch (result.kind) {
    case 'completed':
      return {
        status: 200,
        functionError: result.functionError,
        executedVersion: result.executedVersion,
        payload: result.payload,
        result: { kind: 'completed', requestId: result.requestId },
      };
    case 'accepted':
      return {
        status: 202,
        functionError: null,
        executedVersion: '',
        payload: '',
        result: { kind: 'accepted', requestId: result.requestId },
      };
    case 'refused':
      return { ...noAnswer, status: result.status, payload: result.message, result };
  }
}

const noAnswer = { functionError: null, executedVersion: '' } as const;

/** A mapping of `X-Amz-Invocation-Type` to `'Event'` answers at once and runs the function afterwards. */
function isAsynchronous(request: MappedRequest & { readonly ok: true }): boolean {
  for (const [name, values] of request.parameters.headers) {
    if (name.toLowerCase() === 'x-amz-invocation-type') return values.at(-1) === 'Event';
  }
  return false;
}

/** Null for JSON. */
function jsonFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return faultOf(text);
  }
}

function faultOf(text: string): string {
  try {
    parseJson(text);
    return '';
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return thrown.message;
    throw thrown;
  }
}

/** What `integration.response.header.…` finds. */
function answerHeaders({ call: answered }: ExecutionIntegration): (readonly [string, string])[] {
  if (answered === null) return [];
  const error: (readonly [string, string])[] =
    answered.functionError === null ? [] : [['X-Amz-Function-Error', answered.functionError]];
  return [
    ['Content-Type', 'application/json'],
    ['x-amzn-RequestId', answered.requestId],
    ...error,
    ['X-Amz-Executed-Version', answered.executedVersion],
  ];
}
