// `$context.*`: one request's facts by the names that gateway responses and access logs use (SPEC §7, §8).
import { formatRequestTime } from '../proxy/request-time.ts';
import type { Execution } from './execution.ts';
import { entryOf } from './catalogue.ts';

/** All that is known before the response is made. */
export type ExecutionDraft = Omit<Execution, 'response' | 'latencyMs'>;

type Reader = (execution: ExecutionDraft) => string | null | undefined;

const readers: Readonly<Record<string, Reader>> = {
  accountId: (execution) => execution.accountId,
  apiId: (execution) => execution.apiId,
  deploymentId: (execution) => execution.deploymentId,
  domainName: (execution) => execution.request.domainName,
  domainPrefix: (execution) => execution.request.domainName.split('.')[0],
  'error.message': (execution) => entryOf(execution.outcome).message(execution.outcome),
  'error.messageString': (execution) => JSON.stringify(entryOf(execution.outcome).message(execution.outcome)),
  'error.responseType': (execution) => entryOf(execution.outcome).gatewayResponseType,
  'error.validationErrorString': (execution) =>
    execution.outcome.kind === 'bad-request-body' ? execution.outcome.validationError : null,
  extendedRequestId: (execution) => execution.extendedRequestId,
  httpMethod: (execution) => execution.request.method,
  'identity.apiKey': (execution) => execution.request.apiKey,
  'identity.apiKeyId': (execution) => execution.request.apiKeyId,
  'identity.sourceIp': (execution) => execution.request.sourceIp,
  'identity.userAgent': (execution) => execution.request.userAgent,
  path: (execution) => execution.request.pathWithStage,
  protocol: () => 'HTTP/1.1',
  requestId: (execution) => execution.requestId,
  requestTime: (execution) => formatRequestTime(execution.receivedAtMs),
  requestTimeEpoch: (execution) => String(execution.receivedAtMs),
  resourceId: (execution) => execution.route?.resourceId,
  resourcePath: (execution) => execution.route?.resourcePath,
  stage: (execution) => execution.stage,
  // AWS also has authorizer.*, authenticate.*, identity.cognito* and identity.clientCert.*, integration.*, waf.* …
};

/** The variable's text; null where AWS has no value for it, so `-` in an access log and nothing in a template. */
export function contextVariable(name: string, execution: ExecutionDraft): string | null {
  return readers[name]?.(execution) ?? null;
}
