// AWS_PROXY: the event goes to the function, its output becomes a response or an ending (SPEC §0.3 steps 9–13). The hot path.
import { lastHeader } from '../core/header-list.ts';
import { invokeRequestBytesMax } from '../core/limits.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ExecutionIntegration } from '../execution/execution.ts';
import { buildEvent } from '../proxy/event.ts';
import { readOutput } from '../proxy/read-output.ts';
import { writeResponse } from '../proxy/write-response.ts';
import type { ExecuteContext, IntegrationResult } from './execute.ts';
import { failed } from './integration-failure.ts';
import { functionErrorOutcome, refusedOutcome } from './invocation-outcome.ts';
import { invokeWithin } from './invoke-within.ts';
import { proxyEventInput } from './proxy-event-input.ts';
import type { IntegrationSnapshot, RouteSnapshot, StageSnapshot } from './snapshot.ts';

type LambdaIntegration = Extract<IntegrationSnapshot, { kind: 'lambda-proxy' }>;

export async function integrateLambdaProxy(
  stage: StageSnapshot,
  route: RouteSnapshot,
  integration: LambdaIntegration,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<IntegrationResult> {
  if (integration.illegalHeaderMapping !== null) {
    return failed({ kind: 'illegal-header-mapping', header: integration.illegalHeaderMapping });
  }
  const event = buildEvent(proxyEventInput(stage, route, draft));
  const sentAtMs = context.clock.nowMs();
  const sentMs = context.clock.elapsedMs();
  const sent: ExecutionIntegration = {
    type: 'AWS_PROXY',
    functionArn: integration.functionArn,
    sourceArn: integration.sourceArn,
    requestBody: event,
    sentAtMs,
    timeoutMs: integration.timeoutMs,
    call: null,
  };
  // The wrong method reaches Lambda as an operation it does not have (SPEC §5.1 #10).
  const { httpMethod } = integration.model;
  if (httpMethod !== 'POST') {
    return failed({ kind: 'integration-method-not-post', integrationMethod: httpMethod ?? '' }, sent);
  }
  // A cheap bound first: a character is one to three bytes of UTF-8.
  if (event.length * 3 > invokeRequestBytesMax) {
    const eventBytes = Buffer.byteLength(event);
    if (eventBytes > invokeRequestBytesMax) return failed({ kind: 'event-too-large', eventBytes }, sent);
  }
  const result = await invokeWithin(integration, event, stage, draft, context);
  if (result === null) return failed({ kind: 'integration-timeout', timeoutMs: integration.timeoutMs }, sent);

  const called: ExecutionIntegration = {
    ...sent,
    call: {
      status: result.kind === 'completed' ? 200 : result.status,
      requestId: result.requestId,
      receivedAtMs: context.clock.nowMs(),
      latencyMs: Math.round(context.clock.elapsedMs() - sentMs),
      functionError: result.kind === 'completed' ? result.functionError : null,
      executedVersion: result.kind === 'completed' ? result.executedVersion : '',
      payload: result.kind === 'completed' ? result.payload : result.message,
    },
  };
  if (result.kind === 'refused') return failed(refusedOutcome(result), called);
  if (result.functionError !== null) return failed(functionErrorOutcome(result), called);
  return respondWith(result.payload, stage, draft, called);
}

function respondWith(
  payload: string,
  stage: StageSnapshot,
  draft: ExecutionDraft,
  integration: ExecutionIntegration,
): IntegrationResult {
  const read = readOutput(payload);
  if (!read.ok) return failed({ kind: 'malformed-output', violations: read.violations }, integration);
  const written = writeResponse(read.output, {
    accept: lastHeader(draft.request.headers, 'accept'),
    binaryMediaTypes: stage.binaryMediaTypes,
  });
  if (written.ok) {
    return {
      integration,
      outcome: { kind: 'ok' },
      response: { status: read.output.statusCode, ...written },
    };
  }
  switch (written.reason) {
    case 'base64-undecodable':
      return failed({ kind: 'base64-undecodable' }, integration);
    case 'response-header-illegal':
      return failed(
        { kind: 'response-header-illegal', name: written.name, value: written.value },
        integration,
      );
    case 'response-headers-too-large':
      return failed({ kind: 'response-headers-too-large', headerBytes: written.headerBytes }, integration);
  }
}
