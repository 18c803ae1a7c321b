// MOCK: the request template gives the status, the integration response the rest; nobody is called (SPEC §1.10).
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ExecutionIntegration } from '../execution/execution.ts';
import type { ExecuteContext, IntegrationResult } from './execute.ts';
import { failed } from './integration-failure.ts';
import { mapRequest } from './mapping/map-request.ts';
import { mapResponse } from './mapping/map-response.ts';
import type { IntegrationSnapshot, RouteSnapshot, StageSnapshot } from './snapshot.ts';
import { JsonSyntaxError, parseLenientJson } from './vtl/parse-json.ts';
import { JavaMap, textOf } from './vtl/values.ts';

export function integrateMock(
  stage: StageSnapshot,
  route: RouteSnapshot,
  integration: Extract<IntegrationSnapshot, { kind: 'mock' }>,
  draft: ExecutionDraft,
  context: ExecuteContext,
): IntegrationResult {
  const record: ExecutionIntegration = {
    type: 'MOCK',
    functionArn: null,
    sourceArn: null,
    requestBody: '',
    sentAtMs: context.clock.nowMs(),
    timeoutMs: integration.model.timeoutInMillis,
    call: null,
  };
  const request = mapRequest(integration.model, integration.templates, draft, stage);
  if (!request.ok) return failed(request.outcome, record);
  const status = statusOf(request.body);
  if (status === null) {
    // The words of many public reports.
    const message = 'statusCode should be an integer which defined in request template';
    return failed({ kind: 'mapping-failed', message }, record);
  }
  const answer = {
    status,
    selectedBy: String(status),
    headers: [],
    body: new Uint8Array(0),
    contentType: 'application/json',
  };
  const response = mapResponse(integration.responses, route.model, answer, request.variables, draft, stage);
  return response.ok
    ? { integration: record, outcome: { kind: 'ok' }, response }
    : failed(response.outcome, record);
}

/** `{statusCode: 200}` does too (recorded 2023-05-26, LocalStack test_integration_mock_with_path_param). */
function statusOf(body: string): number | null {
  try {
    const document = parseLenientJson(body);
    const statusCode = document instanceof JavaMap ? document.entries.get('statusCode') : undefined;
    const status = statusCode === undefined ? NaN : Number(textOf(statusCode) || NaN);
    return Number.isInteger(status) ? status : null;
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return null;
    throw thrown;
  }
}
