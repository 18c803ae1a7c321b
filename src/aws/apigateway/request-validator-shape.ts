// A request validator as the operations answer it.
import type { RequestValidator } from '@aws-sdk/client-api-gateway';
import type { RequestValidatorModel } from '../../gateway/model.ts';
import { present } from '../present.ts';

export function requestValidatorShape(validator: RequestValidatorModel): RequestValidator {
  return present({
    id: validator.id,
    name: validator.name === '' ? undefined : validator.name,
    validateRequestBody: validator.validateRequestBody,
    validateRequestParameters: validator.validateRequestParameters,
  });
}
