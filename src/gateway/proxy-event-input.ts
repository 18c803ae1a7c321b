// From the gateway's words to the event's: what of a request the function is told (SPEC §3).
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ProxyEventInput } from '../proxy/event.ts';
import type { MethodModel } from './model.ts';
import type { StageSnapshot } from './snapshot.ts';

/** As much of a route as the event names. */
export interface EventRoute {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly model: Pick<MethodModel, 'operationName' | 'apiKeyRequired'>;
}

export function proxyEventInput(
  stage: StageSnapshot,
  route: EventRoute,
  draft: ExecutionDraft,
): ProxyEventInput {
  const { request } = draft;
  const dot = request.domainName.indexOf('.');
  return {
    resource: route.resourcePath,
    path: request.path,
    httpMethod: request.method,
    headers: request.headers,
    query: request.query,
    pathParameters: request.pathParameters,
    stageVariables: stage.variables,
    requestContext: {
      resourceId: route.resourceId,
      operationName: route.model.operationName,
      authorizer: authorizerMembers(draft),
      extendedRequestId: draft.extendedRequestId,
      requestTimeEpoch: draft.receivedAtMs,
      path: request.pathWithStage,
      accountId: draft.accountId,
      stage: draft.stage,
      domainPrefix: dot === -1 ? request.domainName : request.domainName.slice(0, dot),
      requestId: draft.requestId,
      identity: {
        sourceIp: request.sourceIp,
        userAgent: request.userAgent,
        apiKey:
          (route.model.apiKeyRequired || draft.isTest) && request.apiKey !== null
            ? { value: request.apiKey, id: request.apiKeyId ?? '' }
            : null,
        caller: draft.isTest ? testCaller(draft.accountId) : (draft.caller ?? null),
      },
      domainName: request.domainName,
      deploymentId: draft.isTest ? null : draft.deploymentId,
      apiId: draft.apiId,
    },
    body: request.body,
    isBase64Encoded: request.isBinary,
  };
}

/** What the authorizer says of the caller (SPEC §1.7); a Cognito authorizer says it as claims. */
function authorizerMembers({ authorizer }: ExecutionDraft): Readonly<Record<string, unknown>> | null {
  if (authorizer === undefined) return null;
  const { context, principalId, claims, latencyMs } = authorizer;
  return claims === null ? { ...context, principalId, integrationLatency: latencyMs } : { claims };
}

/** In a test the caller is whoever pressed the button (SPEC §1.6); Varco knows nobody but the account's root. */
function testCaller(accountId: string) {
  return {
    accessKey: 'test-invoke-access-key',
    accountId,
    caller: accountId,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    user: accountId,
    userArn: `arn:aws:iam::${accountId}:root`,
  };
}
