// An execution as the log store keeps it: what its log lines are rendered from, at its logging settings, and no more.
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { logTextCharactersMax } from '../core/limits.ts';
import { entryOf } from '../execution/catalogue.ts';
import { endOf, executionLog } from '../execution/execution-log.ts';
import type {
  Execution,
  ExecutionAuthorizer,
  ExecutionCall,
  ExecutionIntegration,
  ExecutionRequest,
  ExecutionResponse,
} from '../execution/execution.ts';
import { mask, maskHeaders } from '../execution/masking.ts';
import { visiblePart } from '../execution/truncation.ts';
import type { LogEntry } from '../store/log-store.ts';
import type { LogEvent } from './telemetry.ts';

/** The log group of a stage (SPEC §6.1). */
export function executionLogGroup(apiId: string, stage: string): string {
  return `API-Gateway-Execution-Logs_${apiId}/${stage}`;
}

/** Whether its log has any line. */
export function isLogged({ logging, outcome }: Execution): boolean {
  if (logging.level === 'OFF') return false;
  if (logging.level === 'ERROR' && outcome.kind === 'ok') return false;
  return entryOf(outcome).reaches !== 'nothing';
}

/** When its first and its last line were written. */
export function timesOf(execution: Execution): { readonly timeMs: number; readonly endMs: number } {
  const timeMs = execution.receivedAtMs;
  return { timeMs, endMs: Math.max(timeMs, endOf(execution)) };
}

/** The body is kept as text, or null where it is none: the log shows then that it is none. */
interface KeptResponse extends Omit<ExecutionResponse, 'body'> {
  readonly body: string | null;
}

/** Who signed the request is in no line. */
type KeptExecution = Omit<Execution, 'response' | 'caller'> & {
  readonly response: KeptResponse;
  readonly caller: undefined;
};

/**
 * JSON. Bodies are cut to what a line can show, and secrets are masked as a line masks them; without data trace neither
 * bodies nor headers nor parameters are kept at all, for their owner did not want them written down.
 */
export function writeRecord(execution: Execution): string {
  const traced = execution.logging.dataTrace;
  const { request, integration, authorizer, response } = execution;
  const kept: KeptExecution = {
    ...execution,
    caller: undefined,
    request: keptRequest(request, traced),
    integration: integration === null ? null : keptIntegration(integration, traced),
    response: { ...response, headers: [], ...keptAnswer(response, traced) },
  };
  if (authorizer === undefined) return JSON.stringify(kept);
  return JSON.stringify({ ...kept, authorizer: keptAuthorizer(authorizer, traced) });
}

function keptRequest(request: ExecutionRequest, traced: boolean): ExecutionRequest {
  const apiKey = request.apiKey === null ? null : mask(request.apiKey);
  return traced
    ? { ...request, apiKey, headers: maskHeaders(request.headers), body: visiblePart(request.body) }
    : { ...request, apiKey, headers: [], query: [], pathParameters: [], body: '' };
}

function keptIntegration(integration: ExecutionIntegration, traced: boolean): ExecutionIntegration {
  const { requestBody, call, http } = integration;
  return {
    ...integration,
    ...(http !== undefined && { http: keptHttp(http, traced) }),
    ...(traced ? keptRequestBody(requestBody) : { requestBody: '' }),
    call: call === null ? null : traced ? keptPayload(call) : { ...call, payload: '' },
  };
}

type Http = NonNullable<ExecutionIntegration['http']>;

function keptHttp({ uri, requestHeaders, responseHeaders }: Http, traced: boolean): Http {
  return traced
    ? { uri, requestHeaders: maskHeaders(requestHeaders), responseHeaders }
    : { uri: '', requestHeaders: [], responseHeaders: [] };
}

function keptRequestBody(
  requestBody: string,
): Pick<ExecutionIntegration, 'requestBody' | 'requestBodySha256'> {
  if (requestBody.length <= logTextCharactersMax) return { requestBody };
  return { requestBody: visiblePart(requestBody), requestBodySha256: hash('sha256', requestBody) };
}

function keptPayload(call: ExecutionCall): ExecutionCall {
  const { payload } = call;
  if (payload.length <= logTextCharactersMax) return call;
  return { ...call, payload: visiblePart(payload), payloadBytes: Buffer.byteLength(payload) };
}

function keptAuthorizer(authorizer: ExecutionAuthorizer, traced: boolean): ExecutionAuthorizer {
  const { identity, integration, principalId } = authorizer;
  return {
    ...authorizer,
    identity: traced ? identity.map(([name, value]) => [name, mask(value)]) : [],
    integration: integration === null ? null : keptIntegration(integration, traced),
    principalId: principalId === null ? null : mask(principalId),
    context: {},
    claims: null,
  };
}

function keptAnswer(
  { body, methodHeaders }: ExecutionResponse,
  traced: boolean,
): Pick<KeptResponse, 'body' | 'methodHeaders'> {
  if (!traced) return { body: '', methodHeaders: [] };
  // Four bytes make at most one character of the cut.
  const seen = Buffer.from(
    body.buffer,
    body.byteOffset,
    Math.min(body.byteLength, 4 * (logTextCharactersMax + 1)),
  );
  return { body: isUtf8(body) ? visiblePart(seen.toString()) : null, methodHeaders };
}

const noText = new Uint8Array([0xff]);

/** The execution as far as it was kept. */
export function readRecord(record: string): Execution {
  const { caller: _caller, ...kept } = JSON.parse(record) as KeptExecution;
  const { body } = kept.response;
  return { ...kept, response: { ...kept.response, body: body === null ? noText : Buffer.from(body) } };
}

/** @param part A record is found at two times where its lines have two. */
export function linesOfRecord(record: string, part: 'whole' | 'begin' | 'end'): readonly LogEvent[] {
  const execution = readRecord(record);
  const { endMs } = timesOf(execution);
  const lines = executionLog(execution).map(({ timestampMs, text }) => ({ timestampMs, message: text }));
  if (part === 'whole') return lines;
  return lines.filter(({ timestampMs }) => (timestampMs === endMs) === (part === 'end'));
}

/** The events that an entry is read as. */
export function eventsOfEntry({
  kind,
  timeMs,
  content,
}: Pick<LogEntry, 'kind' | 'timeMs' | 'content'>): readonly LogEvent[] {
  switch (kind) {
    case 'record':
      return linesOfRecord(content, 'whole');
    case 'texts':
      return (JSON.parse(content) as string[]).map((message) => ({ timestampMs: timeMs, message }));
    case 'text':
      return [{ timestampMs: timeMs, message: content }];
  }
}
