// PutGatewayResponse: an API's own answer for one type of refusal; replaces the one that was there.
import type { GatewayResponse, PutGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import { assertConstraints, matches, pattern } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeRestApi } from './changes.ts';
import { gatewayResponseShape, newGatewayResponse, responseTypeConstraints } from './gateway-responses.ts';

const statusCodePattern = pattern('[1-5]\\d\\d');

/** @throws AwsError ValidationException, NotFoundException */
export async function putGatewayResponse(
  input: PutGatewayResponseRequest,
  context: OperationContext,
): Promise<GatewayResponse> {
  const { responseType } = input;
  assertConstraints(
    matches('putGatewayResponseInput.statusCode', input.statusCode, statusCodePattern),
    ...responseTypeConstraints(responseType),
  );
  const response = newGatewayResponse(responseType!, input);
  const api = await changeRestApi(context, input.restApiId, (current) => ({
    ...current,
    gatewayResponses: { ...current.gatewayResponses, [response.responseType]: response },
  }));
  return gatewayResponseShape(api, response.responseType);
}
