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
  'identity.accessKey': (execution) => execution.caller?.accessKey,
  'identity.accountId': (execution) => execution.caller?.accountId,
  'identity.caller': (execution) => execution.caller?.caller,
  'identity.cognitoAuthenticationProvider': (execution) => execution.caller?.cognitoAuthenticationProvider,
  'identity.cognitoAuthenticationType': (execution) => execution.caller?.cognitoAuthenticationType,
  'identity.cognitoIdentityId': (execution) => execution.caller?.cognitoIdentityId,
  'identity.cognitoIdentityPoolId': (execution) => execution.caller?.cognitoIdentityPoolId,
  'identity.principalOrgId': (execution) => execution.caller?.principalOrgId,
  'identity.user': (execution) => execution.caller?.user,
  'identity.userArn': (execution) => execution.caller?.userArn,
  'identity.sourceIp': (execution) => execution.request.sourceIp,
  'identity.userAgent': (execution) => execution.request.userAgent,
  path: (execution) => execution.request.pathWithStage,
  protocol: () => 'HTTP/1.1',
  isCanaryRequest: (execution) => String(execution.isCanary === true),
  requestId: (execution) => execution.requestId,
  requestTime: (execution) => formatRequestTime(execution.receivedAtMs),
  requestTimeEpoch: (execution) => String(execution.receivedAtMs),
  resourceId: (execution) => execution.route?.resourceId,
  resourcePath: (execution) => execution.route?.resourcePath,
  stage: (execution) => execution.stage,
  'authorizer.integrationLatency': (execution) => latencyText(execution.authorizer?.latencyMs),
  'authorizer.integrationStatus': (execution) =>
    execution.authorizer?.integration?.call?.status.toString() ?? null,
  'authorizer.latency': (execution) => latencyText(execution.authorizer?.latencyMs),
  'authorizer.requestId': (execution) => execution.authorizer?.integration?.call?.requestId,
  // AWS also has authenticate.*, authorize.*, authorizer.status, identity.clientCert.*, integration.*, waf.* …
};

/** The variable's text; null where AWS has no value for it, so `-` in an access log and nothing in a template. */
export function contextVariable(name: string, execution: ExecutionDraft): string | null {
  // A name of Object.prototype is no variable.
  if (Object.hasOwn(readers, name)) return readers[name]!(execution) ?? null;
  return name.startsWith(ofAuthorizer)
    ? authorizerVariable(name.slice(ofAuthorizer.length), execution)
    : null;
}

const ofAuthorizer = 'authorizer.';
const ofClaims = 'claims.';

/** `authorizer.principalId`, `authorizer.claims.{claim}`, or what the authorizer's function gave under the name. */
function authorizerVariable(name: string, { authorizer }: ExecutionDraft): string | null {
  if (authorizer === undefined) return null;
  if (name === 'principalId') return authorizer.claims === null ? authorizer.principalId : null;
  if (name.startsWith(ofClaims)) return authorizer.claims?.[name.slice(ofClaims.length)] ?? null;
  return Object.hasOwn(authorizer.context, name) ? authorizer.context[name]! : null;
}

function latencyText(latencyMs: number | undefined): string | null {
  return latencyMs === undefined ? null : String(Math.round(latencyMs));
}

/** Every variable that has a value, with its dotted name: what a mapping template finds in `$context`. */
export function* contextEntries(execution: ExecutionDraft): Iterable<readonly [name: string, value: string]> {
  for (const [name, read] of Object.entries(readers)) {
    // There is no error while templates are rendered.
    const value = name.startsWith('error.') ? null : read(execution);
    if (value !== null && value !== undefined) yield [name, value];
  }
  const { authorizer } = execution;
  if (authorizer === undefined) return;
  if (authorizer.claims !== null) {
    for (const [claim, value] of Object.entries(authorizer.claims))
      yield [`authorizer.claims.${claim}`, value];
  } else if (authorizer.principalId !== null) {
    yield ['authorizer.principalId', authorizer.principalId];
  }
  for (const [name, value] of Object.entries(authorizer.context)) yield [`authorizer.${name}`, value];
}
