// PutMethodResponse: a status code that a method declares.
import type { MethodResponse, PutMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { MethodResponseModel } from '../../gateway/model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeMethod } from './changes.ts';
import { conflict } from './errors.ts';
import { methodResponseShape } from './method-shape.ts';
import { assertModels } from './method-validation.ts';
import { assertResponseParameter, sentEmpty, statusCodeConstraint } from './response-maps.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function putMethodResponse(
  input: PutMethodResponseRequest,
  context: OperationContext,
): Promise<MethodResponse> {
  assertConstraints(required('statusCode', input.statusCode), statusCodeConstraint(input.statusCode));
  const statusCode = input.statusCode ?? '';
  const { responseModels, responseParameters } = input;
  const response: MethodResponseModel = {
    responseParameters: { ...responseParameters },
    responseModels: { ...responseModels },
    ...sentEmpty({ responseParameters, responseModels }),
  };
  await changeMethod(context, input, (method, _resource, api) => {
    assertModels(api, responseModels);
    Object.keys(responseParameters ?? {}).forEach(assertResponseParameter);
    if (Object.hasOwn(method.methodResponses, statusCode)) {
      throw conflict('Response already exists for this resource');
    }
    return { ...method, methodResponses: { ...method.methodResponses, [statusCode]: response } };
  });
  return methodResponseShape(response, statusCode);
}
