import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RouteFact } from '../../case.ts';
import { explain } from '../../explain.ts';
import type { Finding } from '../../finding.ts';
import { executionOf, folderOf } from '../../testing/execution-of.ts';

const routes: readonly RouteFact[] = [
  { method: 'GET', path: '/orders' },
  { method: 'POST', path: '/orders' },
  { method: 'OPTIONS', path: '/orders' },
  { method: 'GET', path: '/orders/{id}' },
  { method: 'DELETE', path: '/orders/{id}/items/{item}' },
  { method: 'ANY', path: '/files/{proxy+}' },
];

function unrouted(method: string, path: string, known: readonly RouteFact[] | undefined = routes): Finding {
  const finding = explain(
    executionOf({ kind: 'route-not-found' }, { status: 403, integration: null, request: { method, path } }),
    { routes: known },
  );
  assert.equal(finding?.cause, 'integration.route-not-found');
  assert.match(finding.why, /nothing to do with tokens/);
  return finding;
}

test('an Authorization header changes the words for an unmatched route, not the cause', () => {
  const outcome = { kind: 'incomplete-signature', message: 'Invalid key=value pair' } as const;
  const request = { method: 'GET', path: '/order' };
  const execution = { ...executionOf(outcome, { status: 403, integration: null, request }), route: null };
  const finding = explain(execution, { routes });
  assert.equal(finding?.cause, 'integration.route-not-found');
  assert.match(finding.why, /the header has nothing to do with it/);
  const matched = explain(executionOf(outcome, { status: 403, integration: null, request }), { routes });
  assert.equal(matched?.cause, 'gateway.iam-signature');
});

const hints: readonly (readonly [method: string, path: string, fix: RegExp])[] = [
  ['PUT', '/orders', /has GET, POST: use that method, or add PUT/],
  ['GET', '/order', /Did you mean GET \/orders/],
  ['GET', '/Orders/7', /Did you mean GET \/orders\/\{id\}/],
  ['DELETE', '/orders/7/item/3', /Did you mean DELETE \/orders\/\{id\}\/items\/\{item\}/],
  ['GET', '/Prod/orders', /Leave out one `\/Prod`.*`\/orders`/],
  ['GET', '/files', /Did you mean|The API has/],
  ['GET', '/something/entirely/different', /The API has GET \/orders, POST \/orders/],
];

for (const [method, path, fix] of hints) {
  test(`no route for ${method} ${path}: a hint from the routes there are`, () => {
    assert.match(unrouted(method, path).fix.text, fix);
  });
}

test('no route for / where only a greedy proxy is', () => {
  assert.match(unrouted('GET', '/', [{ method: 'ANY', path: '/{proxy+}' }]).fix.text, /does not match `\/`/);
});

test('without the API’s routes there is no hint, but a finding', () => {
  assert.match(unrouted('GET', '/x', undefined).fix.text, /deploy/);
});

test('an unknown stage is told with those there are', () => {
  const finding = explain(
    executionOf({ kind: 'stage-not-found' }, { status: 403, stage: 'prod', integration: null }),
    { stages: ['Prod'] },
  );
  assert.equal(finding?.cause, 'integration.stage-not-found');
  assert.match(finding.fix.text, /`\/Prod\/…`/);
});

test('an integration time-out says that the function goes on, and shows its handler', () => {
  const finding = explain(executionOf({ kind: 'integration-timeout', timeoutMs: 1000 }, { status: 504 }), {
    function: { runtime: 'nodejs24.x', handler: 'index.handler', timeoutSeconds: 30 },
    source: folderOf({ 'index.js': 'export const handler = async () => work();\n' }),
  });
  assert.equal(finding?.cause, 'integration.timeout');
  assert.match(finding.title, /after 1 s; the function goes on/);
  assert.match(finding.why, /30 s/);
  assert.match(finding.fix.text, /raised to 29 s/);
  assert.equal(finding.source?.file, 'src/index.js');
});

test('an integration that does not POST is told with its method', () => {
  const finding = explain(
    executionOf({ kind: 'integration-method-not-post', integrationMethod: 'GET' }, { status: 500 }),
    {},
  );
  assert.match(finding?.title ?? '', /with GET; Lambda takes POST only/);
  assert.match(finding?.fix.patch ?? '', /\+httpMethod: POST/);
});

test('a URI without its stage variable', () => {
  const uri =
    'arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-1:123456789012:function:/invocations';
  const finding = explain(
    executionOf({ kind: 'invalid-endpoint', uri }, { status: 500, integration: null }),
    {},
  );
  assert.equal(finding?.cause, 'integration.stage-variable-unset');
});

test('a missing alias is told by its name', () => {
  const message = 'Cannot find alias arn: arn:aws:lambda:eu-south-1:123456789012:function:orders:live';
  const functionArn = 'arn:aws:lambda:eu-south-1:123456789012:function:orders:live';
  const finding = explain(
    executionOf({ kind: 'function-not-found', message }, { status: 500, integration: { functionArn } }),
    {},
  );
  assert.equal(finding?.cause, 'integration.function-not-found');
  assert.match(finding.title, /`orders:live`/);
});

const refusals: readonly (readonly [message: string, cause: string])[] = [
  [
    'Lambda was unable to decrypt the environment variables because KMS access was denied.',
    'runtime.kms-denied',
  ],
  ['Lambda was not able to create an ENI in the VPC of the Lambda function', 'runtime.vpc-eni-limit'],
  [
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    'runtime.function-inactive',
  ],
  ['Something else', 'integration.lambda-refused'],
];

for (const [message, cause] of refusals) {
  test(`a refusal of Lambda: ${cause}`, () => {
    assert.equal(
      explain(executionOf({ kind: 'lambda-refused', status: 502, message }, { status: 500 }), {})?.cause,
      cause,
    );
  });
}

test('a key that was sent is told apart from none', () => {
  const sent = explain(
    executionOf({ kind: 'api-key-invalid' }, { status: 403, request: { headers: [['X-Api-Key', 'k']] } }),
    {},
  );
  const none = explain(executionOf({ kind: 'api-key-invalid' }, { status: 403 }), {});
  assert.match(sent?.title ?? '', /does not count/);
  assert.match(none?.title ?? '', /has none/);
});

test('a denied anonymous caller is a matter of the API’s resource policy', () => {
  const message =
    'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:…';
  assert.equal(
    explain(executionOf({ kind: 'access-denied', message }, { status: 403 }), {})?.cause,
    'gateway.resource-policy-deny',
  );
});
