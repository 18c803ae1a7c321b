// What a deployment makes beside functions and routes, and that the next one takes away what its template has no more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UsagePlanDocument } from '../gateway/account-model.ts';
import type { RestApiDocument, StageDocument } from '../gateway/model.ts';
import type { RoleDocument } from '../aws/iam/model.ts';
import type { DocumentKind } from '../store/store.ts';
import { deployProject } from './deploy-project.ts';
import { loadProject } from './load-project.ts';
import { createDeployContext, type DeployContext } from './testing/deploy-context.ts';
import { loadText } from './testing/load-text.ts';
import { fixture } from './testing/fixture.ts';

const everything = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }] }
      ManagedPolicyArns: [!Ref Managed, 'arn:aws:iam::999999999999:policy/elsewhere']
      Policies: [{ PolicyName: own, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] } }]
  Managed: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] } } }
  Fn:
    Type: AWS::Lambda::Function
    Properties: { Code: code, Handler: index.handler, Runtime: nodejs22.x, Role: !GetAtt Role.Arn, Layers: [!Ref Layer], DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-south-1:111122223333:lost' } }
  Layer: { Type: AWS::Lambda::LayerVersion, Properties: { LayerName: words, Content: code } }
  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Fn, ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } } }
  Events: { Type: AWS::Lambda::EventInvokeConfig, Properties: { FunctionName: !Ref Fn, Qualifier: $LATEST, MaximumRetryAttempts: 0 } }
  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !GetAtt Fn.Arn, AuthType: AWS_IAM } }
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Name: api, Policy: { Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }] } }
  Authorizer:
    Type: AWS::ApiGateway::Authorizer
    Properties: { RestApiId: !Ref Api, Name: guard, Type: TOKEN, IdentitySource: method.request.header.X-Token, AuthorizerResultTtlInSeconds: '0', AuthorizerUri: !Sub 'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations' }
  Model: { Type: AWS::ApiGateway::Model, Properties: { RestApiId: !Ref Api, Schema: { type: object } } }
  Validator: { Type: AWS::ApiGateway::RequestValidator, Properties: { RestApiId: !Ref Api, ValidateRequestBody: 'true' } }
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Authorizer
      ApiKeyRequired: true
      RequestValidatorId: !Ref Validator
      RequestModels: { application/json: !Ref Model }
      Integration: { Type: MOCK }
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api } }
  Certificate: { Type: AWS::ApiGateway::ClientCertificate }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, StageName: live, DeploymentId: !Ref Deployment, ClientCertificateId: !Ref Certificate, CanarySetting: { DeploymentId: !Ref Deployment, PercentTraffic: 10 } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: live, Throttle: { /POST: { RateLimit: 1, BurstLimit: 2 } } }] } }
  PlanKey: { Type: AWS::ApiGateway::UsagePlanKey, Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan } }
  Domain: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: api.shop.example, RegionalCertificateArn: 'arn:aws:acm:eu-south-1:111122223333:certificate/c', EndpointConfiguration: { Types: [REGIONAL] } } }
  Elsewhere: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: b.shop.example, CertificateArn: !ImportValue certificate, EndpointConfiguration: { Types: [EDGE] } } }
  Mapping: { Type: AWS::ApiGateway::BasePathMapping, Properties: { DomainName: !Ref Domain, RestApiId: !Ref Api, Stage: live, BasePath: shop } }
  Account: { Type: AWS::ApiGateway::Account, Properties: { CloudWatchRoleArn: !GetAtt Role.Arn } }
  Part: { Type: AWS::ApiGateway::DocumentationPart, Properties: { RestApiId: !Ref Api, Location: { Type: API }, Properties: '{"description":"shop"}' } }
  Documented: { Type: AWS::ApiGateway::DocumentationVersion, DependsOn: Part, Properties: { RestApiId: !Ref Api, DocumentationVersion: '1' } }
  Shared: { Type: AWS::Lambda::LayerVersionPermission, Properties: { LayerVersionArn: !Ref Layer, Action: lambda:GetLayerVersion, Principal: '*' } }
  More: { Type: AWS::IAM::Policy, Properties: { PolicyName: more, Roles: [!Ref Role], PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 's3:*', Resource: !ImportValue files }] } } }
  Last: { Type: AWS::IAM::RolePolicy, Properties: { PolicyName: last, RoleName: !Ref Role, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] } } }
  Logs: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /shop/access, RetentionInDays: 7 } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: shop-files } }
`;

const little = 'Resources:\n  Queue: { Type: AWS::SQS::Queue }\n';

const kinds: readonly DocumentKind[] = [
  'rest-api',
  'stage',
  'deployment',
  'api-key',
  'usage-plan',
  'domain-name',
  'base-path-mapping',
  'client-certificate',
  'function',
  'iam-role',
  'iam-policy',
  's3-bucket',
  'stack',
];

async function counts({ store, telemetry }: DeployContext): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const kind of kinds) {
    const { length } = await store.list(kind);
    if (length > 0) found[kind] = length;
  }
  const versions = await store.list<{ readonly version: number }>('layer-version');
  const groups = (await (await telemetry.logs()).group('/shop/access')) === null ? 0 : 1;
  return {
    ...found,
    layers: versions.filter(({ version }) => version > 0).length,
    logGroups: groups,
  };
}

const all = {
  'rest-api': 1,
  stage: 1,
  deployment: 1,
  'api-key': 1,
  'usage-plan': 1,
  'domain-name': 2,
  'base-path-mapping': 1,
  'client-certificate': 1,
  function: 1,
  'iam-role': 1,
  'iam-policy': 1,
  's3-bucket': 1,
  stack: 1,
  layers: 1,
  logGroups: 1,
};

test('authorizers, models, keys, plans, domains, layers, roles and the rest come into being as declared', async (t) => {
  const context = createDeployContext();
  const deployment = await deployProject(await loadText(t, everything), context);
  assert.deepEqual(await counts(context), all);
  const [api] = await context.store.list<RestApiDocument>('rest-api');
  const { POST: method } = api!.resources[api!.rootResourceId]!.methods;
  const authorizer = api!.authorizers[method!.authorizerId!]!;
  assert.deepEqual(
    [
      method?.authorizationType,
      authorizer.name,
      authorizer.authorizerResultTtlInSeconds,
      method?.apiKeyRequired,
    ],
    ['CUSTOM', 'guard', 0, true],
  );
  assert.equal(api!.requestValidators[method!.requestValidatorId!]?.validateRequestBody, true);
  assert.equal(api!.models[method!.requestModels['application/json']!]?.schema, '{"type":"object"}');
  assert.match(api!.policy!, /execute-api/);
  const [stage] = await context.store.list<StageDocument>('stage');
  assert.equal(stage?.canary?.percentTraffic, 10);
  assert.notEqual(stage?.clientCertificateId, undefined);
  const [plan] = await context.store.list<UsagePlanDocument>('usage-plan');
  assert.deepEqual(plan?.apiStages[0]?.throttle, { '/POST': { rateLimit: 1, burstLimit: 2 } });
  assert.equal(plan?.apiKeyIds.length, 1);
  const [role] = await context.store.list<RoleDocument>('iam-role');
  assert.deepEqual([Object.keys(role!.inlinePolicies), role?.attachedPolicies.length], [['own', 'last'], 1]);
  const document = context.publishedFunctions.get(deployment.functions[0]!.functionName)!;
  assert.equal(document.latest.role, role?.arn);
  assert.equal(document.latest.layers[0]?.arn, 'arn:aws:lambda:eu-south-1:111122223333:layer:words:1');
  assert.deepEqual(document.provisionedConcurrency?.['1']?.requested, 1);
  assert.equal(document.eventInvokeConfigurations?.['$LATEST']?.maximumRetryAttempts, 0);
  const [route] = deployment.apis[0]!.routes;
  assert.deepEqual([route?.authorization, route?.needsApiKey], ['guard', true]);
  assert.equal(deployment.apis[0]!.apiKeys[0]?.logicalId, 'Key');
  assert.equal(deployment.functionUrls[0]?.authType, 'AWS_IAM');
  assert.deepEqual(
    deployment.notHonoured.map(({ logicalId, property }) => `${logicalId} ${property}`).toSorted(),
    [
      'Elsewhere CertificateArn',
      'Fn DeadLetterConfig',
      'Managed PolicyDocument',
      'More PolicyDocument',
      'Role ManagedPolicyArns',
      'Role ManagedPolicyArns',
      'Role Policies',
      'Stage ClientCertificateId',
    ],
  );
});

test('deployed again, everything is there once, under the same ids and values', async (t) => {
  const context = createDeployContext();
  const project = await loadText(t, everything);
  const first = await deployProject(project, context);
  const second = await deployProject(project, context);
  assert.deepEqual(await counts(context), all);
  assert.deepEqual(second.physicalIds, first.physicalIds);
  assert.deepEqual(second.apis[0]?.apiKeys, first.apis[0]?.apiKeys);
  assert.deepEqual(second.functionUrls, first.functionUrls);
});

test('what the template has no more is gone', async (t) => {
  const context = createDeployContext();
  await deployProject(await loadText(t, everything), context);
  await deployProject(await loadText(t, little), context);
  assert.deepEqual(await counts(context), { layers: 0, logGroups: 0 });
});

test('what is to be retained stays, and so does a bucket with something in it', async (t) => {
  const context = createDeployContext();
  const retained = everything
    .replace('Logs: { Type', 'Logs: { DeletionPolicy: Retain, Type')
    .replace('Layer: { Type', 'Layer: { DeletionPolicy: Retain, Type');
  await deployProject(await loadText(t, retained), context);
  await context.store.write([{ kind: 's3-object', key: 'shop-files/a', value: {} }]);
  await deployProject(await loadText(t, little), context);
  assert.deepEqual(await counts(context), { 's3-bucket': 1, layers: 1, logGroups: 1 });
});

test('where something is refused nothing of it remains', async (t) => {
  const context = createDeployContext();
  const broken = `${everything}  Broken: { Type: AWS::ApiGateway::Authorizer, DependsOn: [Mapping, PlanKey, Bucket, Logs], Properties: { RestApiId: !Ref Api, Name: guard, Type: TOKEN } }\n`;
  await assert.rejects(
    deployProject(await loadText(t, broken), context),
    /template\.yaml:\d+: Broken \(AWS::ApiGateway::Authorizer\) cannot be created: /,
  );
  assert.deepEqual(await counts(context), { layers: 0, logGroups: 0 });
});

test('each SAM fixture with all its guards is deployed, and no guarded route is open', async () => {
  for (const name of ['authorized', 'functions']) {
    const context = createDeployContext();
    const { apis } = await deployProject(await loadProject(fixture(`${name}.yaml`)), context);
    const open = apis.flatMap(({ logicalId, routes }) =>
      routes
        .filter((route) => route.authorization === null && !route.needsApiKey && route.method !== 'OPTIONS')
        .map(({ method, path }) => `${logicalId} ${method} ${path}`),
    );
    assert.deepEqual(
      open.toSorted(),
      name === 'authorized'
        ? ['Documented GET /open', 'Guarded GET /open', 'Keyed GET /keyless']
        : ['Front GET /'],
    );
  }
});
