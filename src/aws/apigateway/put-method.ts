// PutMethod: a new method on a resource.
import type { Method, PutMethodRequest } from '@aws-sdk/client-api-gateway';
import type { MethodModel, RestApiDocument } from '../../gateway/model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeResource } from './changes.ts';
import { conflict } from './errors.ts';
import { methodShape } from './method-shape.ts';
import {
  assertHttpMethod,
  assertModels,
  assertRequestParameters,
  assertRequestValidator,
  readAuthorizationType,
  settleAuthorization,
} from './method-validation.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function putMethod(input: PutMethodRequest, context: OperationContext): Promise<Method> {
  assertConstraints(required('putMethodInput.authorizationType', input.authorizationType));
  const httpMethod = input.httpMethod ?? '';
  const resource = await changeResource(context, input, (current, api) => {
    const method = readMethod(input, httpMethod, api);
    if (Object.hasOwn(current.methods, httpMethod)) throw conflict('Method already exists for this resource');
    return { ...current, methods: { ...current.methods, [httpMethod]: method } };
  });
  return methodShape(resource.methods[httpMethod]!);
}

/** In AWS's order, as far as recorded: the method's name, then its authorization. */
function readMethod(input: PutMethodRequest, httpMethod: string, api: RestApiDocument): MethodModel {
  assertHttpMethod(httpMethod);
  const method: MethodModel = {
    httpMethod,
    authorizationType: readAuthorizationType(input.authorizationType ?? ''),
    authorizerId: input.authorizerId ?? null,
    authorizationScopes: [...(input.authorizationScopes ?? [])],
    apiKeyRequired: input.apiKeyRequired ?? false,
    operationName: input.operationName ?? null,
    requestValidatorId: input.requestValidatorId ?? null,
    requestParameters: { ...input.requestParameters },
    requestModels: { ...input.requestModels },
    methodResponses: {},
    integration: null,
  };
  const { authorizationScopes: _sent, ...rest } = method;
  const settled = { ...rest, ...settleAuthorization(api, method) };
  assertRequestValidator(api, method.requestValidatorId);
  assertModels(api, input.requestModels);
  assertRequestParameters(input.requestParameters);
  return settled;
}
