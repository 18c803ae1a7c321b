import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { OutcomeKind, OutcomeOf } from '../../execution/outcome.ts';
import { explain } from '../explain.ts';
import { executionOf, functionArn, sourceArn } from '../testing/execution-of.ts';
import { causes } from './index.ts';

const here = dirname(fileURLToPath(import.meta.url));

test('a cause is found by its id: family/cause.ts', () => {
  const ids = new Set(causes.map(({ id }) => id));
  assert.equal(ids.size, causes.length, 'no id occurs twice');
  const files = globSync('*/*.ts', { cwd: here }).filter((file) =>
    readFileSync(join(here, file), 'utf8').includes('= defineCause'),
  );
  assert.deepEqual(
    new Set(files.map((file) => file.replace('/', '.').replace(/\.ts$/, ''))),
    ids,
    'every cause file is in the table, under its own name',
  );
});

const refused = {
  allowed: false,
  reason: 'no-policy',
  closest: null,
  query: {
    servicePrincipal: 'apigateway.amazonaws.com',
    sourceArn,
    sourceAccount: '123456789012',
    functionArn,
  },
} as const;

/** One of each ending: the compiler asks for the next one. */
const endings: { readonly [K in Exclude<OutcomeKind, 'ok'>]: readonly [OutcomeOf<K>, cause: string] } = {
  'malformed-output': [{ kind: 'malformed-output', violations: [] }, 'response.malformed-unspecified'],
  'function-error': [
    { kind: 'function-error', errorMessage: 'x', errorType: 'Error', trace: [] },
    'runtime.unhandled-exception',
  ],
  'function-timeout': [
    { kind: 'function-timeout', errorMessage: 'Task timed out after 3.00 seconds', timeoutSeconds: 3 },
    'runtime.timeout',
  ],
  'function-response-too-large': [
    { kind: 'function-response-too-large', errorMessage: 'Response payload size exceeded …' },
    'response.too-large',
  ],
  'integration-timeout': [{ kind: 'integration-timeout', timeoutMs: 29_000 }, 'integration.timeout'],
  'no-permission': [{ kind: 'no-permission', decision: refused }, 'permission.missing-statement'],
  'function-throttled': [
    { kind: 'function-throttled', reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    'runtime.throttled',
  ],
  'role-not-assumable': [
    { kind: 'role-not-assumable', roleArn: 'arn:aws:iam::123456789012:role/gateway' },
    'permission.integration-credentials',
  ],
  'lambda-service-error': [{ kind: 'lambda-service-error', status: 503 }, 'integration.lambda-unavailable'],
  'integration-network-error': [
    { kind: 'integration-network-error', detail: '' },
    'integration.lambda-unavailable',
  ],
  'integration-method-not-post': [
    { kind: 'integration-method-not-post', integrationMethod: 'GET' },
    'integration.http-method-not-post',
  ],
  'function-not-found': [
    { kind: 'function-not-found', message: `Function not found: ${functionArn}` },
    'integration.function-not-found',
  ],
  'lambda-refused': [
    {
      kind: 'lambda-refused',
      status: 502,
      message: 'The runtime parameter of nodejs12.x is no longer supported',
    },
    'integration.lambda-refused',
  ],
  'event-too-large': [{ kind: 'event-too-large', eventBytes: 7_000_000 }, 'request.too-large'],
  'response-headers-too-large': [
    { kind: 'response-headers-too-large', headerBytes: 12_000 },
    'response.headers-too-large',
  ],
  'response-header-illegal': [
    { kind: 'response-header-illegal', name: 'x-note', value: 'a\r\nb' },
    'response.header-illegal',
  ],
  'base64-undecodable': [{ kind: 'base64-undecodable' }, 'response.invalid-base64'],
  'illegal-header-mapping': [
    { kind: 'illegal-header-mapping', header: 'Connection' },
    'integration.illegal-header-mapping',
  ],
  'request-header-refused': [
    { kind: 'request-header-refused', header: 'Transfer-Encoding' },
    'request.header-refused',
  ],
  'invalid-endpoint': [{ kind: 'invalid-endpoint', uri: 'arn:aws:nonsense' }, 'integration.invalid-endpoint'],
  'mapping-failed': [
    { kind: 'mapping-failed', message: 'No match for output mapping' },
    'integration.mapping-failed',
  ],
  'request-body-not-json': [
    { kind: 'request-body-not-json', detail: "Unrecognized token 'some'" },
    'request.body-not-json',
  ],
  'endpoint-tls-failed': [
    { kind: 'endpoint-tls-failed', detail: 'self-signed certificate' },
    'integration.endpoint-tls',
  ],
  'unsupported-media-type': [{ kind: 'unsupported-media-type' }, 'request.unsupported-media-type'],
  'bad-request-body': [
    {
      kind: 'bad-request-body',
      validationError: '[object has missing required properties (["bar"])]',
      contentType: 'application/json',
    },
    'request.validation-failed',
  ],
  'bad-request-parameters': [
    { kind: 'bad-request-parameters', missing: ['x-shop'] },
    'request.validation-failed',
  ],
  'route-not-found': [{ kind: 'route-not-found' }, 'integration.route-not-found'],
  'stage-not-found': [{ kind: 'stage-not-found' }, 'integration.stage-not-found'],
  'request-too-large': [{ kind: 'request-too-large', contentBytes: 11_000_000 }, 'request.too-large'],
  'request-uri-too-long': [{ kind: 'request-uri-too-long' }, 'request.uri-too-long'],
  throttled: [{ kind: 'throttled', ratePerSecond: 1, burst: 1 }, 'gateway.throttled'],
  'quota-exceeded': [{ kind: 'quota-exceeded' }, 'gateway.throttled'],
  'api-key-invalid': [{ kind: 'api-key-invalid' }, 'gateway.api-key'],
  unauthorized: [{ kind: 'unauthorized' }, 'gateway.unauthorized'],
  'access-denied': [
    {
      kind: 'access-denied',
      message: 'User is not authorized to access this resource with an explicit deny',
    },
    'gateway.authorizer-deny',
  ],
  'authorizer-misconfigured': [
    { kind: 'authorizer-misconfigured', message: 'Invalid JSON in response' },
    'integration.authorizer-failure',
  ],
  'authorizer-failed': [
    { kind: 'authorizer-failed', message: 'timed out' },
    'integration.authorizer-failure',
  ],
  'missing-authentication-token': [{ kind: 'missing-authentication-token' }, 'gateway.iam-signature'],
  'invalid-signature': [
    { kind: 'invalid-signature', message: 'Signature expired: …' },
    'gateway.iam-signature',
  ],
  'incomplete-signature': [
    { kind: 'incomplete-signature', message: "Authorization header requires 'Signature' parameter." },
    'gateway.iam-signature',
  ],
  'expired-token': [{ kind: 'expired-token' }, 'gateway.iam-signature'],
  'unrecognized-client': [{ kind: 'unrecognized-client' }, 'gateway.iam-signature'],
  'waf-filtered': [{ kind: 'waf-filtered' }, 'gateway.waf'],
  defect: [{ kind: 'defect', message: 'no such runtime' }, 'varco.defect'],
};

test('every way a request can end has a cause, even when nothing else is known', () => {
  for (const [kind, [outcome, cause]] of Object.entries(endings)) {
    const finding = explain(executionOf(outcome), {});
    assert.equal(finding?.cause, cause, kind);
    for (const text of [finding.title, finding.why, finding.fix.text]) {
      assert.ok(text.trim() !== '', kind);
      assert.doesNotMatch(text, /undefined|\[object Object|NaN/, `${kind}: ${text}`);
    }
    assert.ok(finding.evidence.length > 0 && finding.confidence > 0 && finding.confidence <= 1, kind);
  }
});

test('nothing is said of a request that went well, nor of a 4xx that the function chose', () => {
  for (const status of [200, 204, 301, 400, 404, 429]) {
    assert.equal(
      explain(executionOf({ kind: 'ok' }, { status, payload: `{"statusCode":${status}}` }), {}),
      null,
    );
  }
});

test('a 5xx of the function’s own is told to be the function’s', () => {
  const finding = explain(executionOf({ kind: 'ok' }, { status: 502, payload: '{"statusCode":502}' }), {
    functionLog: ['2024-01-01T00:00:00.000Z\tid\tERROR\tupstream failed: ECONNREFUSED\n'],
  });
  assert.equal(finding?.cause, 'runtime.downstream-error');
  assert.match(finding.title, /itself answered 502/);
  assert.deepEqual(finding.evidence.at(-1), 'upstream failed: ECONNREFUSED');
});

test('a 5xx of a MOCK integration is nobody’s fault', () => {
  const integration = { type: 'MOCK', functionArn: null, sourceArn: null } as const;
  assert.equal(explain(executionOf({ kind: 'ok' }, { status: 500, integration }), {}), null);
});
