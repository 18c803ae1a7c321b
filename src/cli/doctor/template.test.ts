import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../doctor/finding.ts';
import { examineTemplate } from './template.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const ok = 'exports.handler = async () => ({ statusCode: 200 });\n';

async function findingsIn(
  t: TestContext,
  template: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'varco-doctor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ 'template.yaml': template, 'code/index.js': ok, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return (await examineTemplate(folder, { language: 'en' })).findings;
}

interface Parts {
  readonly sourceArn?: string;
  readonly permissionOn?: string;
  readonly uri?: string;
  readonly integration?: string;
  readonly function?: string;
  readonly method?: string;
  readonly dependsOn?: string;
  readonly more?: string;
  readonly stage?: string;
}

/** A template without a fault, but for what is given. */
function template(parts: Parts = {}): string {
  const sourceArn = 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/GET/orders/*';
  return `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Orders: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders } }
  Order: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: '{id}' } }
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Code: ./code
      Handler: index.handler
      Role: arn:aws:iam::000000000000:role/any
      Runtime: nodejs22.x
${parts.function ?? ''}
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: ${parts.permissionOn ?? '!Ref Function'}
      Action: lambda:InvokeFunction
      Principal: apigateway.amazonaws.com
      SourceArn: ${parts.sourceArn ?? `!Sub ${sourceArn}`}
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: GET
      ${parts.method ?? 'AuthorizationType: NONE'}
      Integration:
        Type: AWS_PROXY
        ${parts.integration ?? 'IntegrationHttpMethod: POST'}
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${parts.uri ?? '${Function.Arn}'}/invocations
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: ${parts.dependsOn ?? '[Method]'}
    Properties: { RestApiId: !Ref Api }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: prod${parts.stage ?? ''} }
${parts.more ?? ''}`;
}

/** `cause@the line's text`. */
function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ cause, source }) => `${cause}@${source?.text.trim()}`);
}

const cases: readonly (readonly [
  what: string,
  template: string,
  expected: readonly string[],
  files?: Readonly<Record<string, string>>,
])[] = [
  ['a template without a fault', template(), []],
  [
    'a permission for another method',
    template({
      sourceArn: '!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/POST/orders/*',
    }),
    [
      'permission.source-arn-mismatch@SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/POST/orders/*',
    ],
  ],
  [
    'a permission for the root only',
    template({ sourceArn: '!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/GET/' }),
    [
      'permission.source-arn-mismatch@SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/GET/',
    ],
  ],
  [
    'a logical id as text instead of the id of the API',
    template({
      sourceArn: '!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:RestApi/*/GET/orders/*',
    }),
    [
      'permission.source-arn-mismatch@SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:RestApi/*/GET/orders/*',
    ],
  ],
  [
    'a permission for the stage by its resource',
    template({
      sourceArn: '!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/${Stage}/GET/orders/*',
    }),
    [],
  ],
  [
    'a permission on the function, the call to an alias',
    template({
      uri: '${Live}',
      more: `  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Function } }
  Live: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Function, FunctionVersion: !GetAtt Version.Version, Name: live } }`,
    }),
    ['permission.qualifier-missing@Method:'],
  ],
  [
    'GET towards Lambda',
    template({ integration: 'IntegrationHttpMethod: GET' }),
    ['integration.http-method-not-post@Integration:'],
  ],
  [
    'a function that may outlast its gateway',
    template({ function: '      Timeout: 60' }),
    ['integration.timeout@Timeout: 60'],
  ],
  [
    'a deployment that waits for nothing',
    template({ dependsOn: '[Api]' }),
    ['integration.stale-deployment@Deployment:'],
  ],
  [
    'a stage without the variable',
    template({ uri: '${Function.Arn}:${!stageVariables.alias}', stage: ', Variables: { other: x }' }),
    [
      'integration.stage-variable-unset@Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: prod, Variables: { other: x } }',
    ],
  ],
  [
    'an authorizer of another kind',
    template({
      method: 'AuthorizationType: COGNITO_USER_POOLS\n      AuthorizerId: !Ref Mine',
      more: `  Mine:
    Type: AWS::ApiGateway::Authorizer
    Properties: { RestApiId: !Ref Api, Name: mine, Type: TOKEN, IdentitySource: method.request.header.Authorization, AuthorizerUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:other/invocations' }`,
    }),
    ['integration.authorizer-failure@AuthorizationType: COGNITO_USER_POOLS'],
  ],
  [
    'an authorizer that may not be called',
    template({
      method: 'AuthorizationType: CUSTOM\n      AuthorizerId: !Ref Mine',
      more: `  Guard:
    Type: AWS::Lambda::Function
    Properties: { Code: ./code, Handler: index.handler, Role: 'arn:aws:iam::000000000000:role/any', Runtime: nodejs22.x }
  Mine:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
      Name: mine
      Type: TOKEN
      IdentitySource: method.request.header.Authorization
      AuthorizerUri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Guard.Arn}/invocations`,
    }),
    ['permission.missing-statement@Mine:'],
  ],
  [
    'a handler that is not there',
    template().replace('index.handler', 'main.handler'),
    ['handler.module-not-found@Handler: main.handler'],
  ],
  [
    'a text where the contract wants an object',
    template(),
    ["response.not-object@exports.handler = async () => 'hello';"],
    { 'code/index.js': "exports.handler = async () => 'hello';\n" },
  ],
  [
    'a variable of the environment that nobody sets',
    template(),
    ['init.env-missing@TABLE = os.environ["TABLE"]'],
    {
      'code/index.py':
        'import os\nTABLE = os.environ["TABLE"]\ndef handler(event, context):\n    return {"statusCode": 200, "body": TABLE + os.environ["AWS_REGION"]}\n',
    },
  ],
];

for (const [what, text, expected, files] of cases) {
  test(`template: ${what}`, async (t) => {
    const written = files?.['code/index.py'] === undefined ? text : text.replace('nodejs22.x', 'python3.12');
    assert.deepEqual(told(await findingsIn(t, written, files)), expected);
  });
}

test('what a build will install is not missing, what is declared for development only is', async (t) => {
  const sam = `Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: code
      Handler: index.handler
      Runtime: nodejs22.x
      Events: { Get: { Type: Api, Properties: { Path: /, Method: get } } }
`;
  const code = `require('express');\nrequire('jest');\n${ok}`;
  const json = '{"dependencies":{"express":"5"},"devDependencies":{"jest":"30"}}';
  const findings = await findingsIn(t, sam, { 'code/index.js': code, 'code/package.json': json });
  assert.deepEqual(told(findings), ["package.missing-module@require('jest');"]);
});

test('a handler that a wrapper starts as a program is looked at as one', async (t) => {
  const web = (text: string): Promise<readonly Finding[]> =>
    findingsIn(
      t,
      template({
        function:
          '      Layers: [arn:aws:lambda:us-east-1:753240598075:layer:LambdaAdapterLayerX86:25]\n      Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: /opt/bootstrap } }',
      }).replace('index.handler', 'run.sh'),
      { 'code/run.sh': text },
    );
  assert.deepEqual(
    (await web('#!/bin/bash\nexec node app.js\n')).map(({ cause }) => cause),
    ['package.not-executable'],
  );
});

test('of a queue’s handler nothing is asked that only a proxy’s must give', async (t) => {
  const sam = `Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: code
      Handler: index.handler
      Runtime: nodejs22.x
      Events: { Jobs: { Type: SQS, Properties: { Queue: arn:aws:sqs:us-east-1:000000000000:jobs } } }
`;
  const code =
    'exports.handler = async (event) => {\n  for (const record of event.Records) console.log(record);\n};\n';
  assert.deepEqual(told(await findingsIn(t, sam, { 'code/index.js': code })), []);
});

test('in Italian the same is found, in other words', async () => {
  const [english, italian] = await Promise.all(
    (['en', 'it'] as const).map((language) => examineTemplate(join(root, 'examples/orders'), { language })),
  );
  assert.deepEqual(
    italian!.findings.map(({ cause }) => cause).toSorted(),
    english!.findings.map(({ cause }) => cause).toSorted(),
  );
  const said = new Set(english!.findings.flatMap(({ title, why, fix }) => [title, why, fix.text]));
  for (const { title, why, fix } of italian!.findings)
    for (const text of [title, why, fix.text]) assert.ok(!said.has(text), text);
});

test('in the example project every finding is about a broken route', async () => {
  const { findings } = await examineTemplate(join(root, 'examples/orders'), { language: 'en' });
  assert.ok(findings.length >= 10);
  const works = findings.filter(
    ({ source, cause }) => source?.file.includes('src/orders/') && cause !== 'handler.callback-unsupported',
  );
  assert.deepEqual(told(works), []);
});
