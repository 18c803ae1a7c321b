// What templates say of who may call and what is checked, over HTTP: as SAM and CloudFormation deploy it, so it is served.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { createVarco, type Varco } from '../../src/varco.ts';

const echo = `exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ path: event.path, who: event.requestContext?.authorizer?.principalId ?? null }),
});
`;

const guard = `exports.handler = async ({ authorizationToken: token, methodArn }) => {
  if (token === 'nobody') throw new Error('Unauthorized');
  const Effect = token === 'friend' ? 'Allow' : 'Deny';
  const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }];
  return { principalId: token, policyDocument: { Version: '2012-10-17', Statement } };
};
`;

const header = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { CodeUri: src, Handler: echo.handler, Runtime: nodejs24.x }
`;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

interface Served {
  readonly varco: Varco;
  readonly folder: string;
  readonly ask: (path: string, init?: RequestInit) => Promise<Answer>;
}

async function serve(
  t: TestContext,
  template: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'varco-templates-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const all = { 'template.yaml': template, 'src/echo.js': echo, 'src/guard.js': guard, ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const varco = await createVarco({ project: folder, warn: () => {} });
  t.after(() => varco.close());
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(`${varco.apis[0]!.url}${path}`, init);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return { varco, folder, ask };
}

/** Not every machine's resolver knows names under `localhost`. */
function callByName(url: string): Promise<string> {
  const { host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/', headers: { host } }, (response) => {
      void text(response).then((body) => resolve(`${response.statusCode} ${body}`), reject);
    });
    request.on('error', reject);
  });
}

test('a Lambda authorizer decides: 401 without a token, 403 for a stranger, 200 for a friend', async (t) => {
  const { ask, varco } = await serve(
    t,
    `${header}Resources:
  Front:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Cors: "'*'"
      Auth:
        DefaultAuthorizer: Guard
        AddDefaultAuthorizerToCorsPreflight: false
        Authorizers: { Guard: { FunctionArn: !GetAtt GuardFunction.Arn, Identity: { ReauthorizeEvery: 0 } } }
  GuardFunction: { Type: AWS::Serverless::Function, Properties: { Handler: guard.handler } }
  Echo:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Get: { Type: Api, Properties: { RestApiId: !Ref Front, Path: /who, Method: get } }
        Open: { Type: Api, Properties: { RestApiId: !Ref Front, Path: /open, Method: get, Auth: { Authorizer: NONE } } }
`,
  );
  const as = (token: string): RequestInit => ({ headers: { authorization: token } });
  assert.equal((await ask('/v1/who')).status, 401);
  assert.equal((await ask('/v1/who', as('nobody'))).status, 401);
  assert.equal((await ask('/v1/who', as('stranger'))).status, 403);
  const friend = await ask('/v1/who', as('friend'));
  assert.deepEqual([friend.status, JSON.parse(friend.text).who], [200, 'friend']);
  assert.equal((await ask('/v1/open')).status, 200);
  assert.equal((await ask('/v1/who', { method: 'OPTIONS' })).status, 200);
  assert.deepEqual(
    varco.apis[0]!.routes.map(({ method, path, authorization }) => `${method} ${path} ${authorization}`),
    ['GET /who Guard', 'OPTIONS /who null', 'GET /open null', 'OPTIONS /open null'],
  );
  assert.deepEqual(varco.notHonoured, []);
});

test('an API key opens what its usage plan covers, and is counted', async (t) => {
  const { ask, varco } = await serve(
    t,
    `${header}Resources:
  Front:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        ApiKeyRequired: true
        UsagePlan: { CreateUsagePlan: PER_API, Quota: { Limit: 2, Period: DAY } }
  Echo:
    Type: AWS::Serverless::Function
    Properties:
      Events: { Get: { Type: Api, Properties: { RestApiId: !Ref Front, Path: /a, Method: get } } }
`,
  );
  const [key] = varco.apis[0]!.apiKeys;
  assert.equal(key?.logicalId, 'FrontApiKey');
  const keyed = { headers: { 'x-api-key': key.value } };
  assert.equal((await ask('/v1/a')).status, 403);
  assert.equal((await ask('/v1/a', { headers: { 'x-api-key': 'another' } })).status, 403);
  assert.equal((await ask('/v1/a', keyed)).status, 200);
  assert.equal((await ask('/v1/a', keyed)).status, 200);
  assert.equal((await ask('/v1/a', keyed)).status, 429);
});

/** The hash as the signer wants it, on Node's own. */
class Sha256 {
  readonly #hash;
  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }
  update(data: unknown): void {
    this.#hash.update(data as Uint8Array);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {
    throw new Error('a signature hashes once');
  }
}

test('AWS_IAM refuses what is not signed, and lets in what is', async (t) => {
  const { ask, varco } = await serve(
    t,
    `${header}Resources:
  Front: { Type: AWS::Serverless::Api, Properties: { StageName: v1, Auth: { DefaultAuthorizer: AWS_IAM } } }
  Echo:
    Type: AWS::Serverless::Function
    Properties:
      Events: { Get: { Type: Api, Properties: { RestApiId: !Ref Front, Path: /a, Method: get } } }
`,
  );
  const answer = await ask('/v1/a');
  assert.deepEqual([answer.status, answer.text], [403, '{"message":"Missing Authentication Token"}']);
  const { hostname, host } = new URL(varco.apis[0]!.url!);
  const signer = new SignatureV4({
    service: 'execute-api',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    sha256: Sha256,
  });
  const signed = await signer.sign({
    method: 'GET',
    protocol: 'http:',
    hostname,
    path: '/v1/a',
    headers: { host },
  });
  assert.equal((await ask('/v1/a', { headers: signed.headers })).status, 200);
});

test('a body that does not fit its model, and a parameter that is missing, are refused with 400', async (t) => {
  const { ask } = await serve(
    t,
    `${header}Resources:
  Front:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Models: { Order: { type: object, required: [item], properties: { item: { type: string } } } }
  Echo:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Create:
          Type: Api
          Properties:
            RestApiId: !Ref Front
            Path: /orders
            Method: post
            RequestModel: { Model: Order, Required: true, ValidateBody: true, ValidateParameters: true }
            RequestParameters: [method.request.querystring.shop: { Required: true }]
`,
  );
  const post = (body: string): RequestInit => ({
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  assert.equal((await ask('/v1/orders?shop=a', post('{}'))).status, 400);
  assert.equal((await ask('/v1/orders', post('{"item":"tea"}'))).status, 400);
  assert.equal((await ask('/v1/orders?shop=a', post('{"item":"tea"}'))).status, 200);
});

test('an OpenAPI document in a file, changed while it is served', async (t) => {
  const document = (path: string): string => `openapi: 3.0.1
info: { title: documented, version: '1.0' }
paths:
  ${path}:
    get:
      responses: { '200': { description: fine } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: '200', responseTemplates: { application/json: '{"at":"${path}"}' } } }
`;
  const template = `${header}Resources:
  Front: { Type: AWS::Serverless::Api, Properties: { StageName: v1, DefinitionUri: api/openapi.yaml } }
`;
  const { ask, varco, folder } = await serve(t, template, { 'api/openapi.yaml': document('/pets') });
  assert.equal(varco.apis[0]!.name, 'documented');
  assert.equal((await ask('/v1/pets')).text, '{"at":"/pets"}');
  const changed = new Promise((resolve) => void varco.follow(resolve).then(write));
  async function write(): Promise<void> {
    await writeFile(join(folder, 'api/openapi.yaml'), document('/cats'));
  }
  await changed;
  assert.equal((await ask('/v1/cats')).text, '{"at":"/cats"}');
});

test('a function in an OpenAPI document of the template, included from a file, with its authorizer', async (t) => {
  const { ask } = await serve(
    t,
    `${header}Resources:
  Front:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth: { DefaultAuthorizer: Guard, Authorizers: { Guard: { FunctionArn: !GetAtt GuardFunction.Arn } } }
      DefinitionBody:
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: openapi.yaml } }
  GuardFunction: { Type: AWS::Serverless::Function, Properties: { Handler: guard.handler } }
  Echo:
    Type: AWS::Serverless::Function
    Properties:
      Events: { Get: { Type: Api, Properties: { RestApiId: !Ref Front, Path: /pets, Method: get } } }
`,
    {
      'openapi.yaml': `openapi: 3.0.1
info: { title: included, version: '1.0' }
paths:
  /pets:
    get:
      responses: {}
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri:
          Fn::Sub: arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Echo.Arn}/invocations
`,
    },
  );
  assert.equal((await ask('/v1/pets')).status, 401);
  assert.equal((await ask('/v1/pets', { headers: { authorization: 'friend' } })).status, 200);
});

test('layers from a folder, function URLs and plain CloudFormation beside them', async (t) => {
  const { varco, ask } = await serve(
    t,
    `${header}Resources:
  Words: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layer } }
  Greeter:
    Type: AWS::Serverless::Function
    Properties:
      Handler: greet.handler
      Layers: [!Ref Words]
      FunctionUrlConfig: { AuthType: NONE }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: plain } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true, Value: a-key-of-twenty-characters } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Stage }] } }
  PlanKey: { Type: AWS::ApiGateway::UsagePlanKey, Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan } }
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      ApiKeyRequired: true
      MethodResponses: [{ StatusCode: '200' }]
      Integration:
        Type: MOCK
        RequestTemplates: { application/json: '{"statusCode": 200}' }
        IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { application/json: '{"ok":true}' } }]
  Deployment: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api } }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live, DeploymentId: !Ref Deployment } }
Outputs:
  Url: { Value: !GetAtt GreeterUrl.FunctionUrl }
`,
    {
      'src/greet.js': "exports.handler = async () => ({ statusCode: 200, body: require('words').hello });\n",
      'layer/nodejs/node_modules/words/index.js': "exports.hello = 'hello from a layer';\n",
    },
  );
  assert.equal((await ask('/live')).status, 403);
  const keyed = { headers: { 'x-api-key': 'a-key-of-twenty-characters' } };
  assert.deepEqual((await ask('/live', keyed)).text, '{"ok":true}');
  const [url] = varco.functionUrls;
  assert.equal(url?.functionName, varco.functions[0]!.functionName);
  assert.equal(await callByName(url.url), '200 hello from a layer');
});
