import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test, type TestContext } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { systemIds } from '../core/ids.ts';
import { gatewayPayloadBytesMax } from '../core/limits.ts';
import type { Execution } from '../execution/execution.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { createTelemetry } from '../telemetry/create-telemetry.ts';
import { createGateway } from './gateway.ts';
import { listen } from './listen.ts';
import { locate } from './locate.ts';
import type { MethodSettingModel, RestApiDocument, StageDocument } from './model.ts';
import { deploymentOf, lambdaIntegration, mockIntegration, restApi, stageOf } from './testing/rest-api.ts';

interface Answer {
  readonly status: number;
  readonly rawHeaders: readonly string[];
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

interface ServedApi {
  get(path: string, options?: RequestSketch): Promise<Answer>;
  readonly executions: () => readonly Execution[];
}

interface RequestSketch {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: Buffer | string;
}

/** A gateway on a real port with one deployed API; nothing here reaches a function. */
async function serve(
  t: TestContext,
  api: RestApiDocument,
  stage: Partial<StageDocument> = {},
  accountRatePerSecond?: number,
): Promise<ServedApi> {
  const store = openSqliteStore({ file: null });
  const telemetry = createTelemetry();
  const gateway = createGateway({
    accountId: '000000000000',
    region: 'us-east-1',
    clock: systemClock,
    ids: systemIds,
    store,
    telemetry,
    functions: {
      invoke: () => Promise.reject(new Error('no function in this test')),
      invokeAsync: () => Promise.reject(new Error('no function in this test')),
    },
    accountRatePerSecond,
  });
  await store.write([
    { kind: 'rest-api', key: api.id, value: api },
    { kind: 'deployment', key: `${api.id}/dep123`, value: deploymentOf(api) },
    { kind: 'stage', key: `${api.id}/Prod`, value: stageOf(api, stage) },
  ]);
  await gateway.publish(api.id);
  const listening = await listen(
    (message, response) => {
      const location = locate(message.headers.host, message.url!) ?? { apiId: api.id, target: message.url! };
      void gateway.handle(location, message, response);
    },
    { port: 0, host: '127.0.0.1', option: '--port' },
  );
  t.after(async () => {
    await listening.close(0);
    await store.close();
  });
  return {
    get: (path, options = {}) => ask(listening.port, path, options),
    executions: () => telemetry.executions(),
  };
}

/** Node's own client, raw headers kept: fetch would normalise path and headers. */
function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: RequestSketch,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          rawHeaders: response.rawHeaders,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const methodSetting = (overrides: Partial<MethodSettingModel>): MethodSettingModel => ({
  loggingLevel: null,
  dataTraceEnabled: false,
  metricsEnabled: false,
  throttlingRateLimit: 10_000,
  throttlingBurstLimit: 5000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
  ...overrides,
});

test('an unknown path or verb is answered 403 Missing Authentication Token, to the byte and without a trace id', async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }]));
  for (const [method, path] of [
    ['GET', '/Prod/b'],
    ['POST', '/Prod/a'],
    ['GET', '/Prod'],
  ] as const) {
    const answer = await api.get(path, { method });
    assert.equal(answer.status, 403);
    assert.equal(answer.body, '{"message":"Missing Authentication Token"}');
    assert.equal(answer.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException');
    assert.equal(answer.headers['x-amzn-trace-id'], undefined);
    assert.equal(answer.headers['content-length'], '42');
  }
  assert.deepEqual(
    api.executions().map(({ outcome }) => outcome.kind),
    ['route-not-found', 'route-not-found', 'route-not-found'],
  );
});

test('with an Authorization header that is no signature, an unknown path is answered as AWS answers it', async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }]));
  const bearer = await api.get('/Prod/b', { headers: { authorization: 'Bearer abc' } });
  assert.equal(bearer.status, 403);
  assert.equal(bearer.headers['x-amzn-errortype'], 'IncompleteSignatureException');
  assert.match(
    bearer.body,
    /^\{"message":"Invalid key=value pair \(missing equal-sign\) in Authorization header/,
  );
  const basic = await api.get('/Prod/b', { headers: { authorization: 'Basic YTpi=' } });
  assert.match(basic.body, /^\{"message":"Authorization header requires 'Credential' parameter\. /);
  const served = await api.get('/Prod/a', { headers: { authorization: 'Bearer abc' } });
  assert.equal(served.status, 200);
});

test('an unknown stage or API is answered 403 Forbidden', async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }]));
  const stage = await api.get('/other/a');
  assert.deepEqual([stage.status, stage.body], [403, '{"message":"Forbidden"}']);
  const unknown = await api.get('/_aws/execute-api/nosuchapi0/Prod/a');
  assert.deepEqual([unknown.status, unknown.body], [403, '{"message":"Forbidden"}']);
});

test('an API answers by host name and under both path prefixes', async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: mockIntegration(204) }]));
  assert.equal((await api.get('/_aws/execute-api/api1234567/Prod/a')).status, 204);
  assert.equal((await api.get('/restapis/api1234567/Prod/_user_request_/a')).status, 204);
  const byHost = await api.get('/Prod/a', { headers: { host: 'api1234567.execute-api.localhost:4566' } });
  assert.equal(byHost.status, 204);
});

test("response headers keep AWS's casing", async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }]));
  const { rawHeaders } = await api.get('/Prod/b');
  const names = rawHeaders.filter((_text, index) => index % 2 === 0);
  assert.deepEqual(names, [
    'Content-Type',
    'x-amzn-ErrorType',
    'x-amzn-RequestId',
    'x-amz-apigw-id',
    'Content-Length',
    'Connection',
    'Date',
  ]);
});

test('a CORS preflight is answered by the MOCK integration with its literal headers', async (t) => {
  const integration = mockIntegration(200, {
    integrationResponses: {
      200: {
        selectionPattern: null,
        responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
        responseTemplates: { 'application/json': '' },
        contentHandling: null,
      },
    },
  });
  const api = await serve(t, restApi([{ path: '/a', method: 'OPTIONS', integration }]));
  const answer = await api.get('/Prod/a', { method: 'OPTIONS' });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['access-control-allow-origin'], '*');
  assert.equal(answer.headers['x-amzn-trace-id'], undefined);
});

test('a body over 10 MB is answered 413 in plain text, announced or not', async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'POST', integration: mockIntegration(200) }]));
  const body = Buffer.alloc(gatewayPayloadBytesMax + 1, 'x');
  const chunked = { 'transfer-encoding': 'chunked' };
  for (const headers of [{ 'content-length': String(body.length) }, chunked]) {
    const answer = await api
      .get('/Prod/a', { method: 'POST', headers, body })
      .catch((error: unknown) => error);
    assert.ok(!(answer instanceof Error), String(answer));
    assert.equal((answer as Answer).status, 413);
    assert.equal((answer as Answer).body, 'HTTP content length exceeded 10485760 bytes.');
  }
});

test('a URL over 10,240 characters is answered 414', async (t) => {
  const api = await serve(
    t,
    restApi([{ path: '/{proxy+}', method: 'ANY', integration: mockIntegration(200) }]),
  );
  const answer = await api.get(`/Prod/${'x'.repeat(10_240)}`);
  assert.equal(answer.status, 414);
  assert.equal(answer.body, 'Request URI too long');
});

test('a method over its throttle is answered 429, and other methods are not', async (t) => {
  const api = await serve(
    t,
    restApi([
      { path: '/a', method: 'GET', integration: mockIntegration(200) },
      { path: '/b', method: 'GET', integration: mockIntegration(200) },
    ]),
    { methodSettings: { 'a/GET': methodSetting({ throttlingRateLimit: 0.01, throttlingBurstLimit: 2 }) } },
  );
  const statuses: number[] = [];
  for (const path of ['/Prod/a', '/Prod/a', '/Prod/a', '/Prod/b'])
    statuses.push((await api.get(path)).status);
  assert.deepEqual(statuses, [200, 200, 429, 200]);
  const [, , throttled] = api.executions();
  assert.deepEqual(throttled?.outcome, { kind: 'throttled', ratePerSecond: 0.01, burst: 2 });
});

test('limits of -1 are none of the method: neither throttles, one alone leaves the account’s in its place', async (t) => {
  const paths = ['/a', '/b', '/c'] as const;
  const routes = paths.map((path) => ({ path, method: 'GET', integration: mockIntegration(200) }));
  const api = await serve(t, restApi(routes), {
    methodSettings: {
      'a/GET': methodSetting({ throttlingRateLimit: -1, throttlingBurstLimit: -1 }),
      'b/GET': methodSetting({ throttlingRateLimit: 0.01, throttlingBurstLimit: -1 }),
      'c/GET': methodSetting({ throttlingRateLimit: -1, throttlingBurstLimit: 1 }),
    },
  });
  for (const path of paths) assert.equal((await api.get(`/Prod${path}`)).status, 200, path);
  assert.equal((await api.get('/Prod/a')).status, 200);
});

test('a method that requires a key is answered 403 Forbidden', async (t) => {
  const api = await serve(
    t,
    restApi([
      { path: '/a', method: 'GET', integration: mockIntegration(200), overrides: { apiKeyRequired: true } },
    ]),
  );
  const answer = await api.get('/Prod/a', { headers: { 'x-api-key': 'k'.repeat(20) } });
  assert.deepEqual([answer.status, answer.body], [403, '{"message":"Forbidden"}']);
});

test('a method under IAM refuses an unsigned request as AWS does', async (t) => {
  const api = await serve(
    t,
    restApi([
      {
        path: '/a',
        method: 'GET',
        integration: mockIntegration(200),
        overrides: { authorizationType: 'AWS_IAM' },
      },
    ]),
  );
  const answer = await api.get('/Prod/a');
  assert.deepEqual([answer.status, answer.body], [403, '{"message":"Missing Authentication Token"}']);
});

test('a customised DEFAULT_4XX changes status, headers and body, and keeps the error type', async (t) => {
  const api = await serve(
    t,
    restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }], {
      gatewayResponses: {
        DEFAULT_4XX: {
          responseType: 'DEFAULT_4XX',
          statusCode: '418',
          responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
          responseTemplates: {
            'application/json': '{"why":$context.error.messageString,"type":"$context.error.responseType"}',
          },
        },
      },
    }),
  );
  const answer = await api.get('/Prod/b');
  assert.equal(answer.status, 418);
  assert.equal(answer.body, '{"why":"Missing Authentication Token","type":"MISSING_AUTHENTICATION_TOKEN"}');
  assert.equal(answer.headers['access-control-allow-origin'], '*');
  assert.equal(answer.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException');
});

test('an integration whose ARN a stage variable left empty is answered 500', async (t) => {
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.fn}';
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: lambdaIntegration(arn) }]));
  const answer = await api.get('/Prod/a');
  assert.deepEqual([answer.status, answer.body], [500, '{"message": "Internal server error"}']);
  assert.equal(api.executions()[0]?.outcome.kind, 'invalid-endpoint');
});

test('an integration method other than POST is answered 500 and the function is not called', async (t) => {
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:fn';
  const api = await serve(
    t,
    restApi([{ path: '/a', method: 'GET', integration: lambdaIntegration(arn, { httpMethod: 'GET' }) }]),
  );
  assert.equal((await api.get('/Prod/a')).status, 500);
  assert.deepEqual(api.executions()[0]?.outcome, {
    kind: 'integration-method-not-post',
    integrationMethod: 'GET',
  });
});

test('X-HTTP-Method-Override replaces the verb before routing', async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'DELETE', integration: mockIntegration(204) }]));
  assert.equal(
    (await api.get('/Prod/a', { method: 'POST', headers: { 'X-HTTP-Method-Override': 'DELETE' } })).status,
    204,
  );
});

test('a UUID that the client sends as x-amzn-RequestId becomes the request id', async (t) => {
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }]));
  const wanted = '0b4dd3e2-6c1b-4a52-9d25-3c0e3f0c1d11';
  assert.equal(
    (await api.get('/Prod/a', { headers: { 'x-amzn-RequestId': wanted } })).headers['x-amzn-requestid'],
    wanted,
  );
});

test('a function layer that breaks is answered 500 and recorded as a defect with its cause', async (t) => {
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:fn';
  const api = await serve(t, restApi([{ path: '/a', method: 'GET', integration: lambdaIntegration(arn) }]));
  assert.equal((await api.get('/Prod/a')).status, 500);
  assert.deepEqual(api.executions()[0]?.outcome, { kind: 'defect', message: 'no function in this test' });
});

test('an account over its rate is answered 429, whatever the method', async (t) => {
  const api = await serve(
    t,
    restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }]),
    {},
    0.001,
  );
  const statuses = new Set<number>();
  // The burst is AWS's, 5,000.
  for (let round = 0; round < 51; round++) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => api.get('/Prod/a')));
    for (const { status } of answers) statuses.add(status);
  }
  assert.deepEqual([...statuses], [200, 429]);
});

test('a gateway response whose header HTTP does not allow is answered 500, and the next request is served', async (t) => {
  const api = await serve(
    t,
    restApi([{ path: '/a', method: 'GET', integration: mockIntegration(200) }], {
      gatewayResponses: {
        DEFAULT_4XX: {
          responseType: 'DEFAULT_4XX',
          statusCode: null,
          responseParameters: { 'gatewayresponse.header.x-bad': "'a\nb'" },
          responseTemplates: {},
        },
      },
    }),
  );
  const answer = await api.get('/Prod/b');
  assert.deepEqual([answer.status, answer.body], [500, '{"message": "Internal server error"}']);
  assert.equal((await api.get('/Prod/a')).status, 200);
});
