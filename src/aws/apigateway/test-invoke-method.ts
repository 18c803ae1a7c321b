// TestInvokeMethod: the console's Test: one run of the current, undeployed configuration, with its log (SPEC §1.6).
import type { TestInvokeMethodRequest, TestInvokeMethodResponse } from '@aws-sdk/client-api-gateway';
import { testInvokeAnswer } from '../../execution/test-invoke-answer.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { findResource } from './lookups.ts';
import { testHeaders } from './test-headers.ts';

/** @throws AwsError NotFoundException, NotImplemented */
export async function testInvokeMethod(
  input: TestInvokeMethodRequest,
  context: OperationContext,
): Promise<TestInvokeMethodResponse> {
  refuseNotBuilt('TestInvokeMethod', { clientCertificateId: input.clientCertificateId });
  const { api, resource } = await findResource(context, input);
  const execution = await context.gateway.testInvoke({
    apiId: api.id,
    resourceId: resource.id,
    httpMethod: input.httpMethod ?? '',
    pathWithQueryString: input.pathWithQueryString || undefined,
    body: input.body,
    headers: testHeaders(input.headers, input.multiValueHeaders),
    stageVariables: input.stageVariables,
  });
  return testInvokeAnswer(execution);
}
