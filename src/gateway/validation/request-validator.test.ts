import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { executionLog } from '../../execution/execution-log.ts';
import type { ApiModelModel, MethodModel, RequestValidatorModel } from '../model.ts';
import { mockIntegration, restApi } from '../testing/rest-api.ts';
import { serveApi } from '../testing/served-api.ts';
import { createBodySchemas } from './body-schemas.ts';

const apiId = 'api1234567';

function modelsOf(schemas: Readonly<Record<string, unknown>>): Readonly<Record<string, ApiModelModel>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      { id: name, name, description: null, contentType: 'application/json', schema: JSON.stringify(schema) },
    ]),
  );
}

async function serve(
  t: TestContext,
  method: Partial<MethodModel>,
  schemas: Readonly<Record<string, unknown>> = {},
  validates: Partial<RequestValidatorModel> = {},
) {
  const validator = {
    id: 'val001',
    name: 'all',
    validateRequestBody: true,
    validateRequestParameters: true,
    ...validates,
  };
  const overrides = { requestValidatorId: 'val001', ...method };
  const template = '{"statusCode": 200}';
  const requestTemplates = { 'application/json': template, 'text/plain': template };
  const integration = mockIntegration(200, { requestTemplates });
  const sketch = { path: '/a/{issuer}', method: 'POST', integration, overrides };
  const settings = {
    loggingLevel: 'INFO',
    dataTraceEnabled: true,
    metricsEnabled: false,
    throttlingRateLimit: 10_000,
    throttlingBurstLimit: 5000,
    cachingEnabled: false,
    cacheTtlInSeconds: 300,
    cacheDataEncrypted: false,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
  } as const;
  return serveApi(
    t,
    restApi([sketch], { models: modelsOf(schemas), requestValidators: { val001: validator } }),
    { stage: { methodSettings: { '*/*': settings } } },
  );
}

interface GuardCase {
  readonly id: string;
  readonly api: {
    readonly models?: readonly { readonly name: string; readonly schema: unknown }[];
    readonly requestModels?: Readonly<Record<string, string>>;
    readonly requestValidator?: Partial<RequestValidatorModel>;
  };
  readonly request: { readonly headers: Record<string, string>; readonly body: string | null };
  readonly expected: { readonly status: number | null; readonly bodyJson?: unknown };
}

const recorded = JSON.parse(
  readFileSync(new URL('../../../test/data/goldens/guards.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly GuardCase[] };

test('the recorded validations end as on AWS', async (t) => {
  const cases = recorded.cases.filter(({ api }) => api.requestValidator !== undefined);
  assert.ok(cases.length >= 6);
  for (const { id, api, request, expected } of cases) {
    const models = JSON.parse(JSON.stringify(api.models).replaceAll('{apiId}', apiId)) as NonNullable<
      typeof api.models
    >;
    const served = await serve(
      t,
      { requestModels: api.requestModels! },
      Object.fromEntries(models.map(({ name, schema }) => [name, schema])),
      api.requestValidator,
    );
    const { headers, body } = request;
    const answer = await served.ask('/Prod/a/x', {
      method: 'POST',
      headers,
      ...(body === null ? {} : { body }),
    });
    assert.equal(answer.status, expected.status ?? 200, id);
    if (answer.status === 400) assert.equal(answer.body, '{"message": "Invalid request body"}', id);
  }
});

test('required parameters are named in header, path, query order, blank ones too', async (t) => {
  const api = await serve(t, {
    requestParameters: {
      'method.request.querystring.qs1': true,
      'method.request.querystring.optional': false,
      'method.request.path.missing': true,
      'method.request.header.x-header-param': true,
    },
  });
  const missing = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
    (await api.ask(path, { method: 'POST', headers })).body;
  const text = (names: string): string => `{"message": "Missing required request parameters: [${names}]"}`;
  assert.equal(await missing('/Prod/a/x'), text('x-header-param, missing, qs1'));
  assert.equal(
    await missing('/Prod/a/x?qs1=%20', { 'x-header-param': ' ' }),
    text('x-header-param, missing, qs1'),
  );
  assert.equal(await missing('/Prod/a/x?qs1=1', { 'x-header-param': 'a' }), text('missing'));
  assert.equal(await missing('/Prod/a/x?QS1=1', { 'x-header-param': 'a' }), text('missing, qs1'));
  const [first] = api.executions();
  assert.deepEqual(first?.outcome, {
    kind: 'bad-request-parameters',
    missing: ['x-header-param', 'missing', 'qs1'],
  });
});

test('the model of the content type is asked, that of $default for the others, none lets all through', async (t) => {
  const schemas = { Named: { type: 'object', required: ['name'] }, Any: { type: 'array' } };
  const api = await serve(t, { requestModels: { 'application/json': 'Named', $default: 'Any' } }, schemas);
  const status = async (contentType: string | null, body: string): Promise<number> => {
    const headers: Record<string, string> = contentType === null ? {} : { 'content-type': contentType };
    return (await api.ask('/Prod/a/x', { method: 'POST', headers, body })).status;
  };
  assert.equal(await status('application/json; charset=utf-8', '{"name":1}'), 200);
  assert.equal(await status(null, '{"name":1}'), 200);
  assert.equal(await status(null, '{}'), 400);
  assert.equal(await status('text/plain', '[]'), 200);
  assert.equal(await status('text/plain', '{}'), 400);
  const only = await serve(t, { requestModels: { 'application/xml': 'Named' } }, schemas);
  assert.equal((await only.ask('/Prod/a/x', { method: 'POST', body: 'no json' })).status, 200);
  const off = await serve(t, { requestModels: { 'application/json': 'Named' } }, schemas, {
    validateRequestBody: false,
  });
  assert.equal((await off.ask('/Prod/a/x', { method: 'POST', body: '{}' })).status, 200);
});

test('the log says what was validated, and what is wrong', async (t) => {
  const api = await serve(t, { requestModels: { 'application/json': 'M' } }, { M: { required: ['bar'] } });
  await api.ask('/Prod/a/x', { method: 'POST', body: '{"bar":1}' });
  await api.ask('/Prod/a/x', { method: 'POST', body: '{}' });
  await api.ask('/Prod/a/x', { method: 'POST' });
  const rows = api.executions().map((execution) =>
    executionLog(execution)
      .map(({ text }) => text.slice(text.indexOf(') ') + 2))
      .filter((row) => row.startsWith('Request ')),
  );
  const does = 'Request body does not match model schema for content type application/json:';
  assert.deepEqual(rows, [
    ['Request validation succeeded for content type application/json'],
    [`${does} [object has missing required properties (["bar"])]`],
    [`${does} [Unknown error parsing request body]`],
  ]);
});

test('a test of the method validates too', async (t) => {
  const api = await serve(t, { requestModels: { 'application/json': 'M' } }, { M: { required: ['bar'] } });
  const execution = await api.gateway.testInvoke({
    apiId,
    resourceId: '/a/{issuer}',
    httpMethod: 'POST',
    body: '{}',
  });
  assert.equal(execution.outcome.kind, 'bad-request-body');
  assert.equal(execution.response.status, 400);
});

test('faults are told in the words of the Java validator', async () => {
  const base = 'https://apigateway.amazonaws.com/restapis/abcdefghij/models';
  const schemas = createBodySchemas(
    modelsOf({
      Pet: { type: 'object', properties: { kind: { enum: ['cat', 'dog'] }, tail: { $ref: `${base}/Tail` } } },
      Tail: { type: 'object', required: ['cm'], properties: { cm: { type: 'number', minimum: 1 } } },
      Strict: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        id: 'https://example.org/strict',
        properties: { a: { type: 'string', minLength: 2, maxLength: 3, pattern: '^[a-z]+$' } },
        required: ['b', 'a'],
        additionalProperties: false,
      },
      Numbers: {
        type: 'array',
        minItems: 1,
        maxItems: 3,
        uniqueItems: true,
        items: { type: 'integer', maximum: 10, exclusiveMaximum: true, multipleOf: 2 },
      },
      Either: {
        properties: {
          v: { oneOf: [{ type: 'null' }, { $ref: `${base}/Tail` }] },
          w: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          x: { not: { type: 'null' } },
        },
      },
      Circular: { properties: { next: { $ref: `${base}/Circular` }, size: { type: 'integer' } } },
      Broken: { type: 'nonsense' },
      Dangling: { $ref: `${base}/Nowhere` },
    }),
  );
  await schemas.load();
  const cases: readonly (readonly [string, unknown, string | null])[] = [
    ['Pet', { kind: 'cat', tail: { cm: 3 } }, null],
    ['Pet', [], '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]'],
    ['Pet', { kind: 'cow' }, '[instance value ("cow") not found in enum (possible values: ["cat","dog"])]'],
    ['Pet', { tail: {} }, '[object has missing required properties (["cm"])]'],
    [
      'Pet',
      { tail: { cm: 'x' } },
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer","number"])]',
    ],
    [
      'Pet',
      { tail: { cm: 0 } },
      '[numeric instance is lower than the required minimum (minimum: 1, found: 0)]',
    ],
    ['Strict', {}, '[object has missing required properties (["a","b"])]'],
    [
      'Strict',
      { a: 'ab', b: 1 },
      '[object instance has properties which are not allowed by the schema: ["b"]]',
    ],
    [
      'Strict',
      { a: 'x' },
      '[object has missing required properties (["b"]), string "x" is too short (length: 1, required minimum: 2)]',
    ],
    ['Numbers', [], '[array is too short: must have at least 1 elements but instance has 0 elements]'],
    [
      'Numbers',
      [2, 4, 6, 8],
      '[array is too long: must have at most 3 elements but instance has 4 elements]',
    ],
    ['Numbers', [2, 2], '[array must not contain duplicate elements]'],
    ['Numbers', [3], '[remainder of division is not zero (3 / 2)]'],
    ['Numbers', [10], '[numeric instance is not strictly lower than the required maximum 10]'],
    ['Either', { v: null, w: 'a', x: 1 }, null],
    ['Either', { v: {} }, '[instance failed to match exactly one schema (matched 0 out of 2)]'],
    ['Either', { w: 1 }, '[instance failed to match at least one required schema among 2]'],
    ['Either', { x: null }, '[instance matched a schema which it should not have]'],
    ['Circular', { next: { next: { size: 1 } } }, null],
    [
      'Circular',
      { next: { next: { size: 'a' } } },
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer"])]',
    ],
    ['Broken', {}, '[model Broken is not a valid JSON schema]'],
    ['Dangling', {}, '[model Dangling is not a valid JSON schema]'],
    ['Missing', {}, '[model Missing is not a valid JSON schema]'],
  ];
  for (const [model, body, expected] of cases) {
    assert.equal(schemas.check(model, JSON.stringify(body)), expected, `${model} ${JSON.stringify(body)}`);
  }
  assert.equal(schemas.check('Pet', '{"a":'), '[Unknown error parsing request body]');
});
