// Authorizers, IAM and API keys as security schemes, and what each method requires of them.
import type { AuthorizerModel, MethodModel, RestApiDocument } from '../../../gateway/model.ts';
import { present } from '../../present.ts';

const apiKeyScheme = 'api_key';
const iamScheme = 'sigv4';

/** Undefined where the method is open. */
export function exportRequirements(
  api: RestApiDocument,
  method: MethodModel,
): readonly Record<string, readonly string[]>[] | undefined {
  const requirements: Record<string, readonly string[]>[] = [];
  const authorizer = method.authorizerId === null ? undefined : api.authorizers[method.authorizerId];
  if (authorizer !== undefined) requirements.push({ [authorizer.name]: method.authorizationScopes ?? [] });
  if (method.authorizationType === 'AWS_IAM') requirements.push({ [iamScheme]: [] });
  if (method.apiKeyRequired) requirements.push({ [apiKeyScheme]: [] });
  return requirements.length === 0 ? undefined : requirements;
}

/** The schemes that methods require; with authorizers, all of these. */
export function exportSchemes(api: RestApiDocument, withAuthorizers: boolean): Record<string, object> {
  const methods = Object.values(api.resources).flatMap((resource) => Object.values(resource.methods));
  const required = new Set(
    methods.flatMap((method) => exportRequirements(api, method) ?? []).flatMap(Object.keys),
  );
  const schemes: Record<string, object> = {};
  for (const authorizer of Object.values(api.authorizers)) {
    if (withAuthorizers || required.has(authorizer.name)) {
      schemes[authorizer.name] = exportAuthorizer(authorizer, withAuthorizers);
    }
  }
  if (required.has(apiKeyScheme)) schemes[apiKeyScheme] = { type: 'apiKey', name: 'x-api-key', in: 'header' };
  if (required.has(iamScheme)) {
    schemes[iamScheme] = {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'awsSigv4',
    };
  }
  return schemes;
}

function exportAuthorizer(authorizer: AuthorizerModel, whole: boolean): object {
  const { identitySource } = authorizer;
  const single = /^method\.request\.(header|querystring)\.([^,]+)$/.exec(identitySource ?? '');
  const scheme = {
    type: 'apiKey',
    // A REQUEST authorizer's sources stand in the extension: the scheme itself has no name for them.
    name: single === null ? 'Unused' : single[2]!,
    in: single?.[1] === 'querystring' ? 'query' : 'header',
    'x-amazon-apigateway-authtype': authorizer.authType,
  };
  if (!whole) return present(scheme);
  return present({
    ...scheme,
    'x-amazon-apigateway-authorizer': present({
      type: authorizer.type.toLowerCase(),
      providerARNs: authorizer.providerARNs.length === 0 ? undefined : [...authorizer.providerARNs],
      authorizerUri: authorizer.authorizerUri,
      authorizerCredentials: authorizer.authorizerCredentials,
      identitySource: authorizer.type === 'REQUEST' ? identitySource : undefined,
      identityValidationExpression: authorizer.identityValidationExpression,
      authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
    }),
  });
}
