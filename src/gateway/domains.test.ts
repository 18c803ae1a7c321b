import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentChange } from '../store/store.ts';
import { lambdaIntegration, mockIntegration, restApi, deploymentOf } from './testing/rest-api.ts';
import { serveApi } from './testing/served-api.ts';

const apiId = 'api1234567';
const api = restApi([
  { path: '/', method: 'GET', integration: mockIntegration(204) },
  { path: '/a/{id}', method: 'GET', integration: mockIntegration(200) },
]);

function domain(domainName: string): DocumentChange {
  return { kind: 'domain-name', key: domainName, value: { domainName } };
}

function mapping(domainName: string, basePath: string, stage: string | null, of = apiId): DocumentChange {
  return {
    kind: 'base-path-mapping',
    key: `${domainName}/${basePath}`,
    value: { domainName, basePath, apiId: of, stage },
  };
}

const documents = [
  domain('api.example.com'),
  mapping('api.example.com', 'orders', 'Prod'),
  mapping('api.example.com', 'orders/v2', 'Prod'),
  mapping('api.example.com', 'any', null),
  domain('whole.example.com'),
  mapping('whole.example.com', '', 'Prod'),
  domain('*.example.org'),
  mapping('*.example.org', '', 'Prod'),
  domain('empty.example.com'),
];

test('a custom domain leads to API and stage by its longest base path', async (t) => {
  const served = await serveApi(t, api, { documents });
  const cases: readonly (readonly [string, string, number, string?, string?])[] = [
    ['api.example.com', '/orders/a/7?x=1', 200, '/orders/a/7', '/orders/a/7'],
    ['API.Example.com:4566', '/orders/a/7', 200, '/orders/a/7', '/orders/a/7'],
    ['api.example.com', '/orders/v2/a/7', 200, '/orders/v2/a/7', '/orders/v2/a/7'],
    ['api.example.com', '/orders', 204, '/orders', '/orders'],
    ['api.example.com', '/orders/', 204, '/orders/', '/orders/'],
    ['api.example.com', '/any/Prod/a/7', 200, '/any/a/7', '/any/Prod/a/7'],
    ['whole.example.com', '/a/7', 200, '/a/7', '/a/7'],
    ['tenant.example.org', '/a/7', 200, '/a/7', '/a/7'],
    ['api.example.com', '/ordersx/a/7', 403],
    ['api.example.com', '/a/7', 403],
    ['empty.example.com', '/a/7', 403],
  ];
  for (const [host, target, status, path, pathWithStage] of cases) {
    const answer = await served.ask(target, { headers: { host } });
    assert.equal(answer.status, status, `${host}${target}`);
    const execution = served.executions().at(-1)!;
    if (status === 403) {
      assert.equal(answer.body, '{"message":"Forbidden"}');
      assert.equal(execution.outcome.kind, 'stage-not-found');
      continue;
    }
    assert.equal(execution.request.path, path);
    assert.equal(execution.request.pathWithStage, pathWithStage);
    assert.equal(execution.request.domainName, host.toLowerCase().replace(/:.*/, ''));
    assert.equal(execution.stage, 'Prod');
  }
});

test('routes match below the base path', async (t) => {
  const served = await serveApi(t, api, { documents });
  const answer = await served.ask('/orders/b', { headers: { host: 'api.example.com' } });
  assert.equal(answer.body, '{"message":"Missing Authentication Token"}');
});

test('an API that closes its default endpoint answers 403 there, and on its custom domain as before', async (t) => {
  const served = await serveApi(t, { ...api, disableExecuteApiEndpoint: true }, { documents });
  for (const [path, host] of [
    ['/Prod/a/7', `${apiId}.execute-api.localhost`],
    [`/_aws/execute-api/${apiId}/Prod/a/7`, 'localhost'],
    [`/restapis/${apiId}/Prod/_user_request_/a/7`, 'localhost'],
  ] as const) {
    const answer = await served.ask(path, { headers: { host } });
    assert.deepEqual([answer.status, answer.body], [403, '{"message":"Forbidden"}'], path);
  }
  assert.equal((await served.ask('/a/7', { headers: { host: 'whole.example.com' } })).status, 200);
});

test('a canary serves its share of the requests with its own deployment and variables', async (t) => {
  const canaryApi = restApi([{ path: '/a/{id}', method: 'GET', integration: mockIntegration(204) }]);
  let next = 0;
  const served = await serveApi(t, api, {
    random: () => next,
    documents: [
      {
        kind: 'deployment',
        key: `${apiId}/can456`,
        value: { ...deploymentOf(canaryApi), id: 'can456' },
      },
    ],
    stage: {
      variables: { color: 'blue', size: 'm' },
      canary: {
        deploymentId: 'can456',
        percentTraffic: 25,
        stageVariableOverrides: { color: 'green' },
        useStageCache: false,
      },
    },
  });
  const seen: unknown[] = [];
  for (next of [0, 0.249, 0.25, 0.9]) {
    const { status } = await served.ask('/Prod/a/7');
    const { deploymentId, isCanary = false, stage } = served.executions().at(-1)!;
    seen.push([status, deploymentId, isCanary, stage]);
  }
  assert.deepEqual(seen, [
    [204, 'can456', true, 'Prod'],
    [204, 'can456', true, 'Prod'],
    [200, 'dep123', false, 'Prod'],
    [200, 'dep123', false, 'Prod'],
  ]);
});

test('a canary’s event has its stage variables over the stage’s', async (t) => {
  const functionName = 'arn:aws:lambda:us-east-1:111122223333:function:${stageVariables.color}';
  const echo = restApi([{ path: '/e', method: 'GET', integration: lambdaIntegration(functionName) }]);
  const served = await serveApi(t, echo, {
    random: () => 0,
    functions: refusing,
    stage: {
      variables: { color: 'blue', size: 'm' },
      canary: {
        deploymentId: 'dep123',
        percentTraffic: 100,
        stageVariableOverrides: { color: 'green' },
        useStageCache: false,
      },
    },
  });
  await served.ask('/Prod/e');
  const { integration } = served.executions()[0]!;
  assert.match(integration!.functionArn!, /:function:green$/);
  assert.deepEqual(JSON.parse(integration!.requestBody).stageVariables, { color: 'green', size: 'm' });
});

/** Lambda as it answers where there is no such function. */
const refusing = {
  invoke: () =>
    Promise.resolve({
      kind: 'refused',
      requestId: '41fc2a48-605e-4df7-99b9-43456c10fe95',
      status: 404,
      errorType: 'ResourceNotFoundException',
      message: 'Function not found',
      reason: null,
      decision: null,
    } as const),
  invokeAsync: () => Promise.reject(new Error('not asked for')),
};
