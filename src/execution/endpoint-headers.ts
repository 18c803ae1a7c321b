// The headers between API Gateway and Lambda as the log shows them (SPEC §6.5, §6.3 row 17), made up where no record holds them.
import { hash } from 'node:crypto';
import { parseFunctionArn } from '../core/arn.ts';
import type { HeaderList } from '../core/header-list.ts';
import type { Execution, ExecutionCall, ExecutionIntegration } from './execution.ts';
import { mask } from './masking.ts';
import { traceRoot, traceSampled } from './trace-header.ts';

/** An integration that goes to Lambda. */
export type LambdaIntegration = ExecutionIntegration & { readonly functionArn: string };

/** As much of a record as the headers name. */
type EndpointFacts = Pick<Execution, 'apiId' | 'requestId' | 'region' | 'traceHeader'>;

function lambdaHost(execution: EndpointFacts, integration: LambdaIntegration): string {
  const region = parseFunctionArn(integration.functionArn)?.region ?? execution.region;
  return `lambda.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** Row 12: where the event is sent. */
export function endpointUri(execution: EndpointFacts, integration: LambdaIntegration): string {
  return `https://${lambdaHost(execution, integration)}/2015-03-31/functions/${integration.functionArn}/invocations`;
}

/** Row 13, in the order of 2022. AWS wrote other orders in 2019 and 2025 (SPEC §6.5). */
export function endpointRequestHeaders(execution: EndpointFacts, integration: LambdaIntegration): HeaderList {
  const { apiId, requestId } = execution;
  const signedAt = new Date(integration.sentAtMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  if (integration.type === 'AWS') {
    // The order of August 2025, recorded for this type (LocalStack test_apigw_test_invoke_method_api).
    return [
      ['x-amzn-lambda-integration-tag', requestId],
      ['Authorization', authorization(requestId, signedAt, execution.region)],
      ['X-Amz-Date', signedAt],
      ['x-amzn-apigateway-api-id', apiId],
      ...(integration.sourceArn === null ? [] : [['X-Amz-Source-Arn', integration.sourceArn] as const]),
      ['Accept', 'application/json'],
      ['User-Agent', `AmazonAPIGateway_${apiId}`],
      ['X-Amz-Security-Token', securityToken(requestId)],
    ];
  }
  return [
    ['X-Amz-Date', signedAt],
    ['x-amzn-apigateway-api-id', apiId],
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${apiId}`],
    ['Host', lambdaHost(execution, integration)],
    ['X-Amz-Content-Sha256', integration.requestBodySha256 ?? hash('sha256', integration.requestBody)],
    ['X-Amzn-Trace-Id', traceRoot(execution.traceHeader)],
    ['x-amzn-lambda-integration-tag', requestId],
    ['Authorization', authorization(requestId, signedAt, execution.region)],
    ['X-Amz-Source-Arn', integration.sourceArn ?? ''],
    ['X-Amz-Security-Token', securityToken(requestId)],
  ];
}

/** Row 17. */
export function endpointResponseHeaders(execution: Execution, call: ExecutionCall): HeaderList {
  const failed: HeaderList =
    call.functionError === null ? [] : [['X-Amz-Function-Error', call.functionError]];
  return [
    ['Date', new Date(call.receivedAtMs).toUTCString()],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(call.payloadBytes ?? Buffer.byteLength(call.payload))],
    ['Connection', 'keep-alive'],
    ['x-amzn-RequestId', call.requestId],
    ...failed,
    ['x-amzn-Remapped-Content-Length', '0'],
    ['X-Amz-Executed-Version', call.executedVersion],
    ['X-Amzn-Trace-Id', answeredTrace(execution)],
  ];
}

/** `root=…;sampled=0` (2022); for a custom integration as in the method's response (recorded August 2025: the same text). */
function answeredTrace({ traceHeader, integration }: Execution): string {
  const root = traceRoot(traceHeader);
  const sampled = traceSampled(traceHeader);
  return integration?.type === 'AWS'
    ? `${root};Sampled=${sampled}`
    : `root=${root.replace(/^Root=/, '')};sampled=${sampled}`;
}

const signedHeaders =
  'accept;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-source-arn;x-amzn-lambda-integration-tag;x-amzn-trace-id';

/** As long as the gateway's own signature would be, and masked as it would be: the last six digits come from the request. */
function authorization(requestId: string, signedAt: string, region: string): string {
  const scope = `${'A'.repeat(20)}/${signedAt.slice(0, 8)}/${region}/lambda/aws4_request`;
  const signature = hash('sha256', requestId);
  return mask(`AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`);
}

/** Long enough that the line is cut inside it, as every published one is; derived from the request, so always the same. */
function securityToken(requestId: string): string {
  return `IQoJb3JpZ2luX2Vj${hash('sha256', `token ${requestId}`, 'base64url').repeat(24)}`;
}
