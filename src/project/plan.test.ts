import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { UserError } from '../core/errors.ts';
import { deployProject } from './deploy-project.ts';
import { planProject } from './plan.ts';
import { createDeployContext } from './testing/deploy-context.ts';
import { loadText } from './testing/load-text.ts';

const identity = { accountId: '000000000000', region: 'us-east-1' };
const sam = 'Transform: AWS::Serverless-2016-10-31\n';
const iam = 'IAM is not enforced locally: functions run with the credentials they are given, or none';

/** `logicalId.property: reason`, in order. */
async function notHonoured(t: TestContext, text: string): Promise<readonly string[]> {
  const plan = planProject(await loadText(t, text), identity);
  return plan.notHonoured.map(
    ({ logicalId, type, property, reason }) => `${logicalId} ${property ?? type}: ${reason}`,
  );
}

test('everything that is left out is listed, once', async (t) => {
  const list = await notHonoured(
    t,
    `${sam}Description: nothing to say of
Metadata: { any: thing }
Mapings: {}
Hooks: {}
Rules:
  CheckBootstrapVersion: {}
  Other: {}
Globals:
  Function: { Runtime: nodejs22.x, CodeUri: code, Handler: index.handler, Tracing: Active }
  HttpApi: { Domain: {} }
Resources:
  One:
    Type: AWS::Serverless::Function
    Connectors: {}
    Metadata: { BuildMethod: esbuild }
    Properties:
      Policies: [AWSLambdaBasicExecutionRole]
      Timout: 3
      VpcConfig: { SubnetIds: [!ImportValue network] }
      Environment: { Variables: { SECRET: '{{resolve:secretsmanager:a}}' } }
      FunctionUrlConfig: { AuthType: NONE }
      SnapStart: { ApplyOn: None }
      Events:
        Queue: { Type: SQS, Properties: { Queue: arn } }
        Http: { Type: HttpApi }
        Rest:
          Type: Api
          Properties: { RestApiId: !Ref Front, Path: /a, Method: get, Auth: { Authorizer: Mine, AuthorizationScopes: [a] }, ResponseTransferMode: STREAM }
        Open: { Type: Api, Properties: { RestApiId: !Ref Front, Path: /b, Method: get, Auth: { Authorizer: NONE } } }
  Two:
    Type: AWS::Serverless::Function
    Properties: { Policies: [A], PermissionsBoundary: arn }
  Three:
    Type: AWS::Serverless::Function
    Properties: { Policies: [A] }
  Front:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      CacheClusterEnabled: false
      MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', CachingEnabled: true }]
      CanarySetting: { PercentTraffic: 5 }
      Domain: { DomainName: a.example, CertificateArn: arn, EndpointConfiguration: PRIVATE }
      Auth: { DefaultAuthorizer: Mine, Authorizers: { Mine: { UserPoolArn: !GetAtt Users.Arn, Nonsense: 1 } } }
  Users: { Type: AWS::Cognito::UserPool }
  Http: { Type: AWS::Serverless::HttpApi }
  Queue: { Type: AWS::SQS::Queue }
  Analytics: { Type: AWS::CDK::Metadata }
`,
  );
  assert.deepEqual(list, [
    'Mapings template section: CloudFormation has no such section',
    'Hooks template section: there are no deployments between two environments',
    'Rules Other: rules about parameters are not checked',
    'One Connectors: IAM is not enforced locally',
    'Globals Function.Tracing: no traces are recorded',
    `One Policies: ${iam} (also of Two, Three)`,
    'One Timout: Varco has not heard of this property',
    "One VpcConfig: functions run in this machine's network",
    'One Events.Queue: Varco sends functions no events of type SQS',
    'One Events.Http: HTTP APIs are not built: this route does not exist',
    'One Events.Rest.Properties.ResponseTransferMode: responses are buffered: streaming is not built yet',
    'One Environment: dynamic references, {{resolve:…}}, are not looked up: the text stays as it is',
    'One Metadata.BuildMethod: Varco builds nothing: run "sam build", then start .aws-sam/build',
    `Two PermissionsBoundary: ${iam}`,
    'Front MethodSettings[0].CachingEnabled: it is kept, but responses are not cached',
    'Front Domain: there are no private networks on this machine',
    'Front Auth.Authorizers.Mine.Nonsense: Varco has not heard of this property',
    'Users AWS::Cognito::UserPool: Varco has no user pools: an authorizer of this pool refuses every token, unless VARCO_JWKS_{POOL ID} names a file with its keys',
    'Http AWS::Serverless::HttpApi: HTTP APIs are not built: Varco serves REST APIs',
    'Queue AWS::SQS::Queue: Varco does not create it: what refers to it gets a made-up value of the right shape',
  ]);
});

test('of plain CloudFormation too', async (t) => {
  const list = await notHonoured(
    t,
    `Transform: [AWS::LanguageExtensions, MyMacro]
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: { Code: code, Handler: index.handler, Runtime: nodejs22.x, Role: !GetAtt Role.Arn, TracingConfig: { Mode: Active }, DeadLetterConfig: { TargetArn: a } }
  Role: { Type: AWS::IAM::Role, Properties: { Policies: [] } }
  Other: { Type: AWS::IAM::Role, Properties: { Policies: [] } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Body: {}, Policy: {}, MinimumCompressionSize: 10 } }
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Authorizer
      ApiKeyRequired: true
      RequestValidatorId: !Ref Validator
      Integration: { Type: HTTP, IntegrationHttpMethod: GET, Uri: 'http://a.example', ConnectionType: VPC_LINK, ConnectionId: x }
  Authorizer: { Type: AWS::ApiGateway::Authorizer }
  Validator: { Type: AWS::ApiGateway::RequestValidator }
  Domain: { Type: AWS::ApiGateway::DomainName, Properties: { DomainName: a.example, MutualTlsAuthentication: {} } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { VersioningConfiguration: { Status: Enabled } } }
  Http: { Type: AWS::ApiGatewayV2::Api }
`,
  );
  assert.deepEqual(list, [
    'Transform template section: the macro MyMacro is not run',
    'Fn TracingConfig.Mode: no traces are recorded',
    `Role Policies: ${iam} (also of Other)`,
    'Method Integration.ConnectionType: there are no VPC links on this machine',
    'Method Integration.ConnectionId: there are no VPC links on this machine',
    'Domain MutualTlsAuthentication: OPEN: clients are asked for no certificate, since Varco speaks plain HTTP',
    'Bucket VersioningConfiguration: objects have one version',
    'Http AWS::ApiGatewayV2::Api: HTTP APIs are not built: Varco serves REST APIs',
  ]);
});

test('what is left out does not keep the rest from being deployed', async (t) => {
  const project = await loadText(
    t,
    `${sam}Resources:
  Front: { Type: AWS::Serverless::Api, Properties: { StageName: v1 } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: code
      Handler: index.handler
      Runtime: nodejs22.x
      Layers: ['arn:aws:lambda:eu-south-1:580247275435:layer:LambdaInsightsExtension:53']
      VpcConfig: { SubnetIds: [!ImportValue network] }
      Environment: { Variables: { URL: !Ref Queue, SECRET: '{{resolve:ssm:a}}', BUCKET: !GetAtt Bucket.DomainName, OTHER: !GetAtt Thing.EndpointArn } }
      Events: { Rest: { Type: Api, Properties: { RestApiId: !Ref Front, Path: /a, Method: get } } }
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub '\${AWS::StackName}-queue' } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !ImportValue bucket } }
  Thing: { Type: Custom::Thing }
`,
  );
  const context = createDeployContext();
  const { apis, functions, notHonoured: leftOut } = await deployProject(project, context);
  assert.deepEqual(
    apis.map(({ logicalId, stages, routes }) => [
      logicalId,
      stages,
      routes.map(({ method, path }) => `${method} ${path}`),
    ]),
    [['Front', ['v1'], ['GET /a']]],
  );
  assert.deepEqual(
    leftOut.filter(({ property }) => property === 'Layers').map(({ reason }) => reason),
    [
      'arn:aws:lambda:eu-south-1:580247275435:layer:LambdaInsightsExtension:53 is not on this machine: nothing of it is mounted at /opt',
    ],
  );
  assert.match(
    leftOut.find(({ property }) => property === 'BucketName')!.reason,
    /template\.yaml:\d+: Fn::ImportValue asks for another stack's export/,
  );
  const { environment } = context.publishedFunctions.get(functions[0]!.functionName)!.latest;
  assert.equal(environment['URL'], 'https://sqs.eu-south-1.amazonaws.com/111122223333/stack-queue');
  assert.equal(environment['SECRET'], '{{resolve:ssm:a}}');
  assert.match(environment['BUCKET']!, /^stack-bucket-[a-z0-9]{12}\.s3\.amazonaws\.com$/);
  assert.match(environment['OTHER']!, /^arn:aws:thing:eu-south-1:111122223333:stack-Thing-[A-Z0-9]{12}$/);
});

test('names that SAM makes for what is left out resolve, so that outputs do', async (t) => {
  const project = await loadText(
    t,
    `${sam}Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: code
      Handler: index.handler
      Runtime: nodejs22.x
      Events: { Http: { Type: HttpApi }, Nightly: { Type: Schedule } }
Outputs:
  Http: { Value: !Sub 'https://\${ServerlessHttpApi}/\${ServerlessHttpApi.Stage}' }
  Rule: { Value: !GetAtt FnNightly.Arn }
`,
  );
  const { outputs } = await deployProject(project, createDeployContext());
  assert.match(outputs['Http']!, /^https:\/\/[a-z0-9]{10}\/\$default$/);
  assert.match(outputs['Rule']!, /^arn:aws:events:eu-south-1:111122223333:stack-FnNightly-/);
});

test('each mistake in a template is one sentence with its place and what to do', async (t) => {
  const fn = (properties: string): string =>
    `${sam}Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: index.handler\n      Runtime: nodejs22.x\n${properties}`;
  const withEvent = (event: string, more = ''): string =>
    fn(`      CodeUri: code\n      Events: { E: { Type: Api, Properties: { ${event} } } }\n${more}`);
  const api = (properties: string): string =>
    `${sam}Resources:\n  Api: { Type: AWS::Serverless::Api, Properties: { StageName: a, ${properties} } }\n`;
  const cases: readonly (readonly [name: string, text: string, sentence: RegExp])[] = [
    ['empty', 'Resources: {}\n', /template\.yaml:1: Resources is empty: add a resource\.$/],
    [
      'no type',
      'Resources:\n  A: { Properties: {} }\n',
      /:2: A needs a Type, for instance AWS::Lambda::Function\.$/,
    ],
    ['no map', 'Resources:\n  A: text\n', /:2: A must be a map with a Type\.$/],
    [
      'loop',
      'Resources:\n  Fn::ForEach::Loop: [a]\n',
      /:2: Fn::ForEach::Loop cannot be expanded locally: write out the resources it would make\.$/,
    ],
    [
      'no transform',
      'Resources:\n  A: { Type: AWS::Serverless::Function }\n',
      /:2: A is an AWS::Serverless::Function, which AWS knows only in templates with "Transform: AWS::Serverless-2016-10-31": add that line\.$/,
    ],
    [
      'unknown reference',
      fn('      CodeUri: code\n      Description: !Sub "${Nobody}"\n'),
      /:9: Fn refers to Nobody, which is neither a parameter nor a resource of the template: correct the name\.$/,
    ],
    [
      'reference of a type left out',
      'Resources:\n  A: { Type: AWS::SQS::Queue, Properties: { X: !Ref B } }\n',
      /:2: A refers to B, which is neither/,
    ],
    [
      'DependsOn',
      'Resources:\n  A:\n    Type: AWS::SQS::Queue\n    DependsOn: Q\n',
      /:4: A depends on Q, which is no resource of the template \(did you mean A\?\): correct the name\.$/,
    ],
    [
      'switched off',
      'Conditions: { Never: !Equals [a, b] }\nResources:\n  A: { Type: AWS::SQS::Queue, Condition: Never }\n  B: { Type: AWS::SQS::Queue, Properties: { X: !Ref A } }\n',
      /:4: B refers to A, which its condition switches off: give B the same condition, or use Fn::If\.$/,
    ],
    [
      'SSM parameter',
      `Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /a } }\n${fn('      CodeUri: code\n      Description: !Ref P\n')}`,
      /:10: parameter P is kept in the Systems Manager of an AWS account \(\/a\), which Varco does not ask: start with --parameter P=VALUE\.$/,
    ],
    [
      'ImportValue',
      fn('      CodeUri: code\n      Description: !ImportValue x\n'),
      /:9: Fn::ImportValue asks for another stack's export/,
    ],
    [
      'output without value',
      'Resources:\n  A: { Type: AWS::SQS::Queue }\nOutputs:\n  O: { Export: { Name: a } }\n',
      /:4: output O needs a Value: add it\.$/,
    ],
    [
      'image',
      fn('      PackageType: Image\n'),
      /:8: Fn\.PackageType is Image, and Varco does not run container images: give the function a folder or zip of code\.$/,
    ],
    [
      'Globals section',
      `Globals:\n  Functions: {}\n${fn('')}`,
      /:2: Globals has no Functions: use one of Function, Api,/,
    ],
    [
      'Globals property',
      `Globals:\n  Function:\n    Role: x\n${fn('')}`,
      /:3: SAM does not take Role in Globals\.Function: move it to the resources\.$/,
    ],
    [
      'two codes',
      fn('      CodeUri: code\n      InlineCode: x\n'),
      /:9: Fn has both InlineCode and CodeUri: keep one\.$/,
    ],
    [
      'event without path',
      withEvent('Method: get'),
      /:9: Fn\.Events\.E needs Path: add it under Properties\.$/,
    ],
    [
      'path without slash',
      withEvent('Path: orders, Method: get'),
      /:9: Fn\.Events\.E\.Path is "orders", but a path starts with a slash: write "\/orders"\.$/,
    ],
    [
      'path of a function',
      withEvent('Path: !Sub "/${AWS::Region}", Method: get'),
      /:9: Fn\.Events\.E\.Path must be a plain text, for SAM resolves no functions there: write it out\.$/,
    ],
    [
      'event of no API',
      withEvent('Path: /a, Method: get, RestApiId: !Ref Nobody'),
      /:9: Fn\.Events\.E belongs to Nobody, which is no resource of the template: RestApiId must be a Ref to an AWS::Serverless::Api\.$/,
    ],
    [
      'route twice',
      fn(
        '      CodeUri: code\n      Events:\n        A: { Type: Api, Properties: { Path: /a, Method: get } }\n        B: { Type: Api, Properties: { Path: /a/, Method: GET } }\n',
      ),
      /:11: Fn\.Events\.B asks for GET \/a, which Fn\.Events\.A has: change one of them\.$/,
    ],
    [
      'no stage',
      `${sam}Resources:\n  Api: { Type: AWS::Serverless::Api }\n`,
      /:3: Api needs StageName: add it under Properties\.$/,
    ],
    [
      'cors member',
      `${sam}Resources:\n  Api: { Type: AWS::Serverless::Api, Properties: { StageName: a, Cors: { Origin: x } } }\n`,
      /:3: Api\.Cors has Origin, which SAM does not take: use AllowCredentials, /,
    ],
    [
      'cors credentials',
      `${sam}Resources:\n  Api: { Type: AWS::Serverless::Api, Properties: { StageName: a, Cors: { AllowCredentials: true } } }\n`,
      /:3: Api\.Cors allows credentials from every origin, which browsers and SAM refuse: name the origin in AllowOrigin\.$/,
    ],
    [
      'default authorizer',
      api('Auth: { DefaultAuthorizer: Mine }'),
      /:3: Api\.Auth\.DefaultAuthorizer is "Mine", which Auth\.Authorizers does not have: add it there, or correct the name\.$/,
    ],
    [
      'authorizer without a function',
      api('Auth: { DefaultAuthorizer: Mine, Authorizers: { Mine: {} } }'),
      /:3: Api\.Auth\.Authorizers\.Mine needs FunctionArn or UserPoolArn: add one\.$/,
    ],
    [
      'authorizer without a source',
      api('Auth: { Authorizers: { Mine: { FunctionArn: a, FunctionPayloadType: REQUEST } } }'),
      /:3: Api\.Auth\.Authorizers\.Mine\.Identity must have Headers, QueryStrings, StageVariables or Context: name what tells callers apart\.$/,
    ],
    [
      'usage plan of no kind',
      api('Auth: { UsagePlan: {} }'),
      /:3: Api\.Auth\.UsagePlan needs CreateUsagePlan: PER_API, SHARED or NONE\.$/,
    ],
    [
      'Auth beside a document elsewhere',
      api('DefinitionUri: api.yaml, Auth: { DefaultAuthorizer: AWS_IAM }'),
      /:3: Api\.Auth cannot be added to the document that DefinitionUri names: write it there, or use DefinitionBody\.$/,
    ],
    [
      'two documents',
      api('DefinitionUri: api.yaml, DefinitionBody: {}'),
      /:3: Api has both DefinitionUri and DefinitionBody: keep one\.$/,
    ],
    [
      'no document',
      api('DefinitionBody: { info: {} }, Cors: "a"'),
      /:3: Api\.DefinitionBody is no OpenAPI document that SAM can add to: give it swagger or openapi, and paths\.$/,
    ],
    [
      'domain without certificate',
      api('Domain: { DomainName: a.example }'),
      /:3: Api\.Domain needs CertificateArn: add it\.$/,
    ],
    [
      'model without type',
      api('Models: { Order: {} }'),
      /:3: Api\.Models\.Order needs a type: add it, for instance "type: object"\.$/,
    ],
    [
      "an event's authorizer",
      withEvent('Path: /a, Method: get, Auth: { Authorizer: Mine }'),
      /:9: Fn\.Events\.E names the authorizer "Mine", which its API does not have: add it under Auth\.Authorizers of the API\.$/,
    ],
    [
      'an event that opts out of nothing',
      withEvent('Path: /a, Method: get, Auth: { Authorizer: NONE }'),
      /:9: Fn\.Events\.E opts out of an authorizer, which SAM takes only where the API has a DefaultAuthorizer: leave Authorizer out\.$/,
    ],
    [
      "an event's model",
      withEvent('Path: /a, Method: get, RequestModel: { Model: Order }'),
      /:9: Fn\.Events\.E names the model "Order", which its API does not have: add it under Models of the API\.$/,
    ],
    [
      "an event's parameter",
      withEvent('Path: /a, Method: get, RequestParameters: [header.A]'),
      /:9: Fn\.Events\.E\.RequestParameters takes names such as method\.request\.header\.Authorization, not "header\.A"\.$/,
    ],
    [
      'function URL',
      fn('      CodeUri: code\n      FunctionUrlConfig: {}\n'),
      /:9: Fn\.FunctionUrlConfig needs AuthType: NONE or AWS_IAM\.$/,
    ],
    [
      'provisioned without alias',
      fn('      CodeUri: code\n      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 }\n'),
      /:9: Fn has ProvisionedConcurrencyConfig, which SAM takes only with AutoPublishAlias: add it\.$/,
    ],
    [
      'include',
      api("DefinitionBody: { 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: gone.yaml } } }"),
      /:3: AWS::Include names .*gone\.yaml, which cannot be read \(ENOENT.*\): correct the path\.$/,
    ],
    [
      'circle',
      withEvent('Path: /a, Method: get', '      Description: !Ref ServerlessRestApi\n'),
      /:3: resources depend on each other in a circle, Fn → ServerlessRestApi → Fn, which AWS refuses: take one of the references away\.$/,
    ],
    [
      'itself',
      'Resources:\n  A: { Type: AWS::SQS::Queue, Properties: { X: !Ref A } }\n',
      /:2: A depends on itself, which AWS refuses: take one of the references away\.$/,
    ],
  ];
  for (const [name, text, sentence] of cases) {
    await assert.rejects(
      loadText(t, text),
      (error) =>
        (error instanceof UserError && sentence.test(error.message)) ||
        assert.fail(`${name}: ${String(error)}`),
      name,
    );
  }
});

test('so is each mistake that only shows when a resource is created', async (t) => {
  const fn = (properties: string): string =>
    `Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: index.handler\n      Runtime: nodejs22.x\n      Role: arn:aws:iam::000000000000:role/r\n${properties}`;
  const cases: readonly (readonly [text: string, sentence: RegExp])[] = [
    [
      fn('      Code: src\n'),
      /template\.yaml:8: the code of Fn should be in .*src, which does not exist: correct the path, or build the project first\.$/,
    ],
    [
      fn('      Code: code/index.js\n'),
      /:8: the code of Fn is the file .*index\.js: name its folder, or a zip\.$/,
    ],
    [
      fn('      Code: s3://bucket/key\n'),
      /:8: the code of Fn is s3:\/\/bucket\/key, which Varco does not fetch: name a folder or zip, or start from the template before it was packaged\.$/,
    ],
    [fn('      Code: { S3Bucket: bucket, S3Key: key }\n'), /:8: the code of Fn is s3:\/\/bucket\/key, which/],
    [
      fn('      Code: { ImageUri: x }\n'),
      /:8: Fn is a container image, which Varco does not run: give it a folder or zip of code\.$/,
    ],
    [fn('      Code: [a]\n'), /:8: the code of Fn must be a folder, a zip, or a map\.$/],
    [
      fn('      Code: { ZipFile: x }\n').replace('nodejs22.x', 'java21'),
      /:8: Fn has its code in the template, which is possible for Node\.js and Python only: put it into a folder\.$/,
    ],
    [fn('      Code: code\n      Timeout: soon\n'), /:9: Fn\.Timeout must be a number, but is "soon"\.$/],
    [
      fn('      Code: code\n      Environment: { Variables: { A: [b] } }\n'),
      /:9: Fn\.Environment\.Variables must be a map of texts, but is a map\.$/,
    ],
    [
      fn('      Code: code\n      Tags: [text]\n'),
      /:9: Fn\.Tags must be a list of maps, but its item 0 is "text"\.$/,
    ],
    [
      fn('      Code: code\n').replace('      Role: arn:aws:iam::000000000000:role/r\n', ''),
      /:5: Fn needs Role: add it\.$/,
    ],
    [
      `${fn('      Code: code\n')}Outputs: { O: { Value: !GetAtt Fn.Name } }\n`,
      /:9: Fn has no attribute Name: use one that its type returns\.$/,
    ],
    [
      'Resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }\n  D: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api } }\n',
      /:3: D \(AWS::ApiGateway::Deployment\) cannot be created: The REST API doesn't contain any methods \(BadRequestException\)$/,
    ],
  ];
  for (const [text, sentence] of cases) {
    const project = await loadText(t, text);
    await assert.rejects(
      deployProject(project, createDeployContext()),
      (error) => (error instanceof UserError && sentence.test(error.message)) || assert.fail(String(error)),
      text,
    );
  }
});
