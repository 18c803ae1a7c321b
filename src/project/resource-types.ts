// The resource types of a template: those Varco creates, those SAM turns into such, and what is said of the others.
import { account } from './deploy/account.ts';
import { alias } from './deploy/alias.ts';
import { apiResource } from './deploy/api-resource.ts';
import { deployment } from './deploy/deployment.ts';
import { gatewayResponse } from './deploy/gateway-response.ts';
import { lambdaFunction } from './deploy/lambda-function.ts';
import { method } from './deploy/method.ts';
import { permission } from './deploy/permission.ts';
import type { ResourceType } from './deploy/resource-type.ts';
import { restApi } from './deploy/rest-api.ts';
import { stage } from './deploy/stage.ts';
import { version } from './deploy/version.ts';
import type { PropertyTable } from './property-table.ts';
import { serverlessApiProperties } from './sam/serverless-api-properties.ts';
import { serverlessFunctionProperties } from './sam/serverless-function-properties.ts';

/** The types whose resources are created. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map([
  ['AWS::ApiGateway::Account', account],
  ['AWS::ApiGateway::Deployment', deployment],
  ['AWS::ApiGateway::GatewayResponse', gatewayResponse],
  ['AWS::ApiGateway::Method', method],
  ['AWS::ApiGateway::Resource', apiResource],
  ['AWS::ApiGateway::RestApi', restApi],
  ['AWS::ApiGateway::Stage', stage],
  ['AWS::Lambda::Alias', alias],
  ['AWS::Lambda::Function', lambdaFunction],
  ['AWS::Lambda::Permission', permission],
  ['AWS::Lambda::Version', version],
]);

/** What becomes of the properties of a type that a template may have; null where Varco does nothing with the type. */
export function propertiesOf(type: string): PropertyTable | null {
  if (type === 'AWS::Serverless::Function') return serverlessFunctionProperties;
  if (type === 'AWS::Serverless::Api') return serverlessApiProperties;
  return resourceTypes.get(type)?.properties ?? null;
}

/** Nothing that can be seen locally depends on a resource of these types. */
export const typesWithoutEffect: ReadonlySet<string> = new Set(['AWS::CDK::Metadata']);

const reasons: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::ApiKey': 'API keys are not built yet',
  'AWS::ApiGateway::Authorizer': 'authorizers are not built yet: methods that name it are OPEN locally',
  'AWS::ApiGateway::BasePathMapping': 'custom domain names are not built: the API answers on its own address',
  'AWS::ApiGateway::DomainName': 'custom domain names are not built: the API answers on its own address',
  'AWS::ApiGateway::Model': 'requests are not validated yet',
  'AWS::ApiGateway::RequestValidator': 'requests are not validated yet',
  'AWS::ApiGateway::UsagePlan': 'usage plans are not built yet',
  'AWS::ApiGateway::UsagePlanKey': 'usage plans are not built yet',
  'AWS::IAM::Policy': 'IAM is not enforced locally',
  'AWS::IAM::ManagedPolicy': 'IAM is not enforced locally',
  'AWS::IAM::Role': 'IAM is not enforced locally',
  'AWS::Lambda::EventSourceMapping': 'Varco sends functions no events of other services',
  'AWS::Lambda::LayerVersion': 'layers are not mounted',
  'AWS::Lambda::Url': 'function URLs are not built',
  'AWS::Logs::LogGroup': 'log groups come into being when they are written to, and nothing expires',
  'AWS::Serverless::Application': 'nested applications are not built',
  'AWS::Serverless::HttpApi': 'HTTP APIs are not built: Varco serves REST APIs',
  'AWS::Serverless::LayerVersion': 'layers are not mounted',
};

/** Why a resource of a type is not created. */
export function reasonNotCreated(type: string): string {
  const known = Object.hasOwn(reasons, type) ? reasons[type]! : null;
  if (known !== null) return known;
  if (type.startsWith('AWS::ApiGatewayV2::')) return reasons['AWS::Serverless::HttpApi']!;
  return 'Varco does not create it: what refers to it gets a made-up value of the right shape';
}
