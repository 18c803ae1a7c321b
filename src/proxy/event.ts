// The proxy event, payload format 1.0: the JSON text that the function receives (SPEC §3.1, §3.2).
import type { HeaderList } from '../core/header-list.ts';
import { formatRequestTime } from './request-time.ts';

/** Lists and records that are empty count as null: the event has no `{}` (SPEC §3.1). */
export interface ProxyEventInput {
  /** The resource's template: `/orders/{id}`. */
  readonly resource: string;
  /** Without stage, not decoded. */
  readonly path: string;
  /** The verb the client used, never `ANY`. */
  readonly httpMethod: string;
  /** From `eventHeaders`; null or empty for a test without headers (SPEC §1.6). */
  readonly headers: HeaderList | null;
  /** Decoded, in order. */
  readonly query: HeaderList;
  /** Not decoded. */
  readonly pathParameters: HeaderList | null;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly requestContext: RequestContextInput;
  /** '' for none. */
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** `requestContext` but for what is the event's own, and for what is always the same. */
export interface RequestContextInput {
  readonly resourceId: string;
  readonly operationName: string | null;
  /** The authorizer's context, stringified, `principalId` and `integrationLatency`; or the claims of a Cognito token. */
  readonly authorizer: Readonly<Record<string, unknown>> | null;
  readonly extendedRequestId: string;
  /** Milliseconds since the Unix epoch. */
  readonly requestTimeEpoch: number;
  /** With the stage; without it for a test. */
  readonly path: string;
  readonly accountId: string;
  readonly stage: string;
  readonly domainPrefix: string;
  readonly requestId: string;
  readonly identity: IdentityInput;
  readonly domainName: string;
  /** Null for a test, which runs what is not deployed; the key is left out then (chosen: no recording shows it). */
  readonly deploymentId: string | null;
  readonly apiId: string;
}

export interface IdentityInput {
  readonly sourceIp: string;
  readonly userAgent: string | null;
  /** Where the method requires a key, and in a test; else null, and both keys are left out. */
  readonly apiKey: { readonly value: string; readonly id: string } | null;
  /** Null for a caller whom IAM does not know: all these members are null in the event. */
  readonly caller: CallerInput | null;
}

/** Who signed the request: IAM caller or Cognito identity. */
export interface CallerInput {
  readonly accessKey: string | null;
  readonly accountId: string | null;
  readonly caller: string | null;
  readonly cognitoAuthenticationProvider: string | null;
  readonly cognitoAuthenticationType: string | null;
  readonly cognitoIdentityId: string | null;
  readonly cognitoIdentityPoolId: string | null;
  readonly principalOrgId: string | null;
  readonly user: string | null;
  readonly userArn: string | null;
}

const nobody: CallerInput = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

const needsEscape = /["\\]|[^ -~]/;

/** JSON.stringify, with a shorter way for plain text, which is nearly all that comes here. */
function quote(value: string | null): string {
  if (value === null) return 'null';
  return needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`;
}

/** Compact JSON in AWS's key order, every key present. Written straight as text, which keeps names in their order. */
export function buildEvent(input: ProxyEventInput): string {
  const [headers, multiValueHeaders] = mapTexts(input.headers);
  const [query, multiValueQuery] = mapTexts(adjacent(input.query));
  return (
    `{"resource":${quote(input.resource)},"path":${quote(input.path)},"httpMethod":${quote(input.httpMethod)}` +
    `,"headers":${headers},"multiValueHeaders":${multiValueHeaders}` +
    `,"queryStringParameters":${query},"multiValueQueryStringParameters":${multiValueQuery}` +
    `,"pathParameters":${mapTexts(input.pathParameters)[0]},"stageVariables":${recordText(input.stageVariables)}` +
    `,"requestContext":${requestContextText(input)}` +
    `,"body":${input.body === '' ? 'null' : quote(input.body)},"isBase64Encoded":${input.isBase64Encoded}}`
  );
}

/**
 * The event of a REQUEST authorizer (SPEC §1.7): the proxy event without its body, with who asks for what in front. Maps
 * that are empty are `{}` here (recorded 2019, GH:48213103395).
 */
export function buildAuthorizerEvent(input: ProxyEventInput, methodArn: string): string {
  const [headers, multiValueHeaders] = mapTexts(input.headers, '{}');
  const [query, multiValueQuery] = mapTexts(adjacent(input.query), '{}');
  return (
    `{"type":"REQUEST","methodArn":${quote(methodArn)}` +
    `,"resource":${quote(input.resource)},"path":${quote(input.path)},"httpMethod":${quote(input.httpMethod)}` +
    `,"headers":${headers},"multiValueHeaders":${multiValueHeaders}` +
    `,"queryStringParameters":${query},"multiValueQueryStringParameters":${multiValueQuery}` +
    `,"pathParameters":${mapTexts(input.pathParameters, '{}')[0]}` +
    `,"stageVariables":${recordText(input.stageVariables, '{}')}` +
    `,"requestContext":${requestContextText(input)}}`
  );
}

/** The event of a TOKEN authorizer, in the order recorded in 2017 (GH:22243955141). */
export function buildTokenEvent(token: string, methodArn: string): string {
  return `{"type":"TOKEN","authorizationToken":${quote(token)},"methodArn":${quote(methodArn)}}`;
}

function requestContextText({ resource, httpMethod, requestContext: context }: ProxyEventInput): string {
  const operationName =
    context.operationName === null ? '' : `,"operationName":${quote(context.operationName)}`;
  const authorizer = context.authorizer === null ? '' : `,"authorizer":${JSON.stringify(context.authorizer)}`;
  const deploymentId = context.deploymentId === null ? '' : `,"deploymentId":${quote(context.deploymentId)}`;
  return (
    `{"resourceId":${quote(context.resourceId)}${operationName}${authorizer}` +
    `,"resourcePath":${quote(resource)},"httpMethod":${quote(httpMethod)}` +
    `,"extendedRequestId":${quote(context.extendedRequestId)}` +
    `,"requestTime":"${formatRequestTime(context.requestTimeEpoch)}","path":${quote(context.path)}` +
    `,"accountId":${quote(context.accountId)},"protocol":"HTTP/1.1","stage":${quote(context.stage)}` +
    `,"domainPrefix":${quote(context.domainPrefix)},"requestTimeEpoch":${context.requestTimeEpoch}` +
    `,"requestId":${quote(context.requestId)},"identity":${identityText(context.identity)}` +
    `,"domainName":${quote(context.domainName)}${deploymentId},"apiId":${quote(context.apiId)}}`
  );
}

// AWS also adds clientCert with mutual TLS, vpcId and vpceId for private APIs.
function identityText({ sourceIp, userAgent, apiKey, caller }: IdentityInput): string {
  const who = caller ?? nobody;
  const key = apiKey === null ? '' : `,"apiKey":${quote(apiKey.value)}`;
  const keyId = apiKey === null ? '' : `,"apiKeyId":${quote(apiKey.id)}`;
  return (
    `{"cognitoIdentityPoolId":${quote(who.cognitoIdentityPoolId)},"cognitoIdentityId":${quote(who.cognitoIdentityId)}` +
    `${key},"principalOrgId":${quote(who.principalOrgId)}` +
    `,"cognitoAuthenticationType":${quote(who.cognitoAuthenticationType)},"userArn":${quote(who.userArn)}${keyId}` +
    `,"userAgent":${quote(userAgent)},"accountId":${quote(who.accountId)},"caller":${quote(who.caller)}` +
    `,"sourceIp":${quote(sourceIp)},"accessKey":${quote(who.accessKey)}` +
    `,"cognitoAuthenticationProvider":${quote(who.cognitoAuthenticationProvider)},"user":${quote(who.user)}}`
  );
}

/** The object of last values and the object of all values. Entries of one name must be adjacent. */
function mapTexts(list: HeaderList | null, empty = 'null'): readonly [single: string, multi: string] {
  if (list === null || list.length === 0) return [empty, empty];
  let single = '{';
  let multi = '{';
  let index = 0;
  while (index < list.length) {
    const name = list[index]![0];
    let last = quote(list[index]![1]);
    let all = last;
    for (index++; index < list.length && list[index]![0] === name; index++) {
      last = quote(list[index]![1]);
      all += `,${last}`;
    }
    const key = (single === '{' ? '' : ',') + quote(name);
    single += `${key}:${last}`;
    multi += `${key}:[${all}]`;
  }
  return [`${single}}`, `${multi}}`];
}

/** The same entries, those of one name together, where the name stood first. */
function adjacent(list: HeaderList): HeaderList {
  if (list.length < 2) return list;
  const groups = Map.groupBy(list, ([name]) => name);
  return groups.size === list.length ? list : [...groups.values()].flat();
}

function recordText(record: Readonly<Record<string, string>> | null, empty = 'null'): string {
  return record === null || Object.keys(record).length === 0 ? empty : JSON.stringify(record);
}
