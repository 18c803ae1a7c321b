// GetRequestValidators: an API's validators, by id.
import type { GetRequestValidatorsRequest, RequestValidators } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findRestApi } from './lookups.ts';
import { pageOf } from './paging.ts';
import { requestValidatorShape } from './request-validator-shape.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getRequestValidators(
  input: GetRequestValidatorsRequest,
  context: OperationContext,
): Promise<RequestValidators> {
  const api = await findRestApi(context, input.restApiId);
  return pageOf(
    Object.values(api.requestValidators),
    (validator) => validator.id,
    input,
    requestValidatorShape,
  );
}
