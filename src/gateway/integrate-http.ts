// HTTP and HTTP_PROXY: the request goes to a web server, mapped or as it came; its answer likewise (SPEC §5.1 #4, #9, #18).
import { lastHeader, type HeaderList } from '../core/header-list.ts';
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ExecutionIntegration } from '../execution/execution.ts';
import type { Outcome } from '../execution/outcome.ts';
import { traceRoot } from '../execution/trace-header.ts';
import type { ExecuteContext, IntegrationResult } from './execute.ts';
import { askEndpoint, type HttpEndpointAnswer } from './http-endpoint.ts';
import { failed } from './integration-failure.ts';
import { mapRequest, passedThrough } from './mapping/map-request.ts';
import { mapResponse } from './mapping/map-response.ts';
import { mapRequestParameters, type RequestParameters } from './mapping/request-parameters.ts';
import { checkedHeaders, proxied } from './mapping/response-headers.ts';
import type { TemplateVariables } from './mapping/template-variables.ts';
import type { IntegrationSnapshot, RouteSnapshot, StageSnapshot } from './snapshot.ts';

type HttpIntegration = Extract<IntegrationSnapshot, { kind: 'http' }>;

interface EndpointRequest {
  readonly body: string;
  readonly bytes: Uint8Array;
  readonly parameters: RequestParameters;
  /** Null for a proxy, which has no templates. */
  readonly variables: TemplateVariables | null;
}

export async function integrateHttp(
  stage: StageSnapshot,
  route: RouteSnapshot,
  integration: HttpIntegration,
  draft: ExecutionDraft,
  context: ExecuteContext,
): Promise<IntegrationResult> {
  if (integration.illegalHeaderMapping !== null) {
    return failed({ kind: 'illegal-header-mapping', header: integration.illegalHeaderMapping });
  }
  const { model, isProxy } = integration;
  const request = endpointRequest(integration, draft, stage);
  if ('outcome' in request) return failed(request.outcome);
  const url = urlOf(integration.uri, request.parameters, isProxy ? draft.request.query : []);
  if (url === null) return failed({ kind: 'invalid-endpoint', uri: integration.uri });
  const headers = requestHeaders(integration, request, draft);
  const sentAtMs = context.clock.nowMs();
  const startedMs = context.clock.elapsedMs();
  const answer = await askEndpoint(
    {
      url,
      method:
        model.httpMethod === null || model.httpMethod === 'ANY' ? draft.request.method : model.httpMethod,
      headers,
      body: request.bytes,
      timeoutMs: integration.timeoutMs,
      skipVerification: model.insecureSkipVerification === true,
    },
    context.clock,
  );
  const record: ExecutionIntegration = {
    type: isProxy ? 'HTTP_PROXY' : 'HTTP',
    functionArn: null,
    sourceArn: null,
    requestBody: request.body,
    sentAtMs,
    timeoutMs: integration.timeoutMs,
    http: {
      uri: url,
      requestHeaders: headers,
      responseHeaders: answer.kind === 'answered' ? answer.headers : [],
    },
    call: null,
  };
  if (answer.kind !== 'answered') return failed(failureOutcome(answer, integration), record);
  const called: ExecutionIntegration = {
    ...record,
    call: {
      status: answer.status,
      requestId: '',
      receivedAtMs: context.clock.nowMs(),
      latencyMs: Math.round(context.clock.elapsedMs() - startedMs),
      functionError: null,
      executedVersion: '',
      payload: Buffer.from(answer.body).toString(),
    },
  };
  if (request.variables === null) return passOn(answer, called);
  const response = mapResponse(
    integration.responses,
    route.model,
    {
      status: answer.status,
      selectedBy: String(answer.status),
      headers: answer.headers,
      body: answer.body,
      contentType: lastHeader(answer.headers, 'content-type'),
    },
    request.variables,
    draft,
    stage,
  );
  return response.ok
    ? { integration: called, outcome: { kind: 'ok' }, response }
    : failed(response.outcome, called);
}

function endpointRequest(
  integration: HttpIntegration,
  draft: ExecutionDraft,
  stage: StageSnapshot,
): EndpointRequest | { readonly outcome: Outcome } {
  const { model } = integration;
  if (integration.isProxy) {
    const parameters = mapRequestParameters(model.requestParameters, draft, stage);
    return { ...passedThrough(model, draft), parameters, variables: null };
  }
  const mapped = mapRequest(model, integration.templates, draft, stage);
  return mapped.ok ? mapped : { outcome: mapped.outcome };
}

/** Host and path of the URI with its `{parameters}`, then its own query, the client's (proxies) and the mapped one. */
function urlOf(uri: string, parameters: RequestParameters, clientQuery: HeaderList): string | null {
  const filled = uri.replaceAll(/\{([^{}]+)\}/g, (all, name: string) => {
    const value = parameters.path.get(name.replace(/\+$/, ''));
    return value === undefined ? all : value;
  });
  if (!/^https?:\/\/[^/?#\s]/i.test(filled)) return null;
  const added = new URLSearchParams();
  for (const [name, value] of clientQuery) added.append(name, value);
  for (const [name, values] of parameters.query) for (const value of values) added.append(name, value);
  const query = added.toString();
  const joined = query === '' ? filled : `${filled}${filled.includes('?') ? '&' : '?'}${query}`;
  return URL.canParse(joined) ? joined : null;
}

/** Dropped from what a client sent on its way through a proxy (Host and Content-Encoding: LocalStack's measurements). */
const notPassed: ReadonlySet<string> = new Set([
  'host',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'via',
  'connection',
  'keep-alive',
  'upgrade',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
]);
/** Cannot be set by a mapping either; undici would refuse some of them. */
const neverSent: ReadonlySet<string> = new Set([
  'expect',
  'proxy-authenticate',
  'te',
  'via',
  'connection',
  'keep-alive',
  'upgrade',
]);

/** Mapped headers first, then the gateway's own, as the published test of an HTTP integration logs them (2025-02-04). */
function requestHeaders(
  { isProxy }: HttpIntegration,
  { parameters, bytes }: EndpointRequest,
  draft: ExecutionDraft,
): HeaderList {
  const mapped = [...parameters.headers].flatMap(([name, values]) =>
    neverSent.has(name.toLowerCase()) ? [] : values.map((value) => [name, value] as const),
  );
  const taken = new Set(mapped.map(([name]) => name.toLowerCase()));
  const headers: (readonly [string, string])[] = isProxy
    ? draft.request.headers.filter(
        ([name]) => !notPassed.has(name.toLowerCase()) && !taken.has(name.toLowerCase()),
      )
    : [];
  headers.push(...mapped);
  for (const [name] of headers) taken.add(name.toLowerCase());
  const add = (name: string, value: string): void => {
    if (!taken.has(name.toLowerCase())) headers.push([name, value]);
  };
  const contentType = lastHeader(draft.request.headers, 'content-type');
  if (bytes.byteLength > 0) add('Content-Type', contentType ?? 'application/json');
  headers.push(['x-amzn-apigateway-api-id', draft.apiId]);
  add('Accept', 'application/json');
  add('User-Agent', `AmazonAPIGateway_${draft.apiId}`);
  headers.push(['X-Amzn-Trace-Id', traceRoot(draft.traceHeader)]);
  return headers.map(([name, value]) => [name, sendable(value)] as const);
}

// oxlint-disable-next-line no-control-regex -- what a header's value cannot hold
const unsendable = /[\0-\x08\x0a-\x1f\x7f]/g;
// oxlint-disable-next-line no-control-regex -- what is beyond goes out as UTF-8, one character a byte
const latin1 = /^[\0-\xff]*$/;

function sendable(value: string): string {
  const bytes = latin1.test(value) ? value : Buffer.from(value).toString('latin1');
  return bytes.replaceAll(unsendable, ' ');
}

function failureOutcome(
  answer: Exclude<HttpEndpointAnswer, { readonly kind: 'answered' }>,
  { timeoutMs, uri }: HttpIntegration,
): Outcome {
  switch (answer.kind) {
    case 'timeout':
      return { kind: 'integration-timeout', timeoutMs };
    case 'unknown-host':
      return { kind: 'invalid-endpoint', uri };
    case 'tls':
      return { kind: 'endpoint-tls-failed', detail: answer.detail };
    case 'too-large':
      return {
        kind: 'mapping-failed',
        message: 'Integration response is larger than allowed maximum of 10485760 bytes.',
      };
    case 'network':
      return { kind: 'integration-network-error', detail: answer.detail };
  }
}

/** A proxy's answer goes on as it is, but for the headers that are the gateway's (recorded 2024-07-18). */
function passOn(
  answer: Extract<HttpEndpointAnswer, { readonly kind: 'answered' }>,
  integration: ExecutionIntegration,
): IntegrationResult {
  const methodHeaders = proxied(answer.headers);
  const checked = checkedHeaders(methodHeaders);
  if (!checked.ok) return failed(checked.outcome, integration);
  const hasType = methodHeaders.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    integration,
    outcome: { kind: 'ok' },
    response: {
      status: answer.status,
      headers: hasType ? methodHeaders : [...methodHeaders, ['Content-Type', 'application/json']],
      methodHeaders,
      body: answer.body,
    },
  };
}
