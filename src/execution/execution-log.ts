// The execution log of a request, as CloudWatch would hold it at the stage's settings (SPEC §6.2, §6.3).
import { isUtf8 } from 'node:buffer';
import type { HeaderList } from '../core/header-list.ts';
import { logTextCharactersMax } from '../core/limits.ts';
import { authorizerRows } from './authorizer-rows.ts';
import { entryOf, logSentencesOf, sentenceFactsOf } from './catalogue.ts';
import type { Reach } from './catalogue-entry.ts';
import {
  endpointRequestHeaders,
  endpointResponseHeaders,
  endpointUri,
  type LambdaIntegration,
} from './endpoint-headers.ts';
import type { Execution, ExecutionCall, ExecutionIntegration } from './execution.ts';
import { rows } from './log-rows.ts';
import { writeMap } from './logged-map.ts';
import { mask, maskHeaders } from './masking.ts';
import { RowList, type LoggingSettings, type Row } from './row-list.ts';
import { traceRoot } from './trace-header.ts';
import { truncate, visiblePart } from './truncation.ts';

export interface LogLine {
  /** Epoch ms. */
  readonly timestampMs: number;
  /** The event's message: `({requestId}) ` and the text, cut and masked. May hold line breaks of a body. */
  readonly text: string;
}

/** The lines in order. Pass other settings to see what a stage with these would have logged. */
export function executionLog(
  execution: Execution,
  settings: LoggingSettings = execution.logging,
): readonly LogLine[] {
  const texts = executionRows(execution, settings);
  const prefix = `(${execution.requestId}) `;
  const beforeMs = execution.receivedAtMs;
  const afterMs = Math.max(beforeMs, endOf(execution));
  return texts.map(({ text, after }) => ({
    timestampMs: after ? afterMs : beforeMs,
    text: prefix + truncate(text),
  }));
}

/** All lines before the call share one time, and all after it another (SPEC §6.1). */
export function endOf(execution: Execution): number {
  return (
    execution.integration?.call?.receivedAtMs ?? Math.round(execution.receivedAtMs + execution.latencyMs)
  );
}

/** The rows that the settings let through. Rows 1–5, 20 and 21 do not occur in tests (SPEC §6.6). */
export function executionRows(execution: Execution, settings: LoggingSettings): readonly Row[] {
  const { reaches } = entryOf(execution.outcome);
  if (settings.level === 'OFF' || reaches === 'nothing') return [];
  const lines = new RowList(settings);
  if (!execution.isTest) guardRows(lines, execution, reaches);
  if (isStarted(reaches)) {
    requestRows(lines, execution);
    if (reaches === 'endpoint' || reaches === 'answer') endpointRows(lines, execution, reaches);
  }
  endRows(lines, execution, reaches);
  return lines.rows;
}

function isStarted(reaches: Reach): boolean {
  return reaches === 'request' || reaches === 'endpoint' || reaches === 'answer';
}

/** Rows 1–5. */
function guardRows(lines: RowList, execution: Execution, reaches: Reach): void {
  const { requestId, apiId, stage, route, request } = execution;
  lines.info(rows.extendedRequestId.write({ extendedRequestId: execution.extendedRequestId }));
  if (execution.authorizer !== undefined) authorizerRows(lines, execution, execution.authorizer);
  if (reaches === 'authorizer') return;
  const apiKey = request.apiKey === null ? '' : mask(request.apiKey);
  lines.info(rows.verifyingUsagePlan.write({ requestId, apiKey, apiId, stage }));
  if (reaches === 'usage-plan') return;
  if (route !== null && !route.apiKeyRequired) {
    lines.info(rows.keyNotRequired.write({ apiKey, method: route.method, resourcePath: route.resourcePath }));
  }
  lines.info(rows.usagePlanSucceeded.write({ apiKey, apiId, stage }));
}

/** Rows 6–11. */
function requestRows(lines: RowList, execution: Execution): void {
  const { requestId, request, route } = execution;
  lines.info(rows.startingExecution.write({ requestId }));
  lines.info(rows.httpMethod.write({ method: request.method, path: request.path }));
  if (!execution.isTest && route?.apiKeyRequired === true && request.apiKey !== null) {
    lines.info(rows.apiKey.write({ apiKey: mask(request.apiKey) }));
    if (request.apiKeyId !== null) lines.info(rows.apiKeyId.write({ apiKeyId: request.apiKeyId }));
  }
  if (!lines.tracing) return;
  lines.trace(rows.requestPath.write({ map: writeMap(request.pathParameters) }));
  lines.trace(rows.requestQuery.write({ map: writeMap(request.query) }));
  lines.trace(rows.requestHeaders.write({ map: writeMap(maskHeaders(request.headers)) }));
  const body = request.isBinary ? binaryData : visiblePart(request.body);
  lines.trace(rows.requestBody.write({ body }));
  if (request.validatedContentType !== undefined) {
    lines.trace(rows.requestValidated.write({ contentType: request.validatedContentType }));
  }
}

/** Rows 12–18. A MOCK integration has none of them (recorded 2025-09-29, LocalStack test_invoke_test_method). */
function endpointRows(lines: RowList, execution: Execution, reaches: Reach): void {
  const { integration } = execution;
  if (integration === null) return;
  const { functionArn, http } = integration;
  if (functionArn === null && http === undefined) return;
  if (lines.tracing) {
    if (http !== undefined) sendingRows(lines, http.uri, maskHeaders(http.requestHeaders), integration);
    else lambdaRows(lines, execution, { ...integration, functionArn: functionArn! });
  }
  if (integration.call !== null && reaches === 'answer') {
    answerRows(lines, execution, integration.call, http?.responseHeaders);
  }
}

function lambdaRows(lines: RowList, execution: Execution, integration: LambdaIntegration): void {
  const headers = endpointRequestHeaders(execution, integration);
  sendingRows(lines, endpointUri(execution, integration), headers, integration);
}

function sendingRows(
  lines: RowList,
  uri: string,
  headers: HeaderList,
  { requestBody }: ExecutionIntegration,
): void {
  lines.trace(rows.endpointUri.write({ uri }));
  lines.trace(rows.endpointRequestHeaders.write({ map: writeMap(headers) }));
  lines.trace(rows.endpointRequestBody.write({ body: visiblePart(requestBody) }));
  lines.trace(rows.sending.write({ uri }));
}

/** Rows 16–18; at ERROR only the payload, and only where it is what failed (SPEC §6.2). */
function answerRows(
  lines: RowList,
  execution: Execution,
  call: ExecutionCall,
  httpHeaders: HeaderList | undefined,
): void {
  lines.called();
  if (lines.tracing) {
    const latencyMs = String(Math.round(call.latencyMs));
    lines.trace(rows.received.write({ status: String(call.status), latencyMs }));
    const headers = httpHeaders ?? endpointResponseHeaders(execution, call);
    lines.trace(rows.endpointResponseHeaders.write({ map: writeMap(headers) }));
  }
  const payload = rows.endpointResponseBody.write({ body: visiblePart(call.payload) });
  if (execution.outcome.kind === 'malformed-output') lines.errorTrace(payload);
  else lines.trace(payload);
}

/** Rows 19a–21. */
function endRows(lines: RowList, execution: Execution, reaches: Reach): void {
  const { outcome, response, integration } = execution;
  lines.called();
  if (outcome.kind === 'ok') {
    if (lines.tracing) {
      lines.trace(rows.responseBody.write({ body: bodyText(response.body) }));
      lines.trace(rows.responseHeaders.write({ map: writeMap(response.methodHeaders) }));
    }
    lines.info(rows.executionCompleted.write({}));
    lines.info(methodCompleted(response.status));
  } else {
    for (const sentence of logSentencesOf(outcome, sentenceFactsOf(execution))) lines.error(sentence);
    const { gatewayResponse } = response;
    if (gatewayResponse?.customised === true) {
      lines.error(
        rows.gatewayResponse.write({ type: gatewayResponse.type, status: String(response.status) }),
      );
    }
    // Refused by an authorizer, the line is missing (test/data/log-examples/g).
    if (reaches !== 'authorizer') lines.error(methodCompleted(response.status));
  }
  if (execution.isTest) return;
  // Only an AWS service gives an id.
  if (integration?.call != null && integration.http === undefined) {
    lines.info(rows.integrationRequestId.write({ lambdaRequestId: integration.call.requestId }));
  }
  // A throttled request ends without it (test/data/log-examples/e); the other refusals of the usage plan are chosen to do the same.
  if (reaches !== 'usage-plan') lines.info(rows.traceId.write({ traceId: traceRoot(execution.traceHeader) }));
}

function methodCompleted(status: number): string {
  return rows.methodCompleted.write({ status: String(status) });
}

const binaryData = '[Binary Data]';
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The log shows text; of a body that is none, it shows that it is none. What AWS tells them by is unknown: UTF-8 here. */
function bodyText(body: Uint8Array): string {
  if (!isUtf8(body)) return binaryData;
  // Four bytes make at most one character of the cut, and what is behind it is never seen.
  const seen = body.subarray(0, 4 * (logTextCharactersMax + 1));
  return utf8.decode(seen);
}
