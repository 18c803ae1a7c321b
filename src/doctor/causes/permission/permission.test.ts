import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyDecision, PolicyMismatch } from '../../../policy/policy.ts';
import { explain, type ExplainContext } from '../../explain.ts';
import type { Finding } from '../../finding.ts';
import { executionOf, functionArn, sourceArn } from '../../testing/execution-of.ts';

type Refusal = PolicyDecision & { readonly allowed: false };

function refusal(parts: Partial<Refusal>, query: Partial<Refusal['query']> = {}): Refusal {
  return {
    allowed: false,
    reason: 'no-match',
    closest: null,
    query: {
      servicePrincipal: 'apigateway.amazonaws.com',
      sourceArn,
      sourceAccount: '123456789012',
      functionArn,
      ...query,
    },
    ...parts,
  };
}

const closest = (...mismatches: PolicyMismatch[]): Refusal['closest'] => ({ sid: 'api', mismatches });

function explained(decision: Refusal, context: ExplainContext = {}, isTest = false): Finding {
  const finding = explain(executionOf({ kind: 'no-permission', decision }, { status: 500, isTest }), context);
  assert.ok(finding !== null);
  return finding;
}

test('no policy at all: the command that adds the permission, with the real values', () => {
  const finding = explained(refusal({ reason: 'no-policy' }));
  assert.equal(finding.cause, 'permission.missing-statement');
  assert.equal(finding.step, 3);
  assert.equal(
    finding.fix.command,
    'aws lambda add-permission --function-name orders --statement-id apigateway-a1b2c3d4e5-GET-orders-id --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn "arn:aws:execute-api:eu-south-1:123456789012:a1b2c3d4e5/*/GET/orders/*"',
  );
  assert.match(finding.why, /500/);
  assert.match(finding.fix.patch ?? '', /Type: AWS::Lambda::Permission/);
});

test('statements for other principals do not count as one for API Gateway', () => {
  const decision = refusal({
    closest: closest({
      part: 'principal',
      allowed: 's3.amazonaws.com',
      presented: 'apigateway.amazonaws.com',
    }),
  });
  assert.equal(explained(decision).cause, 'permission.missing-statement');
});

const parts: readonly PolicyMismatch[] = [
  { part: 'api-id', allowed: 'zzzzzzzzzz', presented: 'a1b2c3d4e5' },
  { part: 'stage', allowed: 'Stage', presented: 'Prod' },
  { part: 'method', allowed: 'POST', presented: 'GET' },
  { part: 'path', allowed: '/{proxy+}', presented: '/' },
  { part: 'region', allowed: 'us-east-1', presented: 'eu-south-1' },
  { part: 'account', allowed: '999999999999', presented: '123456789012' },
  { part: 'shape', allowed: 'a1b2c3d4e5/GET/orders', presented: 'a1b2c3d4e5/Prod/GET/orders/{id}' },
  { part: 'source-account', allowed: '999999999999', presented: '123456789012' },
];

for (const mismatch of parts) {
  test(`a statement that differs in its ${mismatch.part}: both sides are told`, () => {
    const finding = explained(refusal({ closest: closest(mismatch) }));
    assert.equal(finding.cause, 'permission.source-arn-mismatch');
    assert.match(finding.evidence[0]!, new RegExp(`allows ${mismatch.allowed.replaceAll(/[{}+]/g, '\\$&')}`));
    assert.ok(finding.why.includes(mismatch.presented));
  });
}

test('the literal ANY of an ANY method is told', () => {
  const finding = explained(
    refusal(
      { closest: closest({ part: 'method', allowed: 'GET', presented: 'ANY' }) },
      { sourceArn: sourceArn.replace('GET', 'ANY') },
    ),
  );
  assert.match(finding.why, /literal word ANY/);
  assert.match(finding.fix.command ?? '', /a1b2c3d4e5\/\*\/\*\/orders/);
});

test('a Test that fails by its stage is told why', () => {
  const finding = explained(
    refusal({ closest: closest({ part: 'stage', allowed: 'Prod', presented: 'test-invoke-stage' }) }),
    {},
    true,
  );
  assert.match(finding.why, /test-invoke-stage/);
});

test('an alias without a permission of its own', () => {
  const query = { functionArn: `${functionArn}:live` };
  const finding = explained(refusal({ reason: 'no-policy' }, query));
  assert.equal(finding.cause, 'permission.qualifier-missing');
  assert.match(finding.title, /"live"/);
  assert.match(finding.fix.command ?? '', /--function-name orders --qualifier live --statement-id/);
  const onFunction = refusal(
    { closest: closest({ part: 'resource', allowed: functionArn, presented: query.functionArn }) },
    query,
  );
  assert.equal(explained(onFunction).cause, 'permission.qualifier-missing');
});

test('an alias whose own statement is for another stage is a matter of the source ARN', () => {
  const decision = refusal(
    { closest: closest({ part: 'stage', allowed: 'dev', presented: 'Prod' }) },
    { functionArn: `${functionArn}:live` },
  );
  assert.equal(explained(decision).cause, 'permission.source-arn-mismatch');
});

test('a Deny is told by its statement', () => {
  const finding = explained(refusal({ reason: 'explicit-deny', closest: closest() }));
  assert.equal(finding.cause, 'permission.explicit-deny');
  assert.match(finding.title, /"api"/);
});

test('an integration without its stage variable comes before the permission', () => {
  const decision = refusal({ reason: 'no-policy' }, { functionArn: `${functionArn}:` });
  const finding = explained(decision, {
    integrationUri: `${functionArn}:\${stageVariables.alias}/invocations`,
    stageVariables: {},
  });
  assert.equal(finding.cause, 'integration.stage-variable-unset');
  assert.match(finding.title, /`alias`/);
  assert.match(
    finding.fix.command ?? '',
    /^aws apigateway update-stage --rest-api-id a1b2c3d4e5 --stage-name Prod /,
  );
});

test('another endpoint than AWS’s is in the command', () => {
  const finding = explained(refusal({ reason: 'no-policy' }), { endpointUrl: 'http://127.0.0.1:4566' });
  assert.match(finding.fix.command ?? '', / --endpoint-url http:\/\/127\.0\.0\.1:4566$/);
});
