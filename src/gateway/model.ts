// A REST API as the control plane keeps it (SPEC §1.3): what operations write, and what is compiled for the hot path.
import type { GatewayResponseType } from '../execution/outcome.ts';

export type IntegrationType = 'AWS_PROXY' | 'AWS' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';

export interface IntegrationModel {
  readonly type: IntegrationType;
  /** The method towards the backend; must be POST for Lambda, which is not checked until a request comes. */
  readonly httpMethod: string | null;
  /** `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`, stage variables unfilled. */
  readonly uri: string | null;
  readonly credentials: string | null;
  readonly timeoutInMillis: number;
  readonly passthroughBehavior: string;
  readonly contentHandling: string | null;
  /** Absent: over the internet. */
  readonly connection?: { readonly type: 'VPC_LINK'; readonly id: string };
  /** Absent: the backend's certificate is checked. */
  readonly insecureSkipVerification?: boolean;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  /** By status code. */
  readonly integrationResponses: Readonly<Record<string, IntegrationResponseModel>>;
}

/**
 * Maps that were sent empty: AWS answers with these and leaves out maps that were not sent (recorded). Only answers look
 * at it.
 */
export interface SentEmpty<K extends string> {
  readonly sentEmpty?: readonly K[];
}

export interface IntegrationResponseModel extends SentEmpty<'responseParameters' | 'responseTemplates'> {
  readonly selectionPattern: string | null;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly contentHandling: string | null;
}

export interface MethodModel {
  /** `GET` … or `ANY`. */
  readonly httpMethod: string;
  readonly authorizationType: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
  readonly authorizerId: string | null;
  /** OAuth scopes of which a Cognito access token must have one. Absent: the identity token is expected. */
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName: string | null;
  readonly requestValidatorId: string | null;
  /** `method.request.header.X` → required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  readonly requestModels: Readonly<Record<string, string>>;
  /** By status code: `method.response.header.X` → required. */
  readonly methodResponses: Readonly<Record<string, MethodResponseModel>>;
  readonly integration: IntegrationModel | null;
}

export interface MethodResponseModel extends SentEmpty<'responseParameters' | 'responseModels'> {
  readonly responseParameters: Readonly<Record<string, boolean>>;
  readonly responseModels: Readonly<Record<string, string>>;
}

export interface ResourceModel {
  readonly id: string;
  readonly parentId: string | null;
  readonly pathPart: string | null;
  readonly path: string;
  readonly methods: Readonly<Record<string, MethodModel>>;
}

/** A JSON schema of draft 4 for bodies (SPEC §1.9). */
export interface ApiModelModel {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly contentType: string;
  /** JSON text, as sent. */
  readonly schema: string;
}

export interface RequestValidatorModel {
  readonly id: string;
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

/** SPEC §1.7. */
export interface AuthorizerModel {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  /** User pools of a Cognito authorizer. */
  readonly providerARNs: readonly string[];
  /** A label of the owner's, e.g. `custom`; nothing reads it. */
  readonly authType: string | null;
  /** As an integration's URI; null for Cognito. */
  readonly authorizerUri: string | null;
  /** A role that invokes the function in place of its resource policy. */
  readonly authorizerCredentials: string | null;
  /** `method.request.header.Auth`, several separated by commas. */
  readonly identitySource: string | null;
  /** A regular expression that the token must match whole. */
  readonly identityValidationExpression: string | null;
  /** 0 turns the cache off; null: the default of 300. */
  readonly authorizerResultTtlInSeconds: number | null;
}

export interface GatewayResponseModel {
  readonly responseType: GatewayResponseType;
  readonly statusCode: string | null;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** The document of one API: everything a deployment copies. */
export interface RestApiDocument {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly rootResourceId: string;
  readonly endpointType: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  /** Absent: ipv4, and dualstack for a private API. */
  readonly ipAddressType?: 'ipv4' | 'dualstack';
  /** The VPC endpoints of a private API. */
  readonly vpcEndpointIds?: readonly string[];
  /** A label of the API's owner; nothing reads it. */
  readonly version?: string;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly binaryMediaTypes: readonly string[];
  readonly minimumCompressionSize: number | null;
  readonly disableExecuteApiEndpoint: boolean;
  readonly policy: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, ResourceModel>>;
  /** By name. Every API begins with `Empty` and `Error`. */
  readonly models: Readonly<Record<string, ApiModelModel>>;
  /** By id. */
  readonly requestValidators: Readonly<Record<string, RequestValidatorModel>>;
  /** By id. */
  readonly authorizers: Readonly<Record<string, AuthorizerModel>>;
  /** Customised ones only. */
  readonly gatewayResponses: Readonly<Partial<Record<GatewayResponseType, GatewayResponseModel>>>;
}

/** An immutable copy of the API at one moment (SPEC §1.3). */
export interface DeploymentDocument {
  readonly id: string;
  readonly apiId: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly snapshot: RestApiDocument;
}

export interface MethodSettingModel {
  readonly loggingLevel: 'OFF' | 'ERROR' | 'INFO' | null;
  readonly dataTraceEnabled: boolean;
  readonly metricsEnabled: boolean;
  readonly throttlingRateLimit: number;
  readonly throttlingBurstLimit: number;
  readonly cachingEnabled: boolean;
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted: boolean;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedCacheControlHeaderStrategy: string;
}

export interface StageDocument {
  readonly apiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly lastUpdatedAtMs: number;
  /** Null where none were set: the event's `stageVariables` is null then. */
  readonly variables: Readonly<Record<string, string>> | null;
  /** Keys are "*\/*" or `{resourcePath without leading slash, / as ~1}/{METHOD}`, as AWS writes them. */
  readonly methodSettings: Readonly<Record<string, MethodSettingModel>>;
  /** Each set on its own; '' where it is not yet. */
  readonly accessLogSettings: { readonly destinationArn: string; readonly format: string } | null;
  readonly tracingEnabled: boolean;
  /** A second deployment that serves a share of the stage's requests. Absent: none. */
  readonly canary?: CanaryModel;
  readonly clientCertificateId?: string;
  readonly documentationVersion?: string;
  /** Absent: no cache cluster. Varco keeps the setting and caches nothing. */
  readonly cacheClusterSize?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface CanaryModel {
  readonly deploymentId: string;
  /** 0–100. */
  readonly percentTraffic: number;
  /** Over the stage's own variables. */
  readonly stageVariableOverrides: Readonly<Record<string, string>>;
  readonly useStageCache: boolean;
}
