// CreateRequestValidator: what of a request is checked before anything is called.
import type { CreateRequestValidatorRequest, RequestValidator } from '@aws-sdk/client-api-gateway';
import type { RequestValidatorModel, RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeRestApi } from './changes.ts';
import { badRequest } from './errors.ts';
import { requestValidatorShape } from './request-validator-shape.ts';

/** @throws AwsError BadRequestException, for an unknown API too (recorded) */
export async function createRequestValidator(
  input: CreateRequestValidatorRequest,
  context: OperationContext,
): Promise<RequestValidator> {
  const restApiId = input.restApiId ?? '';
  if ((await context.store.get<RestApiDocument>('rest-api', restApiId)) === null) {
    throw badRequest('Invalid REST API identifier specified');
  }
  if (input.name === '') throw badRequest('Request Validator name cannot be blank');
  const validator: RequestValidatorModel = {
    id: context.ids.sixCharacters(),
    name: input.name ?? '',
    validateRequestBody: input.validateRequestBody ?? false,
    validateRequestParameters: input.validateRequestParameters ?? false,
  };
  await changeRestApi(context, restApiId, (api) => ({
    ...api,
    requestValidators: { ...api.requestValidators, [validator.id]: validator },
  }));
  return requestValidatorShape(validator);
}
