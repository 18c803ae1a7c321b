// TestInvokeAuthorizer: one run of the current, undeployed authorizer, with its log (SPEC §1.7).
import type { TestInvokeAuthorizerRequest, TestInvokeAuthorizerResponse } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { findAuthorizer } from './lookups.ts';
import { testHeaders } from './test-headers.ts';

/** @throws AwsError NotFoundException */
export async function testInvokeAuthorizer(
  input: TestInvokeAuthorizerRequest,
  context: OperationContext,
): Promise<TestInvokeAuthorizerResponse> {
  const { api, authorizer } = await findAuthorizer(context, input);
  const result = await context.gateway.testInvokeAuthorizer({
    apiId: api.id,
    authorizerId: authorizer.id,
    headers: testHeaders(input.headers, input.multiValueHeaders),
    pathWithQueryString: input.pathWithQueryString || undefined,
    body: input.body,
    stageVariables: input.stageVariables,
    additionalContext: input.additionalContext,
  });
  const { authorization, claims } = result;
  return present({
    clientStatus: result.clientStatus,
    log: result.log,
    latency: Math.round(result.latencyMs),
    principalId: result.principalId,
    policy: result.policy,
    authorization: authorization && mapLists(authorization),
    claims: claims && { ...claims },
  });
}

function mapLists(lists: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, [...values]]));
}
