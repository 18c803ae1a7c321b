import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { systemClock } from '../core/clock.ts';
import { systemIds } from '../core/ids.ts';
import type { DeploymentDocument, RestApiDocument, StageDocument } from '../gateway/model.ts';
import { createLambdaService } from '../lambda/create-lambda-service.ts';
import type { FunctionDocument } from '../lambda/model.ts';
import { createTestContext } from '../aws/testing/operation-context.ts';
import { createTelemetry } from '../telemetry/create-telemetry.ts';
import { deployProject } from './deploy-project.ts';
import { loadProject } from './load-project.ts';
import type { ProjectDeployment } from './project.ts';
import { createDeployContext, type DeployContext } from './testing/deploy-context.ts';
import { fixture } from './testing/fixture.ts';
import { folderWith } from './testing/template-folder.ts';

interface Deployed {
  readonly context: DeployContext;
  readonly deployment: ProjectDeployment;
  functionAt(index: number): FunctionDocument;
  /** As the deployment that the API's stage serves has it. */
  apiAt(index: number): Promise<RestApiDocument>;
  stage(index: number, name: string): Promise<StageDocument>;
}

async function deploy(
  path: string,
  parameters: Readonly<Record<string, string>> = {},
  context = createDeployContext(),
): Promise<Deployed> {
  const deployment = await deployProject(await loadProject(path, { parameters, stackName: 'shop' }), context);
  const stage = async (index: number, name: string): Promise<StageDocument> => {
    const document = await context.store.get<StageDocument>(
      'stage',
      `${deployment.apis[index]!.apiId}/${name}`,
    );
    assert.ok(document !== null);
    return document;
  };
  return {
    context,
    deployment,
    functionAt: (index) => context.publishedFunctions.get(deployment.functions[index]!.functionName)!,
    async apiAt(index) {
      const { apiId, stages } = deployment.apis[index]!;
      const { deploymentId } = await stage(index, stages[0]!);
      return (await context.store.get<DeploymentDocument>('deployment', `${apiId}/${deploymentId}`))!
        .snapshot;
    },
    stage,
  };
}

function routesOf({ deployment }: Deployed, index = 0): readonly string[] {
  return deployment.apis[index]!.routes.map(
    ({ method, path, functionName, integrationType }) =>
      `${method} ${path} ${integrationType} ${functionName}`,
  );
}

function sourceArnsOf(document: FunctionDocument, qualifier = ''): readonly (string | undefined)[] {
  return (document.policies[qualifier] ?? []).map(
    (statement) => statement.Condition?.ArnLike?.['AWS:SourceArn'],
  );
}

test('a SAM template with an implied API: functions, routes, permissions, environment, outputs', async () => {
  const deployed = await deploy(fixture('implicit-api.yaml'));
  const { deployment } = deployed;
  const [api] = deployment.apis;
  const [listBooks, anything] = deployment.functions;
  assert.equal(api?.logicalId, 'ServerlessRestApi');
  assert.equal(api.name, 'shop');
  assert.deepEqual(api.stages, ['Prod']);
  assert.match(listBooks!.functionName, /^shop-ListBooks-[A-Z0-9]{12}$/);
  assert.deepEqual(routesOf(deployed), [
    `POST / AWS_PROXY ${anything!.functionName}`,
    `GET /books AWS_PROXY ${listBooks!.functionName}`,
    `GET /books/{isbn} AWS_PROXY ${listBooks!.functionName}`,
    `ANY /shelf/{room}/{proxy+} AWS_PROXY ${anything!.functionName}`,
  ]);
  assert.deepEqual(anything, {
    logicalId: 'Anything',
    functionName: anything!.functionName,
    runtime: 'python3.12',
    handler: 'app.handler',
    codeOrigin: fixture('code'),
  });
  const arn = `arn:aws:execute-api:eu-south-1:111122223333:${api.apiId}`;
  assert.deepEqual(sourceArnsOf(deployed.functionAt(0)), [`${arn}/*/GET/books`, `${arn}/*/GET/books/*`]);
  assert.deepEqual(sourceArnsOf(deployed.functionAt(1)), [`${arn}/*/*/shelf/*/*`, `${arn}/*/POST/`]);
  const { environment, role } = deployed.functionAt(0).latest;
  assert.match(environment['TABLE']!, /^shop-Books-[A-Z0-9]{12}$/);
  assert.equal(
    environment['TABLE_ARN'],
    `arn:aws:dynamodb:eu-south-1:111122223333:table/${environment['TABLE']}`,
  );
  assert.equal(environment['DEBUG'], 'true');
  assert.equal(environment['LIMIT'], '20');
  assert.match(role, /^arn:aws:iam::111122223333:role\/shop-ListBooksRole-[A-Z0-9]{12}$/);
  assert.deepEqual(deployment.outputs, {
    Url: `https://${api.apiId}.execute-api.eu-south-1.amazonaws.com/Prod/books`,
    Role: role,
    FunctionArn: `arn:aws:lambda:eu-south-1:111122223333:function:${listBooks!.functionName}`,
  });
  assert.deepEqual((await deployed.apiAt(0)).endpointType, 'EDGE');
  assert.deepEqual(
    deployed.context.packaged.map((what) => what.split(' with ')[0]),
    [`folder ${fixture('code')}`, `folder ${fixture('code')}`].slice(0, deployed.context.packaged.length),
  );
});

test('an API written out: settings, variables, access log, gateway responses, preflights', async () => {
  const deployed = await deploy(fixture('explicit-api.yaml'));
  const { deployment } = deployed;
  const api = await deployed.apiAt(0);
  assert.equal(api.name, 'front');
  assert.equal(api.endpointType, 'REGIONAL');
  assert.deepEqual(api.binaryMediaTypes, ['image/png', 'application/octet-stream']);
  assert.deepEqual(Object.keys(api.gatewayResponses).toSorted(), [
    'DEFAULT_5XX',
    'MISSING_AUTHENTICATION_TOKEN',
  ]);
  assert.equal(api.gatewayResponses.MISSING_AUTHENTICATION_TOKEN?.statusCode, '404');
  const stage = await deployed.stage(0, 'v1');
  assert.deepEqual(stage.variables, { color: 'blue' });
  assert.equal(stage.tracingEnabled, true);
  assert.equal(stage.tags['team'], 'shop');
  assert.equal(stage.methodSettings['*/*']?.loggingLevel, 'INFO');
  const own = stage.methodSettings['~1things~1{id}/GET'];
  assert.deepEqual([own?.loggingLevel, own?.throttlingRateLimit, own?.throttlingBurstLimit], ['ERROR', 5, 2]);
  assert.deepEqual(stage.accessLogSettings, {
    destinationArn: 'arn:aws:logs:eu-south-1:111122223333:log-group:/api/shop',
    format: '$context.requestId $context.status',
  });
  const things = Object.values(api.resources).find((resource) => resource.path === '/things/{id}')!;
  assert.equal(things.methods['GET']?.apiKeyRequired, false);
  assert.equal(things.methods['PUT']?.apiKeyRequired, true);
  assert.equal(things.methods['GET']?.integration?.timeoutInMillis, 2500);
  const preflight = things.methods['OPTIONS']!;
  assert.equal(preflight.integration?.type, 'MOCK');
  assert.deepEqual(preflight.integration.integrationResponses['200']?.responseParameters, {
    'method.response.header.Access-Control-Allow-Origin': "'https://shop.example'",
    'method.response.header.Access-Control-Allow-Headers': "'content-type,authorization'",
    'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS,PUT'",
    'method.response.header.Access-Control-Max-Age': "'600'",
    'method.response.header.Access-Control-Allow-Credentials': "'true'",
  });
  // RestApiId as a plain text finds the API, but stays a text in the permission, which then fits no request.
  const second = deployment.apis[1]!.apiId;
  const arns = sourceArnsOf(deployed.functionAt(0));
  assert.ok(arns.includes(`arn:aws:execute-api:eu-south-1:111122223333:${second}/*/*/*`));
  assert.ok(arns.includes('arn:aws:execute-api:eu-south-1:111122223333:Second/*/GET/literal'));
});

test('AutoPublishAlias: the API calls the alias, and the alias has the permission', async () => {
  const deployed = await deploy(fixture('alias.yaml'), { AliasName: 'green' });
  const greeter = deployed.functionAt(0);
  assert.equal(greeter.functionName, 'greeter');
  assert.deepEqual(Object.keys(greeter.versions), ['1']);
  assert.equal(greeter.versions['1']?.description, 'of today');
  assert.equal(greeter.aliases['green']?.functionVersion, '1');
  assert.equal(greeter.reservedConcurrency, 5);
  assert.deepEqual(
    Object.keys(greeter.policies).filter((qualifier) => greeter.policies[qualifier]!.length > 0),
    ['green'],
  );
  const api = await deployed.apiAt(0);
  const hello = Object.values(api.resources).find((resource) => resource.path === '/hello')!;
  const arn = 'arn:aws:lambda:eu-south-1:111122223333:function:greeter';
  assert.equal(
    hello.methods['GET']?.integration?.uri,
    `arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/${arn}:green/invocations`,
  );
  assert.equal(deployed.deployment.apis[0]?.routes[0]?.functionName, 'greeter');
  assert.deepEqual(deployed.deployment.outputs, {
    Alias: `${arn}:green`,
    Version: '1',
    Both: `${arn}:green ${arn}:1`,
  });
});

test('conditions switch resources, properties and outputs; parameters choose', async () => {
  const dev = await deploy(fixture('switches.yaml'));
  assert.deepEqual(
    dev.deployment.functions.map(({ logicalId }) => logicalId),
    ['Always'],
  );
  assert.deepEqual(dev.deployment.outputs, { Dev: 'dev' });
  assert.equal(dev.functionAt(0).latest.memoryMb, 128);
  assert.deepEqual(dev.functionAt(0).latest.environment, {
    ZONES: 'a+b',
    SECOND: 'y',
    OTHER: 'none',
    JSON: 'w6k=',
    LITERAL: '${Kept} word',
  });
  assert.deepEqual(dev.deployment.notHonoured, []);

  const prod = await deploy(fixture('switches.yaml'), { Environment: 'prod' });
  assert.deepEqual(
    prod.deployment.functions.map(({ logicalId }) => logicalId),
    ['Always', 'ProdOnly'],
  );
  const [always, prodOnly] = prod.deployment.functions;
  assert.equal(prod.functionAt(0).latest.environment['OTHER'], prodOnly!.functionName);
  assert.equal(prod.functionAt(0).latest.description, 'in production');
  assert.equal(prodOnly!.codeOrigin.replace(/^.*fixtures/, ''), '/switches.yaml:48');
  assert.deepEqual(
    prod.deployment.notHonoured.map(({ logicalId, property }) => [logicalId, property]),
    [[always!.logicalId, 'VpcConfig']],
  );
});

test('a bare CloudFormation template gets no permission by itself, and deploys last without DependsOn', async () => {
  const deployed = await deploy(fixture('plain-api.json'));
  assert.deepEqual(routesOf(deployed), [
    'GET / MOCK null',
    `GET /items AWS_PROXY ${deployed.deployment.functions[0]!.functionName}`,
  ]);
  const handler = deployed.functionAt(0);
  assert.deepEqual(handler.policies, {});
  assert.equal(handler.latest.timeoutSeconds, 5);
  assert.equal(handler.latest.role, 'arn:aws:iam::111122223333:role/plain-role');
  assert.deepEqual(handler.tags, {
    'aws:cloudformation:logical-id': 'Handler',
    'aws:cloudformation:stack-name': 'shop',
    'aws:cloudformation:stack-id': handler.tags['aws:cloudformation:stack-id'],
  });
  assert.match(deployed.deployment.functions[0]!.codeOrigin, /plain-api\.json:\d+$/);
  const stage = await deployed.stage(0, 'live');
  assert.deepEqual(stage.variables, { a: 'b' });
  assert.equal(stage.methodSettings['*/*']?.loggingLevel, 'INFO');
  assert.deepEqual(deployed.deployment.outputs, { ApiId: deployed.deployment.apis[0]!.apiId });
});

test('a CloudFormation template with version, alias, permission and stage of its own', async () => {
  const deployed = await deploy(fixture('permitted-api.yaml'));
  const { apiId } = deployed.deployment.apis[0]!;
  const document = deployed.functionAt(0);
  assert.deepEqual(sourceArnsOf(document, 'live'), [
    `arn:aws:execute-api:eu-south-1:111122223333:${apiId}/*/GET/`,
  ]);
  assert.equal(document.aliases['live']?.functionVersion, '1');
  const stage = await deployed.stage(0, 'prod');
  assert.equal(stage.methodSettings['~1/GET']?.loggingLevel, 'INFO');
  assert.equal((await deployed.apiAt(0)).gatewayResponses.REQUEST_TOO_LARGE?.statusCode, '413');
  assert.deepEqual(deployed.deployment.notHonoured, []);
});

test('what cdk synth wrote: the code is the asset, the bootstrap parameter is not asked for', async () => {
  const deployed = await deploy(fixture('cdk.out'));
  const [fn] = deployed.deployment.functions;
  assert.match(fn!.codeOrigin, /fixtures\/cdk\.out\/asset\.1f3a[0-9a-f]+$/);
  assert.deepEqual(routesOf(deployed), [`ANY /{proxy+} AWS_PROXY ${fn!.functionName}`]);
  const { apiId } = deployed.deployment.apis[0]!;
  assert.deepEqual(sourceArnsOf(deployed.functionAt(0)), [
    `arn:aws:execute-api:eu-south-1:111122223333:${apiId}/prod/*/*`,
  ]);
  assert.deepEqual(
    deployed.deployment.notHonoured.map(({ type, property, reason }) => [type, property, reason]),
    Array.from({ length: 2 }, () => [
      'AWS::IAM::Role',
      'AssumeRolePolicyDocument',
      'IAM refuses it: Syntax errors in policy. (MalformedPolicyDocument)',
    ]),
  );
});

test('a CDK asset is found by its hash where the template has no metadata', async (t) => {
  const hash = 'ab'.repeat(32);
  const folder = folderWith(t, {
    'App.template.json': JSON.stringify({
      Resources: {
        Fn: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Code: { S3Bucket: 'assets', S3Key: `${hash}.zip` },
            Handler: 'index.handler',
            Role: 'arn:aws:iam::000000000000:role/r',
            Runtime: 'nodejs22.x',
          },
        },
      },
    }),
    [`asset.${hash}/index.js`]: '',
  });
  const { deployment } = await deploy(folder);
  assert.equal(deployment.functions[0]?.codeOrigin, join(folder, `asset.${hash}`));
});

test('started again, a project has the same ids and names, and nothing twice', async () => {
  const context = createDeployContext();
  const first = await deploy(fixture('implicit-api.yaml'), {}, context);
  const second = await deploy(fixture('implicit-api.yaml'), {}, context);
  assert.deepEqual(second.deployment, first.deployment);
  assert.equal((await context.store.list('rest-api')).length, 1);
  assert.equal((await context.store.list('deployment')).length, 1);
  assert.equal((await context.store.list('function')).length, 2);
  assert.equal(sourceArnsOf(second.functionAt(0)).length, 2);
});

test('two stacks live side by side', async () => {
  const context = createDeployContext();
  await deploy(fixture('implicit-api.yaml'), {}, context);
  await deployProject(await loadProject(fixture('implicit-api.yaml'), { stackName: 'other' }), context);
  assert.equal((await context.store.list('rest-api')).length, 2);
  assert.equal((await context.store.list('function')).length, 4);
});

test('where a resource is refused nothing of the project remains', async (t) => {
  const context = createDeployContext();
  const folder = folderWith(t, {
    'template.yaml': `Resources:
  Good: { Type: AWS::Lambda::Function, Properties: { Code: { ZipFile: x }, Handler: index.handler, Runtime: nodejs22.x, Role: 'arn:aws:iam::000000000000:role/r' } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }
  Bad:
    Type: AWS::Lambda::Function
    Properties: { Code: { ZipFile: x }, Handler: index.handler, Runtime: nodejs22.x, MemorySize: 1, Role: 'arn:aws:iam::000000000000:role/r' }
`,
  });
  await assert.rejects(
    deploy(folder, {}, context),
    /template\.yaml:4: Bad \(AWS::Lambda::Function\) cannot be created: 1 validation error detected: Value '1' at 'memorySize' failed .* \(ValidationException\)$/,
  );
  assert.equal((await context.store.list('rest-api')).length, 0);
  assert.equal((await context.store.list('function')).length, 0);
});

test("code from a folder, a zip and the template itself ends up in Lambda's own packages", async (t) => {
  const folder = folderWith(t, {
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Handler: index.handler, Runtime: nodejs22.x } }
Resources:
  Folder: { Type: AWS::Serverless::Function, Properties: { CodeUri: src } }
  Zip: { Type: AWS::Serverless::Function, Properties: { CodeUri: ./code.zip } }
  Inline: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.12, InlineCode: 'def handler(e, c): pass' } }
  Here: { Type: AWS::Serverless::Function }
`,
    'src/index.js': 'exports.handler = null;',
    'code.zip': zipSync({ 'index.js': new TextEncoder().encode('exports.handler = null;') }),
  });
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const telemetry = createTelemetry();
  const identity = { accountId: '000000000000', region: 'us-east-1' };
  const lambda = createLambdaService({
    ...identity,
    clock: systemClock,
    ids: systemIds,
    telemetry,
    folder: scratch,
    warn: () => undefined,
  });
  t.after(() => lambda.close());
  const deployment = await deployProject(await loadProject(folder), {
    ...createTestContext(),
    ...identity,
    clock: systemClock,
    ids: systemIds,
    lambda,
  });
  const entriesOf = (index: number): readonly string[] => {
    const document = lambda.function(deployment.functions[index]!.functionName)!;
    return lambda.packages
      .get(document.latest.codeSha256)!
      .entries.filter((entry) => entry.type === 'file')
      .map(({ path, mode }) => `${path} ${(mode & 0o7).toString(8)}`);
  };
  assert.deepEqual(
    deployment.functions.map(({ logicalId }) => logicalId),
    ['Folder', 'Zip', 'Inline', 'Here'],
  );
  assert.deepEqual(entriesOf(0), ['index.js 4']);
  assert.equal(entriesOf(1)[0]?.split(' ')[0], 'index.js');
  assert.deepEqual(entriesOf(2), ['index.py 4']);
  assert.ok(entriesOf(3).some((entry) => entry.startsWith('template.yaml ')));
  assert.deepEqual(
    deployment.functions.map(({ codeOrigin }) => codeOrigin.replace(/^.*\//, '')),
    ['src', 'code.zip', 'template.yaml:6', folder.replace(/^.*\//, '')],
  );
});
