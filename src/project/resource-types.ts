// The resource types of a template: those Varco creates, those SAM turns into such, and what is said of the others.
import { account } from './deploy/account.ts';
import { alias } from './deploy/alias.ts';
import { apiKey } from './deploy/api-key.ts';
import { apiResource } from './deploy/api-resource.ts';
import { authorizer } from './deploy/authorizer.ts';
import { basePathMapping } from './deploy/base-path-mapping.ts';
import { bucket } from './deploy/bucket.ts';
import { clientCertificate } from './deploy/client-certificate.ts';
import { deployment } from './deploy/deployment.ts';
import { documentationPart, documentationVersion } from './deploy/documentation.ts';
import { domainName } from './deploy/domain-name.ts';
import { eventInvokeConfig } from './deploy/event-invoke-config.ts';
import { functionUrl } from './deploy/function-url.ts';
import { gatewayResponse } from './deploy/gateway-response.ts';
import { lambdaFunction } from './deploy/lambda-function.ts';
import { layerVersionPermission } from './deploy/layer-version-permission.ts';
import { layerVersion } from './deploy/layer-version.ts';
import { logGroup } from './deploy/log-group.ts';
import { method } from './deploy/method.ts';
import { model } from './deploy/model.ts';
import { permission } from './deploy/permission.ts';
import { managedPolicy, policy, rolePolicy } from './deploy/policies.ts';
import { requestValidator } from './deploy/request-validator.ts';
import type { ResourceType } from './deploy/resource-type.ts';
import { restApi } from './deploy/rest-api.ts';
import { role } from './deploy/role.ts';
import { stage } from './deploy/stage.ts';
import { usagePlanKey } from './deploy/usage-plan-key.ts';
import { usagePlan } from './deploy/usage-plan.ts';
import { version } from './deploy/version.ts';
import type { PropertyTable } from './property-table.ts';
import { serverlessApiProperties } from './sam/serverless-api-properties.ts';
import { serverlessLayerVersionProperties } from './sam/serverless-layer-version.ts';
import { serverlessFunctionProperties } from './sam/serverless-function-properties.ts';

/** The types whose resources are created. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map([
  ['AWS::ApiGateway::Account', account],
  ['AWS::ApiGateway::ApiKey', apiKey],
  ['AWS::ApiGateway::Authorizer', authorizer],
  ['AWS::ApiGateway::BasePathMapping', basePathMapping],
  ['AWS::ApiGateway::ClientCertificate', clientCertificate],
  ['AWS::ApiGateway::Deployment', deployment],
  ['AWS::ApiGateway::DocumentationPart', documentationPart],
  ['AWS::ApiGateway::DocumentationVersion', documentationVersion],
  ['AWS::ApiGateway::DomainName', domainName],
  ['AWS::ApiGateway::GatewayResponse', gatewayResponse],
  ['AWS::ApiGateway::Method', method],
  ['AWS::ApiGateway::Model', model],
  ['AWS::ApiGateway::RequestValidator', requestValidator],
  ['AWS::ApiGateway::Resource', apiResource],
  ['AWS::ApiGateway::RestApi', restApi],
  ['AWS::ApiGateway::Stage', stage],
  ['AWS::ApiGateway::UsagePlan', usagePlan],
  ['AWS::ApiGateway::UsagePlanKey', usagePlanKey],
  ['AWS::IAM::ManagedPolicy', managedPolicy],
  ['AWS::IAM::Policy', policy],
  ['AWS::IAM::Role', role],
  ['AWS::IAM::RolePolicy', rolePolicy],
  ['AWS::Lambda::Alias', alias],
  ['AWS::Lambda::EventInvokeConfig', eventInvokeConfig],
  ['AWS::Lambda::Function', lambdaFunction],
  ['AWS::Lambda::LayerVersion', layerVersion],
  ['AWS::Lambda::LayerVersionPermission', layerVersionPermission],
  ['AWS::Lambda::Permission', permission],
  ['AWS::Lambda::Url', functionUrl],
  ['AWS::Lambda::Version', version],
  ['AWS::Logs::LogGroup', logGroup],
  ['AWS::S3::Bucket', bucket],
]);

/** Whether a property is left out where it cannot be resolved. */
export function isLenient({ lenient = [] }: ResourceType, property: string): boolean {
  return lenient === 'all' || lenient.includes(property);
}

/** What becomes of the properties of a type that a template may have; null where Varco does nothing with the type. */
export function propertiesOf(type: string): PropertyTable | null {
  if (type === 'AWS::Serverless::Function') return serverlessFunctionProperties;
  if (type === 'AWS::Serverless::Api') return serverlessApiProperties;
  if (type === 'AWS::Serverless::LayerVersion') return serverlessLayerVersionProperties;
  return resourceTypes.get(type)?.properties ?? null;
}

/** Nothing that can be seen locally depends on a resource of these types. */
export const typesWithoutEffect: ReadonlySet<string> = new Set(['AWS::CDK::Metadata']);

const reasons: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::VpcLink': 'there are no VPC links on this machine',
  'AWS::Cognito::UserPool':
    'Varco has no user pools: an authorizer of this pool refuses every token, unless VARCO_JWKS_{POOL ID} names a file with its keys',
  'AWS::IAM::InstanceProfile': 'there are no instances on this machine',
  'AWS::Lambda::EventSourceMapping': 'Varco sends functions no events of other services',
  'AWS::Serverless::Application': 'nested applications are not built',
  'AWS::Serverless::HttpApi': 'HTTP APIs are not built: Varco serves REST APIs',
};

/** Why a resource of a type is not created. */
export function reasonNotCreated(type: string): string {
  const known = Object.hasOwn(reasons, type) ? reasons[type]! : null;
  if (known !== null) return known;
  if (type.startsWith('AWS::ApiGatewayV2::')) return reasons['AWS::Serverless::HttpApi']!;
  return 'Varco does not create it: what refers to it gets a made-up value of the right shape';
}
