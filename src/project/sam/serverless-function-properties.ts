// What becomes of each property of AWS::Serverless::Function, its Api events included.
import { lambdaFunctionShared } from '../deploy/lambda-function-properties.ts';
import { functionUrlShared } from '../deploy/function-url.ts';
import { responseTransferMode } from '../deploy/method.ts';
import { provisionedConcurrency } from '../deploy/provisioned-concurrency.ts';
import { notEnforcedIam } from '../deploy/role.ts';
import {
  byValue,
  honoured,
  ignored,
  ignoredOnce,
  mapOf,
  namedOf,
  noEffect,
  partly,
  partlyOnce,
  type PropertyTable,
  type Verdict,
} from '../property-table.ts';
import { isMap, own } from '../template-value.ts';
import { resourcePolicy } from './serverless-api-properties.ts';

const keptIam = partlyOnce(notEnforcedIam);

const apiEvent: Verdict = mapOf({
  Type: honoured,
  Properties: mapOf({
    Auth: mapOf({
      ApiKeyRequired: honoured,
      AuthorizationScopes: honoured,
      Authorizer: honoured,
      InvokeRole: honoured,
      OverrideApiAuth: honoured,
      ResourcePolicy: resourcePolicy,
    }),
    Method: honoured,
    Path: honoured,
    RequestModel: mapOf({
      Model: honoured,
      Required: honoured,
      ValidateBody: honoured,
      ValidateParameters: honoured,
    }),
    RequestParameters: honoured,
    ResponseTransferMode: responseTransferMode,
    RestApiId: honoured,
    Stage: noEffect('SAM gives every stage of the API permission'),
    TimeoutInMillis: honoured,
  }),
});

const event: Verdict = byValue((value) => {
  const type = isMap(value) ? own(value, 'Type') : undefined;
  if (type === 'Api') return apiEvent;
  if (type === 'HttpApi') return ignored('HTTP APIs are not built: this route does not exist');
  return ignored(
    `Varco sends functions no events of type ${typeof type === 'string' ? type : 'without a name'}`,
  );
});

const destination = mapOf({ Destination: honoured, Type: honoured });

export const serverlessFunctionProperties: PropertyTable = {
  ...lambdaFunctionShared,
  AssumeRolePolicyDocument: honoured,
  AutoPublishAlias: honoured,
  AutoPublishAliasAllProperties: noEffect('every start publishes a version'),
  AutoPublishCodeSha256: noEffect('every start publishes a version'),
  CodeUri: honoured,
  DeadLetterQueue: mapOf({ TargetArn: honoured, Type: honoured }),
  DeploymentPreference: ignored('traffic moves to a new version at once'),
  EventInvokeConfig: mapOf({
    DestinationConfig: mapOf({ OnFailure: destination, OnSuccess: destination }),
    MaximumEventAgeInSeconds: honoured,
    MaximumRetryAttempts: honoured,
  }),
  Events: namedOf(event),
  FunctionUrlConfig: mapOf(functionUrlShared),
  ImageUri: noEffect('PackageType decides'),
  InlineCode: honoured,
  PermissionsBoundary: ignoredOnce(notEnforcedIam),
  Policies: keptIam,
  PropagateTags: noEffect('tags are kept on the function only'),
  ProvisionedConcurrencyConfig: provisionedConcurrency,
  RolePath: honoured,
  SourceKMSKeyArn: noEffect('the code is not encrypted locally'),
  Tracing: byValue((value) => (value === 'Active' ? partly('no traces are recorded') : honoured)),
  VersionDeletionPolicy: noEffect('every start publishes a version'),
  VersionDescription: honoured,
};
