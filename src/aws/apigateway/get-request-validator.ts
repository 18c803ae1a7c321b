// GetRequestValidator: one validator by its id.
import type { GetRequestValidatorRequest, RequestValidator } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findRequestValidator } from './lookups.ts';
import { requestValidatorShape } from './request-validator-shape.ts';

/** @throws AwsError NotFoundException */
export async function getRequestValidator(
  input: GetRequestValidatorRequest,
  context: OperationContext,
): Promise<RequestValidator> {
  return requestValidatorShape((await findRequestValidator(context, input)).validator);
}
