// Requests as OpenTelemetry spans: one for the gateway, a child for each call to a function or backend.
import { parseFunctionArn } from '../../core/arn.ts';
import type { Execution, ExecutionIntegration } from '../../execution/execution.ts';

/** OTLP's JSON: ids in hex, 64-bit numbers as text. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 2 | 3;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: 0 | 2; readonly message?: string };
}

export interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly intValue: string };
}

const server = 2;
const client = 3;

export function spansOf(execution: Execution): readonly Span[] {
  const { request, route, response, receivedAtMs, latencyMs, outcome } = execution;
  const { traceId, parentSpanId } = traceOf(execution);
  const spanId = spanIdOf(execution.requestId);
  const own: Span = {
    traceId,
    spanId,
    ...(parentSpanId !== null && { parentSpanId }),
    name: route === null ? request.method : `${request.method} ${route.resourcePath}`,
    kind: server,
    startTimeUnixNano: nano(receivedAtMs),
    endTimeUnixNano: nano(receivedAtMs + latencyMs),
    attributes: attributes({
      'http.request.method': request.method,
      'http.route': route?.resourcePath,
      'url.path': request.pathWithStage,
      'http.response.status_code': response.status,
      'client.address': request.sourceIp,
      'user_agent.original': request.userAgent,
      'cloud.provider': 'aws',
      'cloud.region': execution.region,
      'cloud.account.id': execution.accountId,
      'aws.request_id': execution.requestId,
      'aws.apigateway.api_id': execution.apiId,
      'aws.apigateway.stage': execution.stage,
      'varco.outcome': outcome.kind,
    }),
    status: response.status >= 500 ? { code: 2, message: outcome.kind } : { code: 0 },
  };
  const calls = [execution.authorizer?.integration ?? null, execution.integration];
  return [own, ...calls.flatMap((call) => callSpan(call, own, execution))];
}

function callSpan(
  integration: ExecutionIntegration | null,
  { traceId, spanId: parentSpanId, endTimeUnixNano }: Span,
  { requestId }: Execution,
): readonly Span[] {
  if (integration === null || integration.type === 'MOCK') return [];
  const { functionArn, call, sentAtMs, http } = integration;
  const name = functionArn === null ? null : (parseFunctionArn(functionArn)?.functionName ?? functionArn);
  const isFailed = call === null || call.status >= 500 || call.functionError !== null;
  return [
    {
      traceId,
      spanId: spanIdOf(call?.requestId || `${sentAtMs} ${requestId}`),
      parentSpanId,
      name: name ?? 'http',
      kind: client,
      startTimeUnixNano: nano(sentAtMs),
      endTimeUnixNano: call === null ? endTimeUnixNano : nano(sentAtMs + call.latencyMs),
      attributes: attributes({
        'faas.invoked_name': name,
        'faas.invoked_provider': name === null ? null : 'aws',
        'aws.lambda.invoked_arn': functionArn,
        'faas.version': call?.executedVersion,
        'aws.request_id': call?.requestId,
        'http.response.status_code': call?.status,
        'url.full': http?.uri,
        'error.type': call?.functionError ?? (call === null ? 'timeout' : null),
      }),
      status: { code: isFailed ? 2 : 0 },
    },
  ];
}

/** X-Ray's `Root=1-{8 hex}-{24 hex};Parent={16 hex}` has the same bits as an OpenTelemetry trace. */
function traceOf({ traceHeader, requestId }: Execution): {
  readonly traceId: string;
  readonly parentSpanId: string | null;
} {
  const root = /Root=1-([0-9a-f]{8})-([0-9a-f]{24})/i.exec(traceHeader);
  const parent = /Parent=([0-9a-f]{16})/i.exec(traceHeader)?.[1] ?? null;
  const traceId = root === null ? requestId.replaceAll('-', '').padEnd(32, '0') : `${root[1]}${root[2]}`;
  return { traceId: traceId.slice(0, 32).toLowerCase(), parentSpanId: parent?.toLowerCase() ?? null };
}

/** The random end of a UUID, or what is left of any other text. */
function spanIdOf(id: string): string {
  const hex = id.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
  const found = hex.slice(-16).padStart(16, '1');
  return found === '0'.repeat(16) ? '1'.padStart(16, '0') : found;
}

function nano(ms: number): string {
  return (BigInt(Math.round(ms * 1000)) * 1000n).toString();
}

export function attributes(
  values: Readonly<Record<string, string | number | null | undefined>>,
): readonly Attribute[] {
  return Object.entries(values).flatMap(([key, value]): readonly Attribute[] => {
    if (value === undefined || value === null || value === '') return [];
    return [{ key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } }];
  });
}
