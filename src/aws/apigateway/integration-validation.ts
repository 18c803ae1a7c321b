// What AWS looks at before it takes an integration (SPEC §1.4, recorded in March 2025).
import type { PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { parseArn } from '../../core/arn.ts';
import { integrationTimeoutMsMax, integrationTimeoutMsMin } from '../../core/limits.ts';
import type { IntegrationModel, MethodModel } from '../../gateway/model.ts';
import { badRequest } from './errors.ts';

/** In the order in which AWS prints them. */
export const integrationTypes = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'] as const;

/** The method towards the backend; a MOCK has none, whatever was sent (recorded). */
export function readIntegrationMethod(input: PutIntegrationRequest): string | null {
  if (input.type === 'MOCK') return null;
  // Any method is taken: that Lambda needs POST shows at the first request only (SPEC §1.3, recorded).
  if (input.integrationHttpMethod) return input.integrationHttpMethod;
  throw badRequest('Enumeration value for HttpMethod must be non-empty');
}

export function assertIntegrationUri(type: PutIntegrationRequest['type'], uri: string | undefined): void {
  switch (type) {
    case 'AWS':
    case 'AWS_PROXY':
      return assertAwsUri(type, uri ?? '');
    case 'HTTP':
    case 'HTTP_PROXY':
      // AWS checks the host as well; stage variables may stand for any part.
      if (uri === undefined || !/^https?:\/\/|^\$\{stageVariables\./.test(uri)) {
        throw badRequest('Invalid HTTP endpoint specified for URI');
      }
      return;
    default:
  }
}

const lambdaPath = /^path\/2015-03-31\/functions\/.+\/invocations$/;

/** `arn:aws:apigateway:{region}:{service}:{path|action}/…`: the service stands where accounts do. */
function assertAwsUri(type: 'AWS' | 'AWS_PROXY', uri: string): void {
  const arn = parseArn(uri);
  if (arn === null) throw badRequest('Invalid ARN specified in the request');
  if (arn.service !== 'apigateway' || !/^(?:path|action)\//.test(arn.resource)) {
    throw badRequest('AWS ARN for integration must contain path or action');
  }
  if (type === 'AWS_PROXY' && !(arn.accountId === 'lambda' && lambdaPath.test(arn.resource))) {
    // AWS also takes `firehose:action/PutRecord` here.
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  }
}

export function readIntegrationTimeout(timeoutInMillis: number | undefined): number {
  const timeoutMs = timeoutInMillis ?? integrationTimeoutMsMax;
  // AWS also allows more to a regional or private API whose quota was raised.
  if (!(timeoutMs >= integrationTimeoutMsMin && timeoutMs <= integrationTimeoutMsMax)) {
    throw badRequest(
      `Timeout should be between ${integrationTimeoutMsMin} ms and ${integrationTimeoutMsMax} ms`,
    );
  }
  return timeoutMs;
}

const passthroughBehaviors = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];

/** Taken in any case. AWS's words for another are unknown. */
export function readPassthrough(behavior: string | null | undefined): string {
  const known = (behavior || 'WHEN_NO_MATCH').toUpperCase();
  if (passthroughBehaviors.includes(known)) return known;
  throw badRequest(
    `Invalid passthrough behavior specified. Valid options are ${passthroughBehaviors.join(',')}`,
  );
}

/** `arn:aws:iam::*:user/*` passes the caller's own through. */
export function assertCredentials(credentials: string | null | undefined): void {
  if (credentials && parseArn(credentials) === null) throw badRequest('Invalid ARN specified in the request');
}

/** Null: over the internet. A link may be named by a stage variable, so that whether it exists is not looked at. */
export function readConnection(
  type: string | undefined,
  id: string | undefined,
): NonNullable<IntegrationModel['connection']> | null {
  if (type !== 'VPC_LINK') return null;
  if (id) return { type, id };
  // Reported in public.
  throw badRequest(
    'ConnectionId should be set to the vpcLinkId or stage variable on connection type VPC_LINK',
  );
}

/** A request parameter that a mapping takes must be one that the method declares. */
export function assertMappings(
  mappings: Readonly<Record<string, string>> | undefined,
  method: MethodModel,
): void {
  for (const source of Object.values(mappings ?? {})) {
    if (source.startsWith('method.request.') && !isDeclared(source, method)) {
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${source}]`,
      );
    }
  }
}

function isDeclared(source: string, method: MethodModel): boolean {
  // The body, whole or by JSON path, needs no declaration; a multi-value name is declared by its plain one.
  if (/^method\.request\.body(?:$|[.[])/.test(source)) return true;
  const single = source
    .replace('.multivalueheader.', '.header.')
    .replace('.multivaluequerystring.', '.querystring.');
  return Object.hasOwn(method.requestParameters, source) || Object.hasOwn(method.requestParameters, single);
}

/**
 * A header that a mapping sets must be one that the method's response declares; the words are those of requests.
 *
 * @throws AwsError BadRequestException
 */
export function assertResponseMappings(
  mappings: Readonly<Record<string, string>> | undefined,
  method: MethodModel,
  statusCode: string,
): void {
  const declared = Object.hasOwn(method.methodResponses, statusCode)
    ? method.methodResponses[statusCode]!.responseParameters
    : {};
  for (const parameter of Object.keys(mappings ?? {})) {
    if (Object.hasOwn(declared, parameter)) continue;
    throw badRequest(
      `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${parameter}]`,
    );
  }
}

/** @throws AwsError BadRequestException for a key that is no content type (recorded). */
export function assertContentTypes(templates: Readonly<Record<string, string>> | undefined): void {
  for (const contentType of Object.keys(templates ?? {})) {
    if (contentType !== '$default' && !contentType.includes('/')) {
      throw badRequest(
        `Validation Result: warnings : [], errors : [Invalid content type specified: ${contentType}]`,
      );
    }
  }
}

/** The wire takes null for a template and keeps it as an empty one (recorded). */
export function readTemplates(
  templates: Readonly<Record<string, string | null>> | undefined,
): Record<string, string> {
  return Object.fromEntries(Object.entries(templates ?? {}).map(([key, template]) => [key, template ?? '']));
}
