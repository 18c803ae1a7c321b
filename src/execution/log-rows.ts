// The rows of an execution log (SPEC §6.3), each with the wording written today first and the older ones behind it.
import { lineTemplate } from './line-template.ts';

/** Row numbers in comments are those of SPEC §6.3. */
export const rows = {
  /** 1 */
  extendedRequestId: lineTemplate('Extended Request Id: {extendedRequestId}'),
  /** 2a */
  startingAuthorizer: lineTemplate('Starting authorizer: {authorizerId} for request: {requestId}'),
  /** 2b */
  incomingIdentity: lineTemplate('Incoming identity: {identity}'),
  /** 2c */
  authorizerResult: lineTemplate('Authorizer result body before parsing: {body}'),
  /** 2d */
  authorizerPolicy: lineTemplate('Using valid authorizer policy for principal: {principal}'),
  authorizerCompleted: lineTemplate('Successfully completed authorizer execution'),
  /** 3 */
  verifyingUsagePlan: lineTemplate(
    'Verifying Usage Plan for request: {requestId}. API Key: {apiKey} API Stage: {apiId}/{stage}',
  ),
  /** 4 */
  keyNotRequired: lineTemplate(
    "API Key {apiKey} authorized because method '{method} {resourcePath}' does not require API Key. Request will not contribute to throttle or quota limits",
  ),
  /** 5 */
  usagePlanSucceeded: lineTemplate(
    'Usage Plan check succeeded for API Key {apiKey} and API Stage {apiId}/{stage}',
  ),
  /** 6 */
  startingExecution: lineTemplate('Starting execution for request: {requestId}'),
  /** 7 */
  httpMethod: lineTemplate('HTTP Method: {method}, Resource Path: {path}'),
  /** 7a, in this order: logs of 2016 with a key (GH:36107125527). */
  apiKey: lineTemplate('API Key: {apiKey}'),
  apiKeyId: lineTemplate('API Key ID: {apiKeyId}'),
  /** 8 */
  requestPath: lineTemplate('Method request path: {map}'),
  /** 9 */
  requestQuery: lineTemplate('Method request query string: {map}'),
  /** 10 */
  requestHeaders: lineTemplate('Method request headers: {map}'),
  /** 11 */
  requestBody: lineTemplate('Method request body before transformations: {body}'),
  /** Between 11 and 12 where a validator passed the body (GH:60721558956, 2017). */
  requestValidated: lineTemplate('Request validation succeeded for content type {contentType}'),
  /** 12 */
  endpointUri: lineTemplate('Endpoint request URI: {uri}'),
  /** 13 */
  endpointRequestHeaders: lineTemplate('Endpoint request headers: {map}'),
  /** 14 */
  endpointRequestBody: lineTemplate('Endpoint request body after transformations: {body}'),
  /** 15 */
  sending: lineTemplate('Sending request to {uri}'),
  /** 16 */
  received: lineTemplate('Received response. Status: {status}, Integration latency: {latencyMs} ms'),
  /** 17 */
  endpointResponseHeaders: lineTemplate('Endpoint response headers: {map}'),
  /** 18 */
  endpointResponseBody: lineTemplate('Endpoint response body before transformations: {body}'),
  /** 19a */
  responseBody: lineTemplate('Method response body after transformations: {body}'),
  /** 19b */
  responseHeaders: lineTemplate('Method response headers: {map}'),
  /** 19c */
  executionCompleted: lineTemplate('Successfully completed execution'),
  /** 19y */
  gatewayResponse: lineTemplate('Gateway response type: {type} with status code: {status}'),
  /** 19z */
  methodCompleted: lineTemplate('Method completed with status: {status}'),
  /** 20 */
  integrationRequestId: lineTemplate('AWS Integration Endpoint RequestId : {lambdaRequestId}'),
  /** 21 */
  traceId: lineTemplate('X-ray Tracing ID : {traceId}'),
} as const;

export type RowName = keyof typeof rows;

/** Older wordings, and what is left of double spaces where a page collapsed them. Read, never written. */
export const olderRows: readonly (readonly [
  name: RowName,
  template: ReturnType<typeof lineTemplate<string>>,
])[] = [
  // Until about September 2019.
  ['received', lineTemplate('Received response. Integration latency: {latencyMs} ms')],
  [
    'verifyingUsagePlan',
    lineTemplate('Verifying Usage Plan for request: {requestId}. API Key: API Stage: {apiId}/{stage}'),
  ],
  [
    'keyNotRequired',
    lineTemplate(
      "API Key authorized because method '{method} {resourcePath}' does not require API Key. Request will not contribute to throttle or quota limits",
    ),
  ],
  // As people quote it, without its second sentence.
  [
    'keyNotRequired',
    lineTemplate("API Key authorized because method '{method} {resourcePath}' does not require API Key."),
  ],
  [
    'usagePlanSucceeded',
    lineTemplate('Usage Plan check succeeded for API Key and API Stage {apiId}/{stage}'),
  ],
];
