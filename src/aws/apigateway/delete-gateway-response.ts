// DeleteGatewayResponse: back to AWS's own answer for one type of refusal.
import type { DeleteGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeRestApi } from './changes.ts';
import { notFound } from './errors.ts';
import { responseTypeConstraints } from './gateway-responses.ts';

/** @throws AwsError ValidationException, NotFoundException */
export async function deleteGatewayResponse(
  input: DeleteGatewayResponseRequest,
  context: OperationContext,
): Promise<void> {
  assertConstraints(...responseTypeConstraints(input.responseType));
  await changeRestApi(context, input.restApiId, (api) => {
    const { [input.responseType!]: gone, ...gatewayResponses } = api.gatewayResponses;
    if (gone === undefined) throw notFound('Gateway response type not defined on api');
    return { ...api, gatewayResponses };
  });
}
