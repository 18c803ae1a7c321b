// CreateAuthorizer: a function, or Cognito user pools, that decide who may call a method.
import type { Authorizer, CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { AuthorizerModel, RestApiDocument } from '../../gateway/model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { authorizerShape } from './authorizer-shape.ts';
import { assertAuthorizer, authorizerTypes } from './authorizer-validation.ts';
import { changeRestApi } from './changes.ts';
import { conflict } from './errors.ts';

/** @throws AwsError ValidationException, BadRequestException, ConflictException for an unknown API (recorded) */
export async function createAuthorizer(
  input: CreateAuthorizerRequest,
  context: OperationContext,
): Promise<Authorizer> {
  assertConstraints(
    required('createAuthorizerInput.name', input.name),
    required('createAuthorizerInput.type', input.type),
    oneOf('createAuthorizerInput.type', input.type, authorizerTypes),
  );
  if ((await context.store.get<RestApiDocument>('rest-api', input.restApiId ?? '')) === null) {
    throw conflict('Unable to complete operation due to concurrent modification. Please try again later.');
  }
  const authorizer = readAuthorizer(input, context.ids.sixCharacters());
  await changeRestApi(context, input.restApiId, (api) => {
    assertAuthorizer(api, authorizer);
    return { ...api, authorizers: { ...api.authorizers, [authorizer.id]: authorizer } };
  });
  return authorizerShape(authorizer);
}

function readAuthorizer(input: CreateAuthorizerRequest, id: string): AuthorizerModel {
  const type = input.type!;
  const isCognito = type === 'COGNITO_USER_POOLS';
  return {
    id,
    name: input.name!,
    type,
    providerARNs: isCognito ? [...(input.providerARNs ?? [])] : [],
    authType: input.authType ?? (isCognito ? 'cognito_user_pools' : 'custom'),
    authorizerUri: isCognito ? null : (input.authorizerUri ?? null),
    authorizerCredentials: input.authorizerCredentials || null,
    identitySource: input.identitySource || null,
    identityValidationExpression: input.identityValidationExpression || null,
    authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? null,
  };
}
