import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { executionLog } from '../../execution/execution-log.ts';
import { createFixture, type Fixture } from '../../lambda/testing/function-fixture.ts';
import type { AuthorizerModel, MethodModel, RestApiDocument } from '../model.ts';
import { lambdaIntegration, mockIntegration, restApi } from '../testing/rest-api.ts';
import { accountId, serveApi, type ServedOptions } from '../testing/served-api.ts';

const apiId = 'api1234567';
const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:${accountId}:function:${name}`;
const uriOf = (name: string): string => lambdaIntegration(arnOf(name)).uri!;

/** Does what its token says: returns a value, or throws. Counts its runs in what it returns as context. */
const authorizerCode = `
let runs = 0;
exports.handler = async (event) => {
  runs += 1;
  const order = JSON.parse(event.authorizationToken ?? event.headers.Order);
  if (order.throws !== undefined) throw new Error(order.throws);
  if (order.allow !== undefined) {
    const Statement = { Effect: order.deny ? 'Deny' : 'Allow', Action: 'execute-api:Invoke', Resource: order.allow };
    const context = { runs, event: JSON.stringify(event), flag: true };
    return { principalId: 'user|ab1234', policyDocument: { Version: '2012-10-17', Statement }, context, ...order.more };
  }
  return order.returns;
};`;
const echoCode = `exports.handler = async (event) => ({ body: JSON.stringify(event) });`;

let functions: Fixture;
before(async () => {
  functions = createFixture();
  await functions.publish({ 'index.js': authorizerCode }, { configuration: { functionName: 'authorizer' } });
  await functions.publish({ 'index.js': echoCode }, { configuration: { functionName: 'echo' } });
  await functions.publish({ 'index.js': echoCode }, { configuration: { functionName: 'closed' } });
});
after(() => functions[Symbol.asyncDispose]());

const token: AuthorizerModel = {
  id: 'auth01',
  name: 'token',
  type: 'TOKEN',
  providerARNs: [],
  authType: null,
  authorizerUri: uriOf('authorizer'),
  authorizerCredentials: 'arn:aws:iam::111122223333:role/caller',
  identitySource: 'method.request.header.Authorization',
  identityValidationExpression: null,
  authorizerResultTtlInSeconds: 0,
};
const request: AuthorizerModel = { ...token, type: 'REQUEST', identitySource: 'method.request.header.Order' };
const custom: Partial<MethodModel> = { authorizationType: 'CUSTOM', authorizerId: 'auth01' };

function apiWith(authorizer: AuthorizerModel, overrides: Partial<RestApiDocument> = {}): RestApiDocument {
  const echo = lambdaIntegration(arnOf('echo'), { credentials: 'arn:aws:iam::111122223333:role/caller' });
  return restApi(
    [
      { path: '/open/{id}', method: 'GET', integration: mockIntegration(200), overrides: custom },
      { path: '/echo', method: 'ANY', integration: echo, overrides: custom },
    ],
    { authorizers: { auth01: authorizer }, ...overrides },
  );
}

const serve = (t: TestContext, api: RestApiDocument, options: ServedOptions = {}) =>
  serveApi(t, api, { functions: functions.lambda, ...options });
const order = (what: object) => ({ headers: { authorization: JSON.stringify(what) } });
const allowAll = { allow: '*' };

test('each answer of a TOKEN authorizer ends as AWS ends it', async (t) => {
  const api = await serve(t, apiWith(token));
  const own = `arn:aws:execute-api:us-east-1:${accountId}:${apiId}/Prod/GET/open/7`;
  const broken = { status: 500, body: '{"message":null}', type: 'AuthorizerConfigurationException' };
  const unauthorized = { status: 401, body: '{"message":"Unauthorized"}', type: 'UnauthorizedException' };
  const denied = (rest: string) => ({
    status: 403,
    body: `{"Message":"User is not authorized to access this resource ${rest}"}`,
    type: 'AccessDeniedException',
  });
  const implicit = denied('because no identity-based policy allows the execute-api:Invoke action');
  const passed = { status: 200, body: '', type: undefined };
  const policy = { Version: '2012-10-17', Statement: [] };
  const cases: readonly (readonly [object, object])[] = [
    [allowAll, passed],
    [{ allow: own }, passed],
    [{ allow: [`${own.slice(0, -1)}*`] }, passed],
    [{ allow: own.replace('/GET/', '/POST/') }, implicit],
    [{ allow: own.replace('/open/7', '/open/{id}') }, implicit],
    [{ allow: '*', deny: true }, denied('with an explicit deny in an identity-based policy')],
    [{ throws: 'Unauthorized' }, unauthorized],
    [{ throws: 'unauthorized' }, broken],
    [{ throws: 'no database' }, broken],
    [{ returns: null }, broken],
    [{ returns: 'yes' }, broken],
    [{ returns: { principalId: 'a' } }, broken],
    [{ returns: { policyDocument: policy } }, broken],
    [{ returns: { principalId: 'a', policyDocument: { Statement: [{ Effect: 'Perhaps' }] } } }, broken],
    [{ ...allowAll, more: { context: { list: [1] } } }, broken],
    [{ ...allowAll, more: { context: 'text' } }, broken],
    [{ ...allowAll, more: { usageIdentifierKey: 7 } }, broken],
    [{ ...allowAll, more: { extra: 1 } }, broken],
    [{ returns: { principalId: 'a', policyDocument: policy } }, implicit],
  ];
  for (const [what, expected] of cases) {
    const { status, body, headers } = await api.ask('/Prod/open/7', order(what));
    assert.deepEqual({ status, body, type: headers['x-amzn-errortype'] }, expected, JSON.stringify(what));
  }
});

test('a missing token, or one that does not match the expression whole, is 401 without a run', async (t) => {
  const api = await serve(t, apiWith({ ...token, identityValidationExpression: 'Bearer [a-z]+' }));
  for (const headers of [
    {},
    { authorization: '' },
    { authorization: 'Bearer a1' },
    { authorization: 'x Bearer a' },
  ]) {
    const answer = await api.ask('/Prod/open/7', { headers });
    assert.deepEqual([answer.status, answer.body], [401, '{"message":"Unauthorized"}']);
  }
  for (const { authorizer } of api.executions()) assert.equal(authorizer?.integration, null);
});

test('the TOKEN event and what the backend is told of the caller are as on AWS', async (t) => {
  const api = await serve(t, apiWith(token));
  const answer = await api.ask('/Prod/echo?x=1', { ...order(allowAll), method: 'POST' });
  const { authorizer } = JSON.parse(answer.body).requestContext;
  const { event, runs: _runs, integrationLatency, ...rest } = authorizer;
  assert.deepEqual(JSON.parse(event), {
    type: 'TOKEN',
    authorizationToken: JSON.stringify(allowAll),
    methodArn: `arn:aws:execute-api:us-east-1:${accountId}:${apiId}/Prod/POST/echo`,
  });
  assert.deepEqual(rest, { flag: 'true', principalId: 'user|ab1234' });
  assert.equal(typeof integrationLatency, 'number');
});

test('the REQUEST event has empty objects where the proxy event has null, and no body', async (t) => {
  const api = await serve(t, apiWith(request));
  const headers = { Order: JSON.stringify(allowAll) };
  const answer = await api.ask('/Prod/echo', { method: 'POST', headers, body: 'hello' });
  const proxy = JSON.parse(answer.body);
  const event = JSON.parse(proxy.requestContext.authorizer.event);
  assert.deepEqual(Object.keys(event), [
    'type',
    'methodArn',
    'resource',
    'path',
    'httpMethod',
    'headers',
    'multiValueHeaders',
    'queryStringParameters',
    'multiValueQueryStringParameters',
    'pathParameters',
    'stageVariables',
    'requestContext',
  ]);
  assert.equal(event.type, 'REQUEST');
  const { authorizer: _authorizer, ...context } = proxy.requestContext;
  assert.deepEqual(event.requestContext, context);
  assert.deepEqual(event.headers, proxy.headers);
  for (const name of ['queryStringParameters', 'pathParameters', 'stageVariables']) {
    assert.deepEqual(event[name], {}, name);
    assert.equal(proxy[name], null, name);
  }
});

test('identity sources are read from headers, query, context and stage variables, and all must be there', async (t) => {
  const identitySource =
    'method.request.header.Order, method.request.querystring.who,context.httpMethod,stageVariables.env';
  const api = await serve(t, apiWith({ ...request, identitySource }), {
    stage: { variables: { env: 'test' } },
  });
  const headers = { Order: JSON.stringify(allowAll) };
  assert.equal((await api.ask('/Prod/open/7?who=me', { headers })).status, 200);
  assert.deepEqual(api.executions()[0]?.authorizer?.identity, [
    ['method.request.header.Order', headers.Order],
    ['method.request.querystring.who', 'me'],
    ['context.httpMethod', 'GET'],
    ['stageVariables.env', 'test'],
  ]);
  assert.equal((await api.ask('/Prod/open/7', { headers })).status, 401);
  assert.equal((await api.ask('/Prod/open/7?who=me')).status, 401);
});

test('an answer is kept for its time under its identity, its policy asked anew for each method', async (t) => {
  let nowMs = Date.now();
  const clock = { nowMs: () => nowMs, elapsedMs: () => performance.now(), after: () => () => undefined };
  const api = await serve(t, apiWith({ ...token, authorizerResultTtlInSeconds: 60 }), { clock });
  const only = { allow: `arn:aws:execute-api:*:*:*/Prod/GET/echo` };
  const runs = async (what: object): Promise<number> => {
    const { body } = await api.ask('/Prod/echo', order(what));
    return Number(JSON.parse(body).requestContext.authorizer.runs);
  };
  const first = await runs(only);
  assert.equal(await runs(only), first);
  assert.equal((await api.ask('/Prod/open/7', order(only))).status, 403, 'the kept policy does not allow it');
  assert.equal(await runs({ ...only, other: 1 }), first + 1, 'another identity');
  nowMs += 60_001;
  assert.equal(await runs(only), first + 2, 'its time is over');
  await api.gateway.publish(apiId);
  assert.equal(await runs(only), first + 3, 'the stage was published anew');
});

test('without a role, the function itself must allow the authorizer', async (t) => {
  const closed = { ...token, authorizerCredentials: null, authorizerUri: uriOf('closed') };
  const api = await serve(t, apiWith(closed));
  const answer = await api.ask('/Prod/open/7', order(allowAll));
  assert.deepEqual([answer.status, answer.body], [500, '{"message":null}']);
  const [execution] = api.executions();
  assert.deepEqual(execution?.outcome, {
    kind: 'authorizer-misconfigured',
    message: 'Invalid permissions on Lambda function',
  });
  const sourceArn = `arn:aws:execute-api:us-east-1:${accountId}:${apiId}/authorizers/auth01`;
  assert.equal(execution?.authorizer?.integration?.sourceArn, sourceArn);
  const document = functions.lambda.function('closed')!;
  const statement = {
    Sid: 'gateway',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: document.latest.functionArn,
    Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } },
  } as const;
  functions.lambda.publish({ ...document, policies: { '': [statement] } });
  await api.ask('/Prod/open/7', order(allowAll));
  // It runs now, and returns what is no policy.
  assert.deepEqual(api.executions()[1]?.outcome, {
    kind: 'authorizer-misconfigured',
    message: 'Invalid JSON in response: Unrecognized field "body" , not marked as ignorable',
  });
});

test('the authorizer names the API key where the API says so', async (t) => {
  const keyed = apiWith(token, { apiKeySource: 'AUTHORIZER' });
  const resource = keyed.resources['/echo']!;
  const methods = { ANY: { ...resource.methods['ANY']!, apiKeyRequired: true } };
  const api = await serve(
    t,
    { ...keyed, resources: { ...keyed.resources, '/echo': { ...resource, methods } } },
    {
      documents: [
        {
          kind: 'api-key',
          key: 'key0000001',
          value: {
            id: 'key0000001',
            value: 'k'.repeat(20),
            name: null,
            enabled: true,
            stageKeys: [],
            tags: {},
          },
        },
        {
          kind: 'usage-plan',
          key: 'plan01',
          value: {
            id: 'plan01',
            name: 'plan',
            apiStages: [{ apiId, stage: 'Prod', throttle: {} }],
            throttle: null,
            quota: null,
            apiKeyIds: ['key0000001'],
            tags: {},
          },
        },
      ],
    },
  );
  const named = { ...allowAll, more: { usageIdentifierKey: 'k'.repeat(20) } };
  const answer = await api.ask('/Prod/echo', order(named));
  const { identity } = JSON.parse(answer.body).requestContext;
  assert.deepEqual([identity.apiKey, identity.apiKeyId], ['k'.repeat(20), 'key0000001']);
  const sent = { authorization: JSON.stringify(allowAll), 'x-api-key': 'k'.repeat(20) };
  assert.equal((await api.ask('/Prod/echo', { headers: sent })).status, 403, 'the header does not count');
});

test('the log tells what the authorizer did', async (t) => {
  const api = await serve(t, apiWith(token));
  await api.ask('/Prod/open/7', order(allowAll));
  await api.ask('/Prod/open/7', order({ throws: 'no database' }));
  const rowsOf = (index: number, dataTrace: boolean): readonly string[] =>
    executionLog(api.executions()[index]!, { level: 'INFO', dataTrace }).map(({ text }) =>
      text.slice(text.indexOf(') ') + 2, text.indexOf(') ') + 2 + 60),
    );
  const id = api.executions()[0]!.requestId;
  assert.deepEqual(rowsOf(0, false).slice(1, 4), [
    `Starting authorizer: auth01 for request: ${id}`.slice(0, 60),
    'Using valid authorizer policy for principal: *****ab1234',
    'Successfully completed authorizer execution',
  ]);
  assert.deepEqual(
    rowsOf(1, true)
      .slice(2, -2)
      .map((row) => row.split(':', 1)[0]),
    [
      'Incoming identity',
      'Endpoint request URI',
      'Endpoint request headers',
      'Endpoint request body after transformations',
      'Sending request to https',
      'Authorizer result body before parsing',
    ],
  );
  assert.equal(
    rowsOf(1, false).at(-2),
    'Execution failed due to configuration error: Invalid JSON in response: U'.slice(0, 60),
  );
});

test('a test of an authorizer runs what is not deployed yet and tells its log', async (t) => {
  const api = await serve(t, apiWith(token));
  const test = (what: object) =>
    api.gateway.testInvokeAuthorizer({
      apiId,
      authorizerId: 'auth01',
      headers: [['Authorization', JSON.stringify(what)]],
    });
  const passed = await test(allowAll);
  assert.equal(passed.clientStatus, 0);
  assert.equal(passed.principalId, 'user|ab1234');
  assert.deepEqual(JSON.parse(passed.policy!).Statement.Effect, 'Allow');
  assert.match(passed.log, /^Execution log for request \S+\n.* : Starting authorizer: auth01 for request: /);
  assert.match(passed.log, /ESTestInvoke-stage\/GET\//);
  assert.match(passed.log, /: Successfully completed authorizer execution\n$/);
  const refused = await test({ throws: 'Unauthorized' });
  assert.equal(refused.clientStatus, 401);
  assert.match(refused.log, / : Unauthorized request: \S+\n.* : Unauthorized\n$/);
  const broken = await test({ throws: 'x' });
  assert.equal(broken.clientStatus, 500);
  assert.match(broken.log, / : AuthorizerConfigurationException\n$/);
  await assert.rejects(
    api.gateway.testInvokeAuthorizer({ apiId, authorizerId: 'none01' }),
    (thrown: Error) => thrown.message === 'Invalid Authorizer identifier specified',
  );
});
