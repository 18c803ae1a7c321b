// What becomes of each property of AWS::Serverless::Api.
import { accessLogSetting, cacheCluster, methodSettings } from '../deploy/method-settings.ts';
import { apiKeyRequired, openMethod } from '../deploy/method.ts';
import { notEnforcedPolicy, notReadDocument } from '../deploy/rest-api.ts';
import { canarySetting, tracingEnabled } from '../deploy/stage.ts';
import {
  byValue,
  honoured,
  ignored,
  mapOf,
  namedOf,
  noEffect,
  type PropertyTable,
} from '../property-table.ts';
import { authorizer } from './serverless-function-properties.ts';

export const serverlessApiProperties: PropertyTable = {
  ...cacheCluster,
  AccessLogSetting: accessLogSetting,
  AlwaysDeploy: noEffect('every start deploys'),
  ApiKeySourceType: honoured,
  Auth: mapOf({
    AddApiKeyRequiredToCorsPreflight: honoured,
    AddDefaultAuthorizerToCorsPreflight: honoured,
    ApiKeyRequired: apiKeyRequired,
    Authorizers: ignored(openMethod),
    DefaultAuthorizer: byValue((value) =>
      // An authorizer of the API's own is reported under Authorizers.
      value === 'AWS_IAM' || value === 'NONE' ? authorizer : noEffect('Authorizers is reported instead'),
    ),
    InvokeRole: noEffect('it concerns AWS_IAM, whose calls are all refused'),
    ResourcePolicy: ignored(notEnforcedPolicy),
    UsagePlan: ignored('API keys and usage plans are not built'),
  }),
  BinaryMediaTypes: honoured,
  CanarySetting: canarySetting,
  Cors: honoured,
  DefinitionBody: ignored(notReadDocument),
  DefinitionUri: ignored(notReadDocument),
  Description: honoured,
  DisableExecuteApiEndpoint: honoured,
  Domain: ignored('custom domain names are not built: the API answers on its own address'),
  EndpointAccessMode: noEffect('it concerns TLS and private networks'),
  EndpointConfiguration: mapOf({
    IpAddressType: honoured,
    Type: honoured,
    VPCEndpointIds: ignored('there are no VPCs on this machine'),
    VpcEndpointIds: ignored('there are no VPCs on this machine'),
  }),
  FailOnWarnings: noEffect('it concerns the import of an OpenAPI document'),
  GatewayResponses: namedOf(
    mapOf({
      ResponseParameters: mapOf({ Headers: honoured, Paths: honoured, QueryStrings: honoured }),
      ResponseTemplates: honoured,
      StatusCode: honoured,
    }),
  ),
  MergeDefinitions: noEffect('it concerns a DefinitionBody'),
  MethodSettings: methodSettings,
  MinimumCompressionSize: honoured,
  Mode: noEffect('it concerns the import of an OpenAPI document'),
  Models: ignored('requests are not validated yet'),
  Name: honoured,
  OpenApiVersion: noEffect('the stage it would take away is not made'),
  Policy: ignored(notEnforcedPolicy),
  PropagateTags: noEffect('tags are kept on the stage only'),
  SecurityPolicy: noEffect('it concerns TLS'),
  StageName: honoured,
  Tags: honoured,
  TracingEnabled: tracingEnabled,
  Variables: honoured,
};
