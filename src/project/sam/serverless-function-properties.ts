// What becomes of each property of AWS::Serverless::Function, its Api events included.
import { apiKeyRequired, closedByIam, openMethod, responseTransferMode } from '../deploy/method.ts';
import { lambdaFunctionShared, notAsynchronous } from '../deploy/lambda-function-properties.ts';
import { notProvisioned } from '../deploy/version.ts';
import { notEnforcedPolicy } from '../deploy/rest-api.ts';
import {
  byValue,
  honoured,
  ignored,
  ignoredOnce,
  mapOf,
  namedOf,
  noEffect,
  partly,
  type PropertyTable,
  type Verdict,
} from '../property-table.ts';
import { isMap, own } from '../template-value.ts';

const notEnforcedIam = ignoredOnce(
  'IAM is not enforced locally: functions run with the credentials they are given, or none',
);

/** `NONE` opts a method out of the API's authorizer, which is how every method is locally. */
export const authorizer: Verdict = byValue((value) =>
  value === 'NONE'
    ? noEffect('the method is open')
    : value === 'AWS_IAM'
      ? partly(closedByIam)
      : ignored(openMethod),
);

const apiEvent: Verdict = mapOf({
  Type: honoured,
  Properties: mapOf({
    Auth: mapOf({
      ApiKeyRequired: apiKeyRequired,
      AuthorizationScopes: noEffect('Authorizer is reported instead'),
      Authorizer: authorizer,
      InvokeRole: noEffect('Authorizer is reported instead'),
      OverrideApiAuth: noEffect('it concerns a DefinitionBody'),
      ResourcePolicy: ignored(notEnforcedPolicy),
    }),
    Method: honoured,
    Path: honoured,
    RequestModel: ignored('requests are not validated yet'),
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

export const serverlessFunctionProperties: PropertyTable = {
  ...lambdaFunctionShared,
  AssumeRolePolicyDocument: notEnforcedIam,
  AutoPublishAlias: honoured,
  AutoPublishAliasAllProperties: noEffect('every start publishes a version'),
  AutoPublishCodeSha256: noEffect('every start publishes a version'),
  CodeUri: honoured,
  DeadLetterQueue: ignored(notAsynchronous),
  DeploymentPreference: ignored('traffic moves to a new version at once'),
  EventInvokeConfig: ignored(notAsynchronous),
  Events: namedOf(event),
  FunctionUrlConfig: ignored('function URLs are not built'),
  ImageUri: noEffect('PackageType decides'),
  InlineCode: honoured,
  PermissionsBoundary: notEnforcedIam,
  Policies: notEnforcedIam,
  PropagateTags: noEffect('tags are kept on the function only'),
  ProvisionedConcurrencyConfig: ignored(notProvisioned),
  RolePath: notEnforcedIam,
  SourceKMSKeyArn: noEffect('the code is not encrypted locally'),
  Tracing: byValue((value) => (value === 'Active' ? partly('no traces are recorded') : honoured)),
  VersionDeletionPolicy: noEffect('every start publishes a version'),
  VersionDescription: honoured,
};
