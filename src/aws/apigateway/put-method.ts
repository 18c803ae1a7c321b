// PutMethod: a new method on a resource.
import type { Method, PutMethodRequest } from '@aws-sdk/client-api-gateway';
import type { MethodModel } from '../../gateway/model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { changeResource } from './changes.ts';
import { conflict } from './errors.ts';
import { methodShape } from './method-shape.ts';
import {
  assertHttpMethod,
  assertModels,
  assertRequestParameters,
  assertRequestValidator,
  readAuthorizationType,
} from './method-validation.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function putMethod(input: PutMethodRequest, context: OperationContext): Promise<Method> {
  assertConstraints(required('putMethodInput.authorizationType', input.authorizationType));
  refuseNotBuilt('PutMethod', { authorizationScopes: input.authorizationScopes });
  const httpMethod = input.httpMethod ?? '';
  const resource = await changeResource(context, input, (current) => {
    const method = readMethod(input, httpMethod);
    if (Object.hasOwn(current.methods, httpMethod)) throw conflict('Method already exists for this resource');
    return { ...current, methods: { ...current.methods, [httpMethod]: method } };
  });
  return methodShape(resource.methods[httpMethod]!);
}

/** In AWS's order, as far as recorded: the method's name, then its authorization. */
function readMethod(input: PutMethodRequest, httpMethod: string): MethodModel {
  assertHttpMethod(httpMethod);
  const authorizationType = readAuthorizationType(input.authorizationType ?? '');
  assertRequestValidator(input.requestValidatorId);
  assertModels(input.requestModels);
  assertRequestParameters(input.requestParameters);
  return {
    httpMethod,
    authorizationType,
    authorizerId: null,
    apiKeyRequired: input.apiKeyRequired ?? false,
    operationName: input.operationName ?? null,
    requestValidatorId: null,
    requestParameters: { ...input.requestParameters },
    requestModels: { ...input.requestModels },
    methodResponses: {},
    integration: null,
  };
}
