// AWS's recorded behaviour of MOCK, custom Lambda and HTTP integrations, replayed against the gateway (test/data/goldens).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { testInvokeLog } from '../execution/test-invoke-log.ts';
import type { FunctionInvoker } from '../lambda/invocation.ts';
import type { IntegrationModel, IntegrationResponseModel, MethodModel, RestApiDocument } from './model.ts';
import { lambdaIntegration, mockIntegration, restApi, type MethodSketch } from './testing/rest-api.ts';
import { accountId, serveApi, type ServedApi } from './testing/served-api.ts';

interface RecordedIntegration {
  readonly type: 'MOCK' | 'AWS' | 'HTTP_PROXY';
  readonly httpMethod?: string;
  readonly uri?: string;
  readonly credentials?: string | null;
  readonly functionRef?: string;
  readonly requestTemplates?: Record<string, string>;
  readonly integrationResponses?: Record<string, Partial<IntegrationResponseModel>>;
  readonly methodResponses?: readonly string[];
}

interface RecordedCase {
  readonly id: string;
  readonly via: 'http' | 'testInvokeMethod';
  readonly function: { readonly behaviour: Behaviour } | null;
  readonly api: {
    readonly stage: string;
    readonly stageVariables?: Record<string, string> | null;
    readonly resourcePath: string;
    readonly method: string;
    readonly requestParameters?: Record<string, boolean>;
    readonly requestModels?: Record<string, string>;
    readonly models?: readonly {
      readonly name: string;
      readonly contentType: string;
      readonly schema: unknown;
    }[];
    readonly requestValidator?: {
      readonly validateRequestParameters: boolean;
      readonly validateRequestBody: boolean;
    };
    readonly usagePlan?: unknown;
    readonly integration: RecordedIntegration;
    readonly otherResources?: readonly {
      readonly path: string;
      readonly method: string;
      readonly integration: RecordedIntegration;
    }[];
  };
  readonly request: {
    readonly method: string;
    readonly path: string | null;
    readonly query: string | null;
    readonly headers: Record<string, string>;
    readonly body: string | null;
    readonly resource?: string;
  };
  readonly expected: {
    readonly status?: number | null;
    readonly statusClass?: 'ok' | 'notOk';
    readonly body?: string;
    readonly bodyJson?: unknown;
    readonly bodyJsonSubset?: Record<string, unknown>;
    readonly headers?: Record<string, string>;
    readonly headersPresent?: readonly string[];
    readonly headerNames?: string;
    readonly log?: { readonly lines: readonly string[] };
    readonly apiStatus?: number;
    readonly apiError?: { readonly Code: string; readonly Message: string };
  };
}

type Behaviour =
  | { readonly type: 'returnsEvent' }
  | { readonly type: 'returns'; readonly value: unknown }
  | { readonly type: 'throws'; readonly errorType: string; readonly errorMessage: string }
  | { readonly type: 'returnsProxyJs' };

const file = new URL('../../test/data/goldens/integrations.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly RecordedCase[] };

const functionName = 'echo';
const functionArn = `arn:aws:lambda:us-east-1:${accountId}:function:${functionName}`;
const fill = (text: string): string => text.replaceAll('{functionName}', functionName);

/** What the recorded functions do, as each case describes it. */
function functionOf(behaviour: Behaviour): FunctionInvoker {
  return {
    invoke: async ({ payload }) => ({
      kind: 'completed',
      requestId: '758a8c2f-35eb-4713-b55e-56879fbc968b',
      executedVersion: '$LATEST',
      functionError: behaviour.type === 'throws' ? 'Unhandled' : null,
      platformError: null,
      durationMs: 1,
      payload: resultOf(behaviour, payload),
    }),
    invokeAsync: () => Promise.reject(new Error('not asked for')),
  };
}

function resultOf(behaviour: Behaviour, payload: string): string {
  switch (behaviour.type) {
    case 'returnsEvent':
      return payload;
    case 'returns':
      return JSON.stringify(behaviour.value);
    case 'throws': {
      const { errorMessage, errorType } = behaviour;
      return JSON.stringify({ errorMessage, errorType, requestId: 'x', stackTrace: [] });
    }
    case 'returnsProxyJs': {
      const event = JSON.stringify(JSON.parse(payload));
      const body = JSON.stringify(`response from localstack lambda: ${event}`);
      return JSON.stringify({ statusCode: 200, body, isBase64Encoded: false, headers: {} });
    }
  }
}

function integrationOf(recorded: RecordedIntegration): IntegrationModel {
  const base = recorded.type === 'MOCK' ? mockIntegration(200) : lambdaIntegration(functionArn);
  const responses = recorded.integrationResponses ?? {};
  return {
    ...base,
    type: recorded.type,
    httpMethod: recorded.httpMethod ?? base.httpMethod,
    uri: uriOf(recorded, base),
    credentials: recorded.credentials === 'role' ? `arn:aws:iam::${accountId}:role/r` : null,
    requestTemplates: recorded.requestTemplates ?? {},
    integrationResponses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        status,
        {
          selectionPattern: null,
          responseParameters: {},
          responseTemplates: {},
          contentHandling: null,
          ...response,
        },
      ]),
    ),
  };
}

function uriOf({ type, uri, functionRef }: RecordedIntegration, base: IntegrationModel): string | null {
  if (type === 'HTTP_PROXY') {
    // Of the OpenAPI document that the case names.
    return uri?.startsWith('https')
      ? uri
      : 'https://${stageVariables.TestHost}/${stageVariables.testPath}?${stageVariables.querystring}';
  }
  return functionRef?.startsWith('$') ? base.uri!.replace(functionName, functionRef) : base.uri;
}

function apiOf({ api }: RecordedCase): RestApiDocument {
  const overrides: Partial<MethodModel> = {
    requestParameters: api.requestParameters ?? {},
    requestModels: api.requestModels ?? {},
    requestValidatorId: api.requestValidator === undefined ? null : 'validator',
    methodResponses: Object.fromEntries(
      (api.integration.methodResponses ?? Object.keys(api.integration.integrationResponses ?? {})).map(
        (status) => [status, { responseParameters: {}, responseModels: {} }],
      ),
    ),
  };
  const sketches: MethodSketch[] = [
    { path: api.resourcePath, method: api.method, integration: integrationOf(api.integration), overrides },
    ...(api.otherResources ?? []).map(({ path, method, integration }) => ({
      path,
      method,
      integration: integrationOf(integration),
    })),
  ];
  return restApi(sketches, {
    models: Object.fromEntries(
      (api.models ?? []).map(({ name, contentType, schema }) => [
        name,
        {
          id: name,
          name,
          contentType,
          description: null,
          schema: JSON.stringify(schema).replaceAll('{apiId}', 'api1234567'),
        },
      ]),
    ),
    requestValidators:
      api.requestValidator === undefined
        ? {}
        : { validator: { id: 'validator', name: 'validator', ...api.requestValidator } },
  });
}

async function serve(t: TestContext, recorded: RecordedCase): Promise<ServedApi> {
  const variables = recorded.api.stageVariables ?? null;
  return serveApi(t, apiOf(recorded), {
    stage: {
      stageName: recorded.api.stage,
      variables:
        variables === null
          ? null
          : Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, fill(value)])),
    },
    ...(recorded.function === null ? {} : { functions: functionOf(recorded.function.behaviour) }),
  });
}

function assertBody(text: string, { body, bodyJson, bodyJsonSubset }: RecordedCase['expected']): void {
  if (body !== undefined) assert.equal(text, body);
  if (bodyJson !== undefined) assert.deepEqual(JSON.parse(text), bodyJson);
  if (bodyJsonSubset === undefined) return;
  const parsed = JSON.parse(text) as Record<string, unknown>;
  for (const [key, value] of Object.entries(bodyJsonSubset)) assert.deepEqual(parsed[key], value);
}

// Keys and usage plans are documents of the account: usage.test.ts has them.
const replayed = cases.filter(({ api }) => api.usagePlan === undefined);

for (const recorded of replayed.filter(({ via }) => via === 'http')) {
  test(`recorded: ${recorded.id}`, async (t) => {
    const { request, expected } = recorded;
    const api = await serve(t, recorded);
    const answer = await api.ask(`${request.path}${request.query === null ? '' : `?${request.query}`}`, {
      method: request.method,
      headers: request.headers,
      ...(request.body === null ? {} : { body: request.body }),
    });
    if (expected.status != null) assert.equal(answer.status, expected.status, answer.body);
    if (expected.statusClass !== undefined) {
      assert.equal(answer.status < 400, expected.statusClass === 'ok', `${answer.status} ${answer.body}`);
    }
    assertBody(answer.body, expected);
    for (const [name, value] of Object.entries(expected.headers ?? {})) {
      assert.equal(answer.headers[name.toLowerCase()], value);
    }
  });
}

for (const recorded of replayed.filter(({ via }) => via === 'testInvokeMethod')) {
  test(`recorded: ${recorded.id}`, async (t) => {
    const { request, expected, api: recordedApi } = recorded;
    const api = await serve(t, recorded);
    const running = api.gateway.testInvoke({
      apiId: 'api1234567',
      resourceId: request.resource ?? (recordedApi.resourcePath === '/' ? 'root' : recordedApi.resourcePath),
      httpMethod: request.method,
      pathWithQueryString:
        request.path === null
          ? undefined
          : `${request.path}${request.query === null ? '' : `?${request.query}`}`,
      body: request.body ?? undefined,
      headers: Object.entries(request.headers),
    });
    if (expected.apiStatus !== undefined) {
      await assert.rejects(running, { code: expected.apiError!.Code, message: expected.apiError!.Message });
      return;
    }
    const execution = await running;
    const { response } = execution;
    assert.equal(response.status, expected.status);
    assertBody(Buffer.from(response.body).toString(), expected);
    const headers = Object.fromEntries(response.headers);
    const names = [...Object.keys(expected.headers ?? {}), ...(expected.headersPresent ?? [])];
    assert.deepEqual(Object.keys(headers).sort(), names.sort());
    for (const [name, value] of Object.entries(expected.headers ?? {})) assert.equal(headers[name], value);
    const lines = testInvokeLog(execution).split('\n');
    assert.equal(lines.length, expected.log!.lines.length, lines.join('\n'));
    for (const [index, line] of lines.entries()) assert.match(line, maskedLine(expected.log!.lines[index]!));
  });
}

/** A recorded line, its masks standing for anything. */
function maskedLine(line: string): RegExp {
  const masks = line
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('DDD MMM dd hh:mm:ss UTC yyyy', '\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}')
    .replaceAll('Day, dd MMM yyyy hh:mm:ss GMT', '\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT')
    .replaceAll('111111111111', accountId)
    .replaceAll(/<[^<>]+>/g, '.+');
  return new RegExp(`^${masks}$`);
}
