// From the gateway's words to the event's: what of a request the function is told (SPEC §3).
import type { ExecutionDraft } from '../execution/context-variable.ts';
import type { ProxyEventInput } from '../proxy/event.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';

export function proxyEventInput(
  stage: StageSnapshot,
  route: RouteSnapshot,
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
      authorizer: null,
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
        caller: draft.isTest ? testCaller(draft.accountId) : null,
      },
      domainName: request.domainName,
      deploymentId: draft.isTest ? null : draft.deploymentId,
      apiId: draft.apiId,
    },
    body: request.body,
    isBase64Encoded: request.isBinary,
  };
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
