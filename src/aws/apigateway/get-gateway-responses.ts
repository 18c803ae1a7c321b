// GetGatewayResponses: every type of refusal as it is in force, by name.
import type { GatewayResponses, GetGatewayResponsesRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { gatewayResponseShape, gatewayResponseTypes } from './gateway-responses.ts';
import { findRestApi } from './lookups.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getGatewayResponses(
  input: GetGatewayResponsesRequest,
  context: OperationContext,
): Promise<GatewayResponses> {
  const api = await findRestApi(context, input.restApiId);
  return pageOf(
    gatewayResponseTypes,
    (type) => type,
    input,
    (type) => gatewayResponseShape(api, type),
  );
}
