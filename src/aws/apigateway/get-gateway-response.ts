// GetGatewayResponse: one type of refusal as it is in force, customised or not.
import type { GatewayResponse, GetGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { gatewayResponseShape, responseTypeConstraints } from './gateway-responses.ts';
import { findRestApi } from './lookups.ts';

/** @throws AwsError ValidationException, NotFoundException */
export async function getGatewayResponse(
  input: GetGatewayResponseRequest,
  context: OperationContext,
): Promise<GatewayResponse> {
  assertConstraints(...responseTypeConstraints(input.responseType));
  return gatewayResponseShape(await findRestApi(context, input.restApiId), input.responseType!);
}
