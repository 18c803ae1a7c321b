// What AWS looks at before it takes a method (SPEC §1.4, recorded).
import type { MethodModel } from '../../gateway/model.ts';
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
  // AWS's words for another type are unknown.
  if (known === undefined) {
    throw badRequest(
      `Invalid authorization type specified. Valid options are ${authorizationTypes.join(',')}`,
    );
  }
  // No API has authorizers yet, so that none can be valid.
  if (known === 'CUSTOM' || known === 'COGNITO_USER_POOLS') {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  }
  return known;
}

/** No API has request validators yet. */
export function assertRequestValidator(requestValidatorId: string | undefined): void {
  if (requestValidatorId !== undefined) throw badRequest('Invalid Request Validator identifier specified');
}

/** The two models that every API starts with (SPEC §1.3); others cannot be created yet. */
const modelNames = new Set(['Empty', 'Error']);

export function assertModels(models: Readonly<Record<string, string>> | undefined): void {
  for (const name of Object.values(models ?? {})) {
    if (!modelNames.has(name)) throw badRequest(`Invalid model identifier specified: ${name}`);
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
