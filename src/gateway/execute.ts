// A request's way through the gateway, in AWS's order (SPEC §0.3): route, guards, event, invocation, response, record.
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { messageOf } from '../core/errors.ts';
import { lastHeader, type HeaderList } from '../core/header-list.ts';
import type { Ids } from '../core/ids.ts';
import type { KeyLookup } from '../core/signature/verify-signature.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import { entryOf } from '../execution/catalogue.ts';
import type {
  Execution,
  ExecutionIntegration,
  ExecutionRequest,
  ExecutionResponse,
} from '../execution/execution.ts';
import type { Outcome } from '../execution/outcome.ts';
import type { FunctionInvoker } from '../lambda/invocation.ts';
import { parseQueryString } from '../proxy/query-string.ts';
import { readEventBody } from '../proxy/request-body.ts';
import { eventHeaders, type EventHeaders } from '../proxy/request-headers.ts';
import type { ApiKeys } from './api-keys.ts';
import type { KeySets } from './authorizers/key-sets.ts';
import { answerFailure } from './gateway-response.ts';
import { checkGuards } from './guards.ts';
import { integrate } from './integrate.ts';
import type { RequestBody } from './request-body.ts';
import type { RequestPath } from './request-path.ts';
import type { RouteMatch } from './router.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';
import type { Throttle } from './throttle.ts';
import { isTraced, tracedMethodHeaders } from './traced-headers.ts';

export interface GatewayRequest {
  readonly method: string;
  readonly path: RequestPath;
  /** Node's flat list: name, value, name, value … */
  readonly rawHeaders: readonly string[];
  /** The same, joined by name in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly host: string;
  /** Verb and target as they came, which is what a signature covers. */
  readonly wireMethod: string;
  readonly wireTarget: string;
  /** True for the API's execute-api name and the paths that stand for it. */
  readonly isDefaultEndpoint: boolean;
  /** The custom domain that led here; null for none. */
  readonly customDomain: string | null;
  readonly body: RequestBody;
  readonly targetTooLong: boolean;
  readonly clientIp: string;
  /** The client's own `x-amzn-RequestId` (SPEC §7). */
  readonly wantedRequestId: string | string[] | undefined;
}

/** Where no stage answers to the name, only these facts are known. */
export interface NoStage {
  readonly accountId: string;
  readonly region: string;
  readonly apiId: string;
  readonly stage: string;
}

export type StageOrNone = StageSnapshot | NoStage;

export interface ExecuteContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly functions: FunctionInvoker;
  /** Shared by all APIs of the account (SPEC §10). */
  readonly accountThrottle: Throttle;
  /** Keys that sign requests of methods with AWS_IAM. */
  readonly keys: KeyLookup;
  /** Keys that sign the tokens of Cognito's user pools. */
  readonly keySets: KeySets;
  readonly apiKeys: ApiKeys;
}

/** What the integration made of the request: how it ended, and the response if it made one. */
export interface IntegrationResult {
  readonly integration: ExecutionIntegration | null;
  readonly outcome: Outcome;
  readonly response: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly methodHeaders: HeaderList;
    readonly body: Uint8Array;
  } | null;
}

/** Never rejects: a defect becomes the outcome `defect`, answered as 500 and recorded with its cause. */
export async function executeRequest(
  stageOrNone: StageOrNone,
  request: GatewayRequest,
  context: ExecuteContext,
): Promise<Execution> {
  const receivedAtMs = context.clock.nowMs();
  const startedMs = context.clock.elapsedMs();
  const stage = 'router' in stageOrNone ? stageOrNone : null;
  const match = stage?.router.match(request.method, request.path.routePath) ?? null;
  const headers = eventHeaders(request.rawHeaders, {
    traceHeader: `Root=${context.ids.traceId(receivedAtMs)}`,
    clientIp: request.clientIp,
    host: request.host,
    // What a client of AWS always has, TLS on 443, though Varco itself speaks plain HTTP.
    port: '443',
    protocol: 'https',
  });
  let draft = draftOf(stageOrNone, request, headers.list, match, receivedAtMs, context);
  if (stage?.isCanary === true) draft = { ...draft, isCanary: true };

  let result: IntegrationResult;
  try {
    const verdict = checkGuards(stage, match?.route ?? null, request, draft, context);
    const guarded = verdict instanceof Promise ? await verdict : verdict;
    if (guarded !== null) draft = guarded.draft;
    const refused = guarded?.outcome ?? refusedHeader(headers);
    result =
      refused === null
        ? await integrate(stage!, match!.route, draft, context)
        : { integration: null, outcome: refused, response: null };
  } catch (thrown) {
    process.stderr.write(
      `varco: defect while serving ${request.method} ${request.path.pathWithStage}: ${describe(thrown)}\n`,
    );
    const outcome: Outcome = { kind: 'defect', message: messageOf(thrown) };
    result = { integration: null, outcome, response: null };
  }
  const ended: ExecutionDraft = { ...draft, integration: result.integration, outcome: result.outcome };
  return {
    ...ended,
    response: respond(ended, result, stage),
    latencyMs: context.clock.elapsedMs() - startedMs,
  };
}

function refusedHeader(headers: EventHeaders): Outcome | null {
  return headers.refused === null ? null : { kind: 'request-header-refused', header: headers.refused };
}

function describe(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const account = { level: 'OFF', dataTrace: false } as const;

/** The record as it stands when the request has been read; integration and outcome come later. */
function draftOf(
  stage: StageOrNone,
  request: GatewayRequest,
  headers: HeaderList,
  match: RouteMatch<RouteSnapshot> | null,
  receivedAtMs: number,
  context: ExecuteContext,
): ExecutionDraft {
  const { ids } = context;
  const compiled = 'router' in stage ? stage : null;
  const route = match?.route ?? null;
  const wanted = request.wantedRequestId;
  return {
    requestId: typeof wanted === 'string' && uuid.test(wanted) ? wanted : ids.uuid(),
    extendedRequestId: ids.extendedRequestId(),
    traceHeader: lastHeader(headers, 'x-amzn-trace-id')!,
    isTest: false,
    accountId: stage.accountId,
    region: stage.region,
    apiId: stage.apiId,
    apiName: compiled?.apiName ?? '',
    stage: stage.stage,
    deploymentId: compiled?.deploymentId ?? '',
    logging: route?.logging ?? compiled?.logging ?? account,
    request: requestOf(request, compiled, headers, match?.pathParameters ?? []),
    route:
      route === null
        ? null
        : {
            resourceId: route.resourceId,
            resourcePath: route.resourcePath,
            method: route.method,
            operationName: route.model.operationName,
            apiKeyRequired: route.model.apiKeyRequired,
          },
    integration: null,
    outcome: { kind: 'ok' },
    receivedAtMs,
  };
}

function requestOf(
  request: GatewayRequest,
  stage: StageSnapshot | null,
  headers: HeaderList,
  pathParameters: HeaderList,
): ExecutionRequest {
  const bytes = request.body.kind === 'read' ? request.body.bytes : new Uint8Array(0);
  const body =
    stage === null || bytes.byteLength === 0
      ? { text: '', isBase64Encoded: false }
      : readEventBody(bytes, lastHeader(headers, 'content-type'), stage.binaryMediaTypes);
  return {
    method: request.method,
    path: request.path.path,
    pathWithStage: request.path.pathWithStage,
    headers,
    query: parseQueryString(request.path.queryString),
    pathParameters,
    body: body.text,
    isBinary: body.isBase64Encoded,
    bodyBytes: bytes.byteLength,
    sourceIp: request.clientIp,
    userAgent: lastHeader(headers, 'user-agent') ?? null,
    domainName: request.customDomain ?? domainNameOf(request.host, stage),
    apiKey: lastHeader(headers, 'x-api-key') ?? null,
    apiKeyId: null,
  };
}

/** The host the client asked for where it is an execute-api name; else the name the API has on AWS. */
function domainNameOf(host: string, stage: StageSnapshot | null): string {
  if (stage !== null && !host.includes('.execute-api.')) return stage.domainName;
  const colon = host.indexOf(':');
  return colon === -1 ? host : host.slice(0, colon);
}

function respond(
  draft: ExecutionDraft,
  result: IntegrationResult,
  stage: StageSnapshot | null,
): ExecutionResponse {
  const ids: HeaderList = [
    ['x-amzn-RequestId', draft.requestId],
    ['x-amz-apigw-id', draft.extendedRequestId],
  ];
  if (result.response !== null) {
    const type = draft.integration?.type;
    const trace = isTraced(type) ? traceHeaderOf(draft) : [];
    return {
      status: result.response.status,
      headers: [...result.response.headers, ...ids, ...trace],
      methodHeaders: tracedMethodHeaders(type, result.response.methodHeaders, trace),
      body: result.response.body,
      gatewayResponse: null,
    };
  }
  const answer = answerFailure(draft, stage);
  return {
    status: answer.status,
    headers: [...answer.headers, ...ids, ...(entryOf(draft.outcome).traceHeader ? traceHeaderOf(draft) : [])],
    methodHeaders: [],
    body: answer.body,
    gatewayResponse: answer.gatewayResponse,
  };
}

function traceHeaderOf(draft: ExecutionDraft): HeaderList {
  const sampled = draft.traceHeader.includes('Sampled=');
  return [['X-Amzn-Trace-Id', sampled ? draft.traceHeader : `${draft.traceHeader};Sampled=0`]];
}
