// Decisions over resource policies, and what a refusal says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decide } from './decide.ts';
import type { InvokePermissionQuery, PolicyDecision, PolicyMismatch, PolicyStatement } from './policy.ts';

const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';
const query: InvokePermissionQuery = {
  servicePrincipal: 'apigateway.amazonaws.com',
  sourceArn: 'arn:aws:execute-api:us-east-1:111122223333:abc123/prod/GET/orders/{id}',
  sourceAccount: '111122223333',
  functionArn,
};

function statement(sourceArn: string | null, changes: Partial<PolicyStatement> = {}): PolicyStatement {
  return {
    Sid: 's',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: functionArn,
    ...(sourceArn === null ? {} : { Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } } }),
    ...changes,
  };
}

const source = (resource: string): string => `arn:aws:execute-api:us-east-1:111122223333:${resource}`;

function refusal(decision: PolicyDecision): PolicyDecision & { readonly allowed: false } {
  assert.equal(decision.allowed, false);
  return decision;
}

function mismatchesOf(...statements: readonly PolicyStatement[]): readonly PolicyMismatch[] {
  return refusal(decide(statements, query)).closest?.mismatches ?? [];
}

const parts = (mismatches: readonly PolicyMismatch[]): readonly string[] =>
  mismatches.map(({ part }) => part);

test('the statement that AddPermission writes for the API allows it', () => {
  assert.deepEqual(decide([statement(source('abc123/*/GET/orders/*'))], query), { allowed: true, sid: 's' });
});

const alsoAllowed: Readonly<Record<string, PolicyStatement>> = {
  'no condition': statement(null),
  'everyone as the principal': statement(null, { Principal: '*' }),
  'every action of Lambda': statement(null, { Action: 'lambda:*' }),
  'actions that begin so, in another case': statement(null, { Action: 'Lambda:Invoke*' }),
  'a wildcard for the function': statement(null, { Resource: '*' }),
  'the account, and a condition key in another case': statement(null, {
    Condition: { StringEquals: { 'aws:sourceAccount': '111122223333' } } as PolicyStatement['Condition'] &
      object,
  }),
};
for (const [what, allowing] of Object.entries(alsoAllowed)) {
  test(`a statement with ${what} allows it`, () => {
    assert.equal(decide([allowing], query).allowed, true);
  });
}

test('without any statement there is no policy, and nothing comes close', () => {
  assert.deepEqual(decide([], query), { allowed: false, reason: 'no-policy', closest: null, query });
});

test('a Deny that applies wins over an Allow, wherever it stands', () => {
  const deny = statement(null, { Sid: 'no', Effect: 'Deny' });
  for (const statements of [
    [deny, statement(null)],
    [statement(null), deny],
  ]) {
    const { reason, closest } = refusal(decide(statements, query));
    assert.equal(reason, 'explicit-deny');
    assert.deepEqual(closest, {
      sid: 'no',
      mismatches: [{ part: 'effect', allowed: 'Deny', presented: 'Allow' }],
    });
  }
});

test('a Deny that does not apply neither denies nor comes close', () => {
  const deny = statement(source('other1/*/*/*'), { Effect: 'Deny' });
  assert.equal(decide([deny, statement(null)], query).allowed, true);
  assert.equal(refusal(decide([deny], query)).closest, null);
});

const differing: readonly (readonly [sourceArn: string, expected: readonly string[]])[] = [
  ['arn:aws-cn:execute-api:us-east-1:111122223333:abc123/*/*/*', ['partition']],
  ['arn:aws:s3:us-east-1:111122223333:abc123/*/*/*', ['service']],
  ['arn:aws:execute-api:eu-west-1:111122223333:abc123/*/*/*', ['region']],
  ['arn:aws:execute-api:us-east-1:999999999999:abc123/*/*/*', ['account']],
  ['arn:aws:execute-api:eu-west-1:999999999999:xyz/*/*/*', ['region', 'account', 'api-id']],
  [source('xyz/*/GET/orders/*'), ['api-id']],
  [source('xyz/*'), ['api-id']],
  [source('xyz*'), ['api-id']],
  [source('abc123/dev/GET/orders/*'), ['stage']],
  [source('abc123/dev*'), ['stage']],
  [source('abc123/*/POST/orders/*'), ['method']],
  [source('abc123/*/ANY/*'), ['method']],
  [source('abc123/*/GET/customers/*'), ['path']],
  [source('abc123/*/GET//orders/*'), ['path']],
  [source('abc123/*/GET/'), ['path']],
  [source('abc123/dev/POST/x'), ['stage', 'method', 'path']],
  [source('abc123/GET/orders'), ['shape']],
  [source('abc123/GET/orders/*'), ['shape']],
  [source('abc123'), ['shape']],
  [source('xyz/GET/orders'), ['api-id', 'shape']],
  ['arn:aws:execute-api:us-east-1:*', ['shape']],
  ['nonsense', ['shape']],
  // The segments fit one by one, but the star before them has to take one of theirs.
  [source('*/prod/GET'), ['shape']],
];
for (const [sourceArn, expected] of differing) {
  test(`the source ARN ${sourceArn} differs in ${expected.join(', ')}`, () => {
    assert.deepEqual(parts(mismatchesOf(statement(sourceArn))), expected);
  });
}

test('a mismatch says what is allowed and what was presented', () => {
  assert.deepEqual(mismatchesOf(statement(source('abc123/dev/GET/orders/{id}'))), [
    { part: 'stage', allowed: 'dev', presented: 'prod' },
  ]);
});

test("an authorizer's source ARN is compared by its own segments", () => {
  const authorizer = { ...query, sourceArn: source('abc123/authorizers/4hugyv') };
  const of = (sourceArn: string): readonly string[] =>
    parts(refusal(decide([statement(sourceArn)], authorizer)).closest?.mismatches ?? []);
  assert.equal(decide([statement(source('abc123/authorizers/*'))], authorizer).allowed, true);
  assert.deepEqual(of(source('xyz/authorizers/4hugyv')), ['api-id']);
  assert.deepEqual(of(source('abc123/*/GET/orders')), ['shape']);
});

test('a policy on the function does not cover its alias', () => {
  const aliased = { ...query, functionArn: `${functionArn}:prod` };
  assert.deepEqual(refusal(decide([statement(null)], aliased)).closest?.mismatches, [
    { part: 'resource', allowed: functionArn, presented: `${functionArn}:prod` },
  ]);
});

test('conditions that the gateway cannot meet refuse it', () => {
  const url = statement(null, {
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  });
  assert.deepEqual(parts(mismatchesOf(url)), ['condition']);
  const account = statement(null, { Condition: { StringEquals: { 'AWS:SourceAccount': '999999999999' } } });
  assert.deepEqual(parts(mismatchesOf(account)), ['source-account']);
});

test('the closest statement is one for API Gateway, then the one with the fewest differences, then the first', () => {
  const bucket = statement(null, { Sid: 'bucket', Principal: { Service: 's3.amazonaws.com' } });
  const far = statement(source('xyz/dev/POST/x'), { Sid: 'far' });
  const near = statement(source('abc123/dev/GET/orders/*'), { Sid: 'near' });
  const nearToo = statement(source('xyz/*/GET/orders/*'), { Sid: 'near too' });
  const sid = (...statements: readonly PolicyStatement[]): string | undefined =>
    refusal(decide(statements, query)).closest?.sid;
  assert.equal(sid(bucket, far), 'far');
  assert.equal(sid(far, near, nearToo), 'near');
  assert.equal(sid(bucket), 'bucket');
});

test('a refusal by source ARN always names a part, and an allowed one never gets there', () => {
  const piece = fc.constantFrom('abc123', 'prod', 'GET', 'orders', '{id}', '*', '', 'x', 'o*', '?rod');
  const resource = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('/'));
  fc.assert(
    fc.property(resource, (pattern) => {
      const decision = decide([statement(source(pattern))], query);
      if (!decision.allowed) assert.ok((decision.closest?.mismatches.length ?? 0) > 0);
    }),
    { numRuns: 2000 },
  );
});
