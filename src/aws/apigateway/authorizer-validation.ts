// What AWS looks at before it takes an authorizer, by CreateAuthorizer or by a patch.
import { parseArn } from '../../core/arn.ts';
import { authorizerResultSecondsMax } from '../../core/limits.ts';
import type { AuthorizerModel, RestApiDocument } from '../../gateway/model.ts';
import { badRequest } from './errors.ts';

/** In the order in which AWS prints them. */
export const authorizerTypes = ['REQUEST', 'COGNITO_USER_POOLS', 'TOKEN'] as const;

// AWS also looks at each part's region, and at more of the function's ARN.

/**
 * @throws AwsError BadRequestException; the words for a URI, a time to live, an identity source and a name in use are
 *   reported in public, those for user pools chosen here.
 */
export function assertAuthorizer(api: RestApiDocument, authorizer: AuthorizerModel): void {
  const { id, name, authorizerCredentials } = authorizer;
  if (name.trim() === '') throw badRequest('Authorizer name cannot be empty');
  if (Object.values(api.authorizers).some((other) => other.id !== id && other.name === name)) {
    throw badRequest(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`);
  }
  assertTtl(authorizer.authorizerResultTtlInSeconds);
  if (authorizer.type === 'COGNITO_USER_POOLS') assertUserPools(authorizer.providerARNs);
  else assertUri(authorizer.authorizerUri);
  assertIdentitySource(authorizer);
  if (authorizerCredentials !== null && parseArn(authorizerCredentials) === null) {
    throw badRequest('Invalid ARN specified in the request');
  }
}

/** Spaces inside the path are taken (recorded); stage variables may stand in the function's name. */
const functionUri = /^arn:[^:]*:apigateway:[a-z]+(?:-[a-z]+)+-\d+:lambda:path\/.*functions\/.+\/invocations$/;

function assertUri(uri: string | null): void {
  if (uri !== null && functionUri.test(uri)) return;
  throw badRequest(
    `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
  );
}

function assertTtl(seconds: number | null): void {
  if (
    seconds === null ||
    (Number.isInteger(seconds) && seconds >= 0 && seconds <= authorizerResultSecondsMax)
  ) {
    return;
  }
  throw badRequest(
    `Authorizer result TTL outside allowable range. TTL must be between 0 and ${authorizerResultSecondsMax} seconds.`,
  );
}

function assertUserPools(arns: readonly string[]): void {
  if (arns.length === 0) throw badRequest('ProviderARNs cannot be empty');
  for (const arn of arns) {
    const parts = parseArn(arn);
    if (parts?.service === 'cognito-idp' && parts.resource.startsWith('userpool/')) continue;
    throw badRequest(`Invalid Cognito User Pool ARN specified: ${arn}`);
  }
}

const header = /^method\.request\.header\.[^ ,]+$/;
const requestSource =
  /^(?:method\.request\.(?:header|querystring|path|multivalueheader|multivaluequerystring)\.[^ ]+|context\.[^ ]+|stageVariables\.[^ ]+)$/;

/** A REQUEST authorizer that caches nothing may do without; the default is to cache. */
function assertIdentitySource({ type, identitySource, authorizerResultTtlInSeconds }: AuthorizerModel): void {
  const sources = (identitySource ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
  if (sources.length === 0) {
    if (type === 'REQUEST' && authorizerResultTtlInSeconds === 0) return;
    if (type === 'REQUEST') throw badRequest('Invalid request input');
    throw badRequest('IdentitySource cannot be empty');
  }
  const known = type === 'REQUEST' ? requestSource : header;
  const unknown = sources.find((source) => !known.test(source));
  if (unknown !== undefined) throw badRequest(`Invalid request identity source expression: ${unknown}`);
  if (type !== 'REQUEST' && sources.length > 1) {
    throw badRequest(`Invalid request identity source expression: ${identitySource}`);
  }
}
