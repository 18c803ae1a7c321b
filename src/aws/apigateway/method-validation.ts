// What AWS looks at before it takes a method, by PutMethod or by a patch (SPEC §1.4, recorded).
import type { MethodModel, RestApiDocument } from '../../gateway/model.ts';
import { badRequest } from './errors.ts';

const httpMethods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
const authorizationTypes = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'] as const;

export function assertHttpMethod(httpMethod: string): void {
  if (httpMethods.includes(httpMethod)) return;
  throw badRequest(`Invalid HttpMethod specified. Valid options are ${httpMethods.join(',')}`);
}

/** Taken in any case: `none` is recorded. */
export function readAuthorizationType(type: string): MethodModel['authorizationType'] {
  const known = authorizationTypes.find((name) => name === type.toUpperCase());
  if (known !== undefined) return known;
  // AWS's words for another type are unknown.
  throw badRequest(`Invalid authorization type specified. Valid options are ${authorizationTypes.join(',')}`);
}

/**
 * The authorizer and the scopes that go with a method's type. An authorizer that the type has no use for is left out,
 * whether it exists or not (recorded).
 */
export function settleAuthorization(
  api: RestApiDocument,
  method: MethodModel,
): Pick<MethodModel, 'authorizerId' | 'authorizationScopes'> {
  const { authorizationType, authorizationScopes = [] } = method;
  const scopes = authorizationScopes.length === 0 ? {} : { authorizationScopes };
  if (authorizationType === 'COGNITO_USER_POOLS' || authorizationType === 'CUSTOM') {
    assertAuthorizerOf(api, authorizationType, method.authorizerId);
  }
  if (authorizationType === 'COGNITO_USER_POOLS') return { authorizerId: method.authorizerId, ...scopes };
  if (authorizationScopes.length > 0) {
    // Reported in public.
    throw badRequest('Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type');
  }
  return { authorizerId: authorizationType === 'CUSTOM' ? method.authorizerId : null };
}

/** That an authorizer of the other kind is refused with the same words is chosen. */
function assertAuthorizerOf(
  api: RestApiDocument,
  type: 'CUSTOM' | 'COGNITO_USER_POOLS',
  authorizerId: string | null,
): void {
  const authorizer =
    authorizerId !== null && Object.hasOwn(api.authorizers, authorizerId)
      ? api.authorizers[authorizerId]
      : undefined;
  const isCognito = authorizer?.type === 'COGNITO_USER_POOLS';
  if (authorizer !== undefined && isCognito === (type === 'COGNITO_USER_POOLS')) return;
  throw badRequest(
    'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
  );
}

export function assertRequestValidator(api: RestApiDocument, requestValidatorId: string | null): void {
  if (requestValidatorId !== null && !Object.hasOwn(api.requestValidators, requestValidatorId)) {
    throw badRequest('Invalid Request Validator identifier specified');
  }
}

/** @param models Names by content type. */
export function assertModels(
  api: RestApiDocument,
  models: Readonly<Record<string, string>> | undefined,
): void {
  for (const name of Object.values(models ?? {})) {
    if (!Object.hasOwn(api.models, name)) throw badRequest(`Invalid model identifier specified: ${name}`);
  }
}

const requestParameter =
  /^method\.request\.(?:querystring|header|path|multivaluequerystring|multivalueheader)\.(.+)$/;

export function assertRequestParameters(parameters: Readonly<Record<string, boolean>> | undefined): void {
  const names = new Set<string>();
  for (const parameter of Object.keys(parameters ?? {})) {
    const name = requestParameter.exec(parameter)?.[1];
    if (name === undefined) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${parameter}]`,
      );
    }
    if (names.has(name)) {
      throw badRequest('Parameter names must be unique across querystring, header and path');
    }
    names.add(name);
  }
}
