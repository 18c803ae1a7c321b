// What becomes of each property of AWS::Serverless::Api.
import { noMutualTls, noTls } from '../deploy/domain-name.ts';
import { accessLogSetting, cacheCluster, methodSettings } from '../deploy/method-settings.ts';
import { canarySetting, tracingEnabled } from '../deploy/stage.ts';
import { usagePlanShared } from '../deploy/usage-plan.ts';
import {
  byValue,
  honoured,
  ignored,
  mapOf,
  namedOf,
  noEffect,
  type PropertyTable,
} from '../property-table.ts';
import { isMap, own } from '../template-value.ts';

const authorizer = mapOf({
  AuthorizationScopes: honoured,
  DisableFunctionDefaultPermissions: honoured,
  FunctionArn: honoured,
  FunctionInvokeRole: honoured,
  FunctionPayloadType: honoured,
  Identity: mapOf({
    Context: honoured,
    Header: honoured,
    Headers: honoured,
    QueryStrings: honoured,
    ReauthorizeEvery: honoured,
    StageVariables: honoured,
    ValidationExpression: honoured,
  }),
  UserPoolArn: honoured,
});

/** Of the API, and of a single event. */
export const resourcePolicy = mapOf({
  AwsAccountBlacklist: honoured,
  AwsAccountWhitelist: honoured,
  CustomStatements: honoured,
  IntrinsicVpcBlacklist: honoured,
  IntrinsicVpceBlacklist: honoured,
  IntrinsicVpceWhitelist: honoured,
  IntrinsicVpcWhitelist: honoured,
  IpRangeBlacklist: honoured,
  IpRangeWhitelist: honoured,
  SourceVpcBlacklist: honoured,
  SourceVpcWhitelist: honoured,
});

const domain = mapOf({
  BasePath: honoured,
  CertificateArn: honoured,
  DomainName: honoured,
  EndpointConfiguration: honoured,
  IpAddressType: honoured,
  MutualTlsAuthentication: noMutualTls,
  NormalizeBasePath: honoured,
  OwnershipVerificationCertificateArn: noTls,
  Route53: noEffect('no name is registered: requests say it in their Host header'),
  SecurityPolicy: noTls,
});

export function isPrivateDomain(value: unknown): boolean {
  return isMap(value) && own(value, 'EndpointConfiguration') === 'PRIVATE';
}

export const serverlessApiProperties: PropertyTable = {
  ...cacheCluster,
  AccessLogSetting: accessLogSetting,
  AlwaysDeploy: noEffect('every start deploys'),
  ApiKeySourceType: honoured,
  Auth: mapOf({
    AddApiKeyRequiredToCorsPreflight: honoured,
    AddDefaultAuthorizerToCorsPreflight: honoured,
    ApiKeyRequired: honoured,
    Authorizers: namedOf(authorizer),
    DefaultAuthorizer: honoured,
    InvokeRole: honoured,
    ResourcePolicy: resourcePolicy,
    UsagePlan: mapOf({ ...usagePlanShared, CreateUsagePlan: honoured }),
  }),
  BinaryMediaTypes: honoured,
  CanarySetting: canarySetting,
  Cors: honoured,
  DefinitionBody: honoured,
  DefinitionUri: honoured,
  Description: honoured,
  DisableExecuteApiEndpoint: honoured,
  Domain: byValue((value) =>
    isPrivateDomain(value) ? ignored('there are no private networks on this machine') : domain,
  ),
  EndpointAccessMode: noTls,
  EndpointConfiguration: mapOf({
    IpAddressType: honoured,
    Type: honoured,
    VPCEndpointIds: honoured,
    VpcEndpointIds: honoured,
  }),
  FailOnWarnings: honoured,
  GatewayResponses: namedOf(
    mapOf({
      ResponseParameters: mapOf({ Headers: honoured, Paths: honoured, QueryStrings: honoured }),
      ResponseTemplates: honoured,
      StatusCode: honoured,
    }),
  ),
  MergeDefinitions: honoured,
  MethodSettings: methodSettings,
  MinimumCompressionSize: honoured,
  Mode: honoured,
  Models: honoured,
  Name: honoured,
  OpenApiVersion: honoured,
  Policy: honoured,
  PropagateTags: noEffect('tags are kept on the stage only'),
  SecurityPolicy: noTls,
  StageName: honoured,
  Tags: honoured,
  TracingEnabled: tracingEnabled,
  Variables: honoured,
};
