// Integrations that are no Lambda proxies, against real backends: what LocalStack recorded of them, and how they fail.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { executionLog } from '../execution/execution-log.ts';
import { testInvokeLog } from '../execution/test-invoke-log.ts';
import type { FunctionInvoker, InvocationRequest } from '../lambda/invocation.ts';
import type { IntegrationModel, IntegrationResponseModel, MethodModel, RestApiDocument } from './model.ts';
import { lambdaIntegration, mockIntegration, restApi } from './testing/rest-api.ts';
import { accountId, serveApi, type Answer, type ServedOptions } from './testing/served-api.ts';
import { certificate, privateKey } from './testing/self-signed.ts';

const functionArn = `arn:aws:lambda:us-east-1:${accountId}:function:fn`;

function response(overrides: Partial<IntegrationResponseModel> = {}): IntegrationResponseModel {
  return {
    selectionPattern: null,
    responseParameters: {},
    responseTemplates: {},
    contentHandling: null,
    ...overrides,
  };
}

function http(uri: string, overrides: Partial<IntegrationModel> = {}): IntegrationModel {
  return {
    ...mockIntegration(200),
    type: 'HTTP',
    httpMethod: 'POST',
    uri,
    requestTemplates: {},
    integrationResponses: { 200: response() },
    ...overrides,
  };
}

function apiOf(
  integration: IntegrationModel,
  { path = '/a', ...overrides }: Partial<MethodModel> & { readonly path?: string } = {},
  api: Partial<RestApiDocument> = {},
): RestApiDocument {
  return restApi([{ path, method: 'ANY', integration, overrides }], api);
}

async function backend(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  return `http://127.0.0.1:${await listening(t, server)}`;
}

async function listening(t: TestContext, server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Answers with what it was asked, as the recordings' echo server does. */
function echo(t: TestContext): Promise<string> {
  return backend(t, (message, answer) => {
    void bodyOf(message).then((data) => {
      const url = new URL(message.url!, 'http://x');
      const args: Record<string, string> = {};
      for (const name of new Set(url.searchParams.keys()))
        args[name] = url.searchParams.getAll(name).join(',');
      answer.setHeader('x-amzn-RequestId', 'backend');
      answer.setHeader('Server', 'echo');
      answer.setHeader('Content-Type', 'application/json');
      answer.end(
        JSON.stringify({
          args,
          data,
          json: asJson(data),
          headers: message.headers,
          method: message.method,
          path: url.pathname,
        }),
      );
    });
  });
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface Echo {
  readonly args: Record<string, string>;
  readonly data: string;
  readonly headers: Record<string, string>;
  readonly method: string;
  readonly path: string;
}

const echoOf = (answer: Answer): Echo => JSON.parse(answer.body) as Echo;

test('an HTTP proxy maps path, query and headers over what the client sent (recorded 2024-07-18)', async (t) => {
  const integration = http(`${await echo(t)}?testVar={pathVar}&testQs={qsVar}`, {
    type: 'HTTP_PROXY',
    requestParameters: {
      'integration.request.header.headerVar': 'method.request.header.foobar',
      'integration.request.path.qsVar': 'method.request.querystring.testVar',
      'integration.request.path.pathVar': 'method.request.path.pathVariable',
      'integration.request.querystring.queryString': 'method.request.querystring.testQueryString',
      'integration.request.querystring.testQs': 'method.request.querystring.testQueryString',
      'integration.request.querystring.testEmptyQs': 'method.request.header.emptyheader',
    },
  });
  const api = await serveApi(t, apiOf(integration, { path: '/{pathVariable}' }));
  const answer = await api.ask('/Prod/foobar?testQueryString=foo&testVar=bar', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      foobar: 'mapped-value',
      'user-Agent': 'test/integration',
      headerVar: 'request-value',
      'Accept-Encoding': 'gzip, deflate',
    },
    body: '{"message": "hello world"}',
  });
  assert.equal(answer.status, 200);
  const { args, data, headers, method, path } = echoOf(answer);
  assert.deepEqual(args, {
    queryString: 'foo',
    testQs: 'bar,foo',
    testQueryString: 'foo',
    testVar: 'foobar,bar',
  });
  assert.deepEqual([data, method, path], ['{"message": "hello world"}', 'POST', '/']);
  const seen = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-')));
  assert.deepEqual(seen, {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate',
    connection: 'keep-alive',
    'content-length': '26',
    'content-type': 'application/json',
    foobar: 'mapped-value',
    headervar: 'mapped-value',
    host: headers['host'],
    'user-agent': 'test/integration',
  });
  assert.equal(headers['x-amzn-apigateway-api-id'], 'api1234567');
  assert.match(headers['x-amzn-trace-id']!, /^Root=1-/);
  assert.equal(headers['x-forwarded-proto'], 'https');
  for (const name of ['connection', 'content-length', 'date', 'server', 'x-amzn-requestid']) {
    assert.ok(answer.headers[`x-amzn-remapped-${name}`] !== undefined, name);
  }
  assert.equal(answer.headers['x-amzn-remapped-x-amzn-requestid'], 'backend');
});

test('HTTP maps an unmatched status to the default, HTTP_PROXY passes it (recorded 2024-04-01)', async (t) => {
  const uri = `${await backend(t, (message, answer) => {
    answer.statusCode = Number(message.url!.split('/').at(-1));
    answer.end('{}');
  })}/{map}`;
  const requestParameters = { 'integration.request.path.map': 'method.request.path.map' };
  for (const [type, status] of [
    ['HTTP', 200],
    ['HTTP_PROXY', 400],
  ] as const) {
    const api = await serveApi(t, apiOf(http(uri, { type, requestParameters }), { path: '/{map+}' }));
    assert.equal((await api.ask('/Prod/status/200')).status, 200);
    assert.equal((await api.ask('/Prod/status/400')).status, status);
  }
  const integrationResponses = { 200: response(), 400: response({ selectionPattern: '4\\d{2}' }) };
  const selected = await serveApi(
    t,
    apiOf(http(uri, { requestParameters, integrationResponses }), { path: '/{map+}' }),
  );
  assert.equal((await selected.ask('/Prod/404')).status, 400);
  assert.equal((await selected.ask('/Prod/201')).status, 200);
});

test('an HTTP integration sends what is mapped and nothing else of the client’s (recorded)', async (t) => {
  const integration = http(await echo(t), {
    requestParameters: {
      'integration.request.header.testHeader': 'method.request.header.customHeader',
      'integration.request.header.contextHeader': 'context.resourceId',
      'integration.request.header.all': 'method.request.multivalueheader.many',
      'integration.request.querystring.q': 'method.request.multivaluequerystring.q',
      'integration.request.querystring.fixed': "'it is'",
      'integration.request.querystring.part': 'method.request.body.a[0].b',
    },
  });
  const api = await serveApi(t, apiOf(integration));
  const answer = await api.ask('/Prod/a?q=1&q=2&other=3', {
    method: 'POST',
    headers: { customHeader: 'test', many: ['x', 'y'], unmapped: 'z' },
    body: '{"a":[{"b":"c"}]}',
  });
  const { args, headers } = echoOf(answer);
  assert.deepEqual(args, { q: '1,2', fixed: 'it is', part: 'c' });
  assert.equal(headers['testheader'], 'test');
  assert.equal(headers['contextheader'], '/a');
  assert.equal(headers['all'], 'x,y');
  assert.equal(headers['unmapped'], undefined);
  assert.equal(headers['accept'], 'application/json');
  assert.equal(headers['user-agent'], 'AmazonAPIGateway_api1234567');
  assert.equal(answer.headers['content-type'], 'application/json');
});

test('a redirect is passed on, and a compressed body stays as it is', async (t) => {
  const zipped = gzipSync('hello');
  const uri = await backend(t, (message, answer) => {
    if (message.url === '/to') answer.writeHead(302, { Location: '/elsewhere' }).end();
    else answer.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zipped);
  });
  const requestParameters = { 'integration.request.path.p': 'method.request.path.p' };
  const api = await serveApi(
    t,
    apiOf(http(`${uri}/{p}`, { type: 'HTTP_PROXY', httpMethod: 'ANY', requestParameters }), { path: '/{p}' }),
  );
  const moved = await api.ask('/Prod/to');
  assert.deepEqual([moved.status, moved.headers['location']], [302, '/elsewhere']);
  const compressed = await api.ask('/Prod/zip');
  assert.equal(compressed.headers['content-encoding'], 'gzip');
  assert.equal(compressed.headers['content-length'], String(zipped.byteLength));
});

test('templates map an HTTP backend both ways, and a foreign type passes or is refused (415)', async (t) => {
  const uri = await echo(t);
  const integration = http(uri, {
    requestTemplates: { 'application/json': '{"v": $input.json("$.a"), "s": "$stageVariables.s"}' },
    integrationResponses: {
      200: response({
        responseTemplates: { 'application/json': '#set($d = $input.path("$.json"))$d.v|$d.s|$context.stage' },
        responseParameters: {
          'method.response.header.X-Method': 'integration.response.body.method',
          'method.response.header.X-Server': 'integration.response.header.server',
          'method.response.header.X-Stage': 'context.stage',
          'method.response.header.X-None': 'integration.response.header.none',
        },
      }),
    },
  });
  const api = await serveApi(t, apiOf(integration), { stage: { variables: { s: 'one' } } });
  const answer = await api.ask('/Prod/a', { method: 'POST', body: '{"a":1}' });
  assert.equal(answer.body, '1|one|Prod');
  assert.deepEqual(
    ['x-method', 'x-server', 'x-stage', 'x-none'].map((name) => answer.headers[name]),
    ['POST', 'echo', 'Prod', undefined],
  );
  const xml = { method: 'POST', headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: '<a/>' };
  const passed = await serveApi(t, apiOf({ ...integration, integrationResponses: { 200: response() } }));
  assert.equal(echoOf(await passed.ask('/Prod/a', xml)).data, '<a/>');
  for (const passthroughBehavior of ['NEVER', 'WHEN_NO_TEMPLATES']) {
    const strict = await serveApi(t, apiOf({ ...integration, passthroughBehavior }));
    const refused = await strict.ask('/Prod/a', xml);
    assert.deepEqual([refused.status, refused.body], [415, '{"message": "Unsupported Media Type"}']);
  }
});

test('a payload that is no JSON does not reach the function, and is answered in Lambda’s words', async (t) => {
  const api = await serveApi(t, apiOf(custom()));
  const answer = await api.ask('/Prod/a', { method: 'POST', body: 'oops' });
  assert.equal(answer.status, 400);
  assert.match(
    answer.body,
    /^\{"message": "Could not parse request body into json: Unrecognized token 'oops'/,
  );
});

test('a backend that refuses, is unknown, is slow or not trusted ends as on AWS', async (t) => {
  const closed = createTcpServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const slow = await backend(t, () => undefined);
  const tls = createTlsServer({ key: privateKey, cert: certificate }, (_message, answer) => answer.end('{}'));
  const secure = `https://127.0.0.1:${await listening(t, tls)}`;
  const endings = [
    [
      http(`http://127.0.0.1:${port}`),
      504,
      'Network error communicating with endpoint',
      'integration-network-error',
    ],
    [http('http://no-such-host.invalid'), 500, 'Internal server error', 'invalid-endpoint'],
    [http(slow, { timeoutInMillis: 50 }), 504, 'Endpoint request timed out', 'integration-timeout'],
    [http(secure), 500, 'Internal server error', 'endpoint-tls-failed'],
    [http('https://${stageVariables.none}/x'), 500, 'Internal server error', 'invalid-endpoint'],
  ] as const;
  for (const [integration, status, message, kind] of endings) {
    for (const type of ['HTTP', 'HTTP_PROXY'] as const) {
      const api = await serveApi(t, apiOf({ ...integration, type }));
      const answer = await api.ask('/Prod/a');
      assert.deepEqual([answer.status, answer.body], [status, `{"message": "${message}"}`], kind);
      assert.equal(api.executions()[0]?.outcome.kind, kind);
    }
  }
  const trusting = await serveApi(t, apiOf(http(secure, { insecureSkipVerification: true })));
  assert.equal((await trusting.ask('/Prod/a')).status, 200);
});

test('the log of an HTTP integration has the endpoint’s own address and headers', async (t) => {
  const uri = await backend(t, (_message, answer) => answer.setHeader('X-Own', '1').end('{"a":1}'));
  const requestParameters = { 'integration.request.header.DogsAge0': 'method.request.header.puppies' };
  const api = await serveApi(t, apiOf(http(uri, { requestParameters })));
  const execution = await api.gateway.testInvoke({
    apiId: 'api1234567',
    resourceId: '/a',
    httpMethod: 'ANY',
    headers: [['puppies', 'true']],
  });
  const lines = testInvokeLog(execution)
    .split('\n')
    .map((line) => line.slice(31));
  const at = lines.indexOf(`Endpoint request URI: ${uri}`);
  assert.match(
    lines[at + 1]!,
    /^Endpoint request headers: \{DogsAge0=true, x-amzn-apigateway-api-id=api1234567, Accept=application\/json, User-Agent=AmazonAPIGateway_api1234567, X-Amzn-Trace-Id=Root=1-[\da-f-]+\}$/,
  );
  assert.equal(lines[at + 3], `Sending request to ${uri}`);
  assert.match(lines[at + 4]!, /^Received response. Status: 200, Integration latency: \d+ ms$/);
  assert.match(lines[at + 5]!, /^Endpoint response headers: \{X-Own=1, /);
  assert.equal(lines[at + 6], 'Endpoint response body before transformations: {"a":1}');
  assert.match(
    lines[at + 8]!,
    /^Method response headers: \{X-Amzn-Trace-Id=Root=[^,]+, Content-Type=application\/json\}$/,
  );
  assert.ok(
    !executionLog({ ...execution, isTest: false }).some(({ text }) =>
      text.includes('Integration Endpoint RequestId'),
    ),
  );
});

// --- MOCK

async function mocked(
  t: TestContext,
  request: string,
  answer: Partial<IntegrationResponseModel>,
  options: ServedOptions & {
    readonly api?: Partial<RestApiDocument>;
    readonly model?: Partial<IntegrationModel>;
  } = {},
) {
  const { api = {}, model = {}, ...served } = options;
  const integration = mockIntegration(200, {
    requestTemplates: { 'application/json': request },
    integrationResponses: { 200: response(answer) },
    ...model,
  });
  return serveApi(t, apiOf(integration, { path: '/{p+}' }, api), served);
}

test('what the request template overrides is read by the response template (recorded 2024-11-06)', async (t) => {
  const api = await mocked(
    t,
    '#set($body = $util.base64Decode($input.params(\'p\')))\n    #set($context.requestOverride.path.body = $body)\n    {\n      "statusCode": 200\n    }\n',
    {
      selectionPattern: '2\\d{2}',
      responseTemplates: {
        'application/json':
          '\n#set($body = $util.parseJson($context.requestOverride.path.body))\n#set($inputBody = $body.message)\n#if($inputBody == "path1")\n{\n   "response": "path was path one"\n}\n#elseif($inputBody == "path2")\n{\n   "response": "path was path two"\n}\n#else\n{\n  "response": "this is the else clause"\n}\n#end\n',
      },
    },
  );
  for (const [message, text] of [
    ['path1', 'path was path one'],
    ['path2', 'path was path two'],
    ['whatever', 'this is the else clause'],
  ]) {
    const path = Buffer.from(JSON.stringify({ message })).toString('base64');
    assert.deepEqual(JSON.parse((await api.ask(`/Prod/${path}`)).body), { response: text });
  }
});

test('a response template sets status and headers', async (t) => {
  const api = await mocked(t, '{"statusCode": 200}', {
    responseTemplates: {
      'application/json':
        '#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-Own = "a$input.params(\'p\')")#set($context.responseOverride.header["X-Fixed"] = "new")ok',
    },
    responseParameters: { 'method.response.header.X-Fixed': "'old'" },
  });
  const answer = await api.ask('/Prod/b');
  assert.deepEqual([answer.status, answer.body], [418, 'ok']);
  assert.deepEqual([answer.headers['x-own'], answer.headers['x-fixed']], ['ab', 'new']);
});

test('a MOCK fails in AWS’s words', async (t) => {
  const failures = [
    ['{"message": 1}', {}, 'statusCode should be an integer which defined in request template'],
    ['#if($a', {}, 'Unable to transform request'],
    [
      '{"statusCode": 200}',
      { responseTemplates: { 'application/json': "$util.parseJson('{')" } },
      'Unable to transform response',
    ],
    [
      '{"statusCode": 500}',
      { selectionPattern: '2\\d{2}' },
      'No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 500',
    ],
  ] as const;
  for (const [template, answer, message] of failures) {
    const api = await mocked(t, template, answer);
    assert.deepEqual((await api.ask('/Prod/a')).status, 500);
    const { outcome } = api.executions()[0]!;
    assert.equal(outcome.kind === 'mapping-failed' && outcome.message, message);
  }
  const undeclared = await serveApi(t, apiOf(mockIntegration(200), { methodResponses: {} }));
  assert.equal((await undeclared.ask('/Prod/a')).status, 500);
  assert.deepEqual(undeclared.executions()[0]!.outcome, {
    kind: 'mapping-failed',
    message: 'Output mapping refers to an invalid method response: 200',
  });
});

test('with */* binary, a MOCK needs CONVERT_TO_TEXT (SPEC §1.10), and base64 becomes bytes by CONVERT_TO_BINARY', async (t) => {
  const binary = { api: { binaryMediaTypes: ['*/*'] } };
  const broken = await mocked(t, '{"statusCode": 200}', {}, binary);
  assert.equal((await broken.ask('/Prod/a')).status, 500);
  const mended = await mocked(
    t,
    '{"statusCode": 200}',
    { responseTemplates: { 'application/json': 'aGVsbG8=' }, contentHandling: 'CONVERT_TO_BINARY' },
    { ...binary, model: { contentHandling: 'CONVERT_TO_TEXT' } },
  );
  const answer = await mended.ask('/Prod/a');
  assert.deepEqual([answer.status, answer.body], [200, 'hello']);
});

test('a gateway response fills in context, stage variables and parameters of the request, and runs no VTL', async (t) => {
  const api = await mocked(
    t,
    '#if($a',
    {},
    {
      stage: { variables: { v: 'one' } },
      api: {
        gatewayResponses: {
          API_CONFIGURATION_ERROR: {
            responseType: 'API_CONFIGURATION_ERROR',
            statusCode: '599',
            responseParameters: {
              'gatewayresponse.header.X-Query': 'method.request.querystring.q',
              'gatewayresponse.header.X-Path': 'method.request.path.p',
              'gatewayresponse.header.X-Stage': 'stageVariables.v',
              'gatewayresponse.header.X-Context': 'context.resourcePath',
              'gatewayresponse.header.X-None': 'method.request.header.none',
            },
            responseTemplates: {
              'application/json':
                '{"m":$context.error.messageString,"v":"$stageVariables.v","t":"$context.error.responseType"}#set($x = 1)',
            },
          },
        },
      },
    },
  );
  const answer = await api.ask('/Prod/a?q=1');
  assert.equal(answer.status, 599);
  assert.equal(
    answer.body,
    '{"m":"Internal server error","v":"one","t":"API_CONFIGURATION_ERROR"}#set($x = 1)',
  );
  assert.deepEqual(
    ['x-query', 'x-path', 'x-stage', 'x-context', 'x-none'].map((name) => answer.headers[name]),
    ['1', 'a', 'one', '/{p+}', undefined],
  );
});

// --- Lambda without proxy

function functions(payload: string, invoked: InvocationRequest[] = [], error = false): FunctionInvoker {
  return {
    invoke: async (request) => {
      invoked.push(request);
      return {
        kind: 'completed',
        requestId: 'r',
        executedVersion: '$LATEST',
        payload,
        functionError: error ? 'Unhandled' : null,
        platformError: null,
        durationMs: 1,
      };
    },
    invokeAsync: async (request) => {
      invoked.push(request);
      return { kind: 'accepted', requestId: 'r' };
    },
  };
}

const custom = (overrides: Partial<IntegrationModel> = {}): IntegrationModel => ({
  ...lambdaIntegration(functionArn),
  type: 'AWS',
  integrationResponses: { 200: response() },
  ...overrides,
});

test('a custom Lambda integration maps the answer and its headers', async (t) => {
  const integration = custom({
    // Two slashes, as one recording has them.
    uri: `arn:aws:apigateway:us-east-1:lambda:path//2015-03-31/functions/${functionArn}/invocations`,
    integrationResponses: {
      200: response({
        responseTemplates: { 'text/html': "$input.path('$.page')" },
        responseParameters: {
          'method.response.header.Content-Type': "'text/html'",
          'method.response.header.X-Version': 'integration.response.header.X-Amz-Executed-Version',
        },
      }),
    },
  });
  const invoked: InvocationRequest[] = [];
  const api = await serveApi(t, apiOf(integration), { functions: functions('{"page":"<p>"}', invoked) });
  const answer = await api.ask('/Prod/a');
  assert.deepEqual([answer.status, answer.body], [200, '<p>']);
  assert.deepEqual([answer.headers['content-type'], answer.headers['x-version']], ['text/html', '$LATEST']);
  assert.ok(answer.headers['x-amzn-trace-id']);
  assert.equal(invoked[0]?.payload, '{}');
  assert.equal(
    invoked[0]?.servicePrincipal?.sourceArn,
    `arn:aws:execute-api:us-east-1:${accountId}:api1234567/Prod/ANY/a`,
  );
});

test('without a pattern that fits, a function’s error is the default response’s body', async (t) => {
  const error = '{"errorMessage":"line one\\nline two","errorType":"E"}';
  const failing = (selectionPattern: string): IntegrationModel =>
    custom({ integrationResponses: { 200: response(), 500: response({ selectionPattern }) } });
  for (const [pattern, status] of [
    ['.*two', 200],
    ['(\\n|.)*two', 500],
    ['line one', 200],
    ['(', 200],
  ] as const) {
    const api = await serveApi(t, apiOf(failing(pattern)), { functions: functions(error, [], true) });
    const answer = await api.ask('/Prod/a');
    assert.deepEqual([answer.status, answer.body], [status, error], pattern);
  }
});

test('with X-Amz-Invocation-Type Event the function is handed the event and nobody waits', async (t) => {
  const invoked: InvocationRequest[] = [];
  const integration = custom({
    requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
    requestTemplates: { 'application/json': '{"p": "$input.params(\'q\')"}' },
  });
  const api = await serveApi(t, apiOf(integration), { functions: functions('', invoked) });
  const answer = await api.ask('/Prod/a?q=1');
  assert.deepEqual([answer.status, answer.body], [200, '']);
  assert.equal(invoked[0]?.payload, '{"p": "1"}');
  assert.equal(api.executions()[0]?.integration?.call?.status, 202);
});

test('another AWS service is refused at run time, by name', async (t) => {
  const integration = custom({ uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/Scan' });
  const api = await serveApi(t, apiOf(integration));
  assert.equal((await api.ask('/Prod/a')).status, 500);
  const { outcome } = api.executions()[0]!;
  assert.match(outcome.kind === 'defect' ? outcome.message : '', /goes to dynamodb$/);
});
