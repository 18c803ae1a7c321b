import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { endedBy, sampleExecution } from './execution.cases.ts';
import { executionLog } from './execution-log.ts';
import type { Execution, ExecutionAuthorizer } from './execution.ts';
import type { Outcome } from './outcome.ts';
import { parseExecutionLog } from './parse-log.ts';
import { testAuthorizerLog } from './test-authorizer-log.ts';

const authorizer: ExecutionAuthorizer = {
  authorizerId: 'auth01',
  type: 'TOKEN',
  identity: [['method.request.header.Authorization', 'Bearer secret-e4b2ca']],
  integration: {
    type: 'AWS_PROXY',
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:authorizer',
    sourceArn: 'arn:aws:execute-api:us-east-1:111122223333:8a1b7vlz9f/authorizers/auth01',
    requestBody: '{"type":"TOKEN"}',
    sentAtMs: sampleExecution.receivedAtMs,
    timeoutMs: 29_000,
    call: { ...sampleExecution.integration!.call!, payload: '{"principalId":"user|ab1234"}' },
  },
  principalId: 'user|ab1234',
  context: {},
  claims: null,
  latencyMs: 12,
};

function parsed(execution: Execution) {
  const settings = { level: 'INFO', dataTrace: true } as const;
  const [only] = parseExecutionLog(executionLog(execution, settings).map(({ text }) => text));
  return only!;
}

test('what the rows tell of an authorizer is read back, beside the integration’s own', () => {
  const { authorizer: read, integration, outcome } = parsed({ ...sampleExecution, authorizer });
  assert.equal(read?.authorizerId, 'auth01');
  assert.equal(read?.identity?.text, '**************e4b2ca');
  assert.equal(read?.principal, '*****ab1234');
  assert.equal(read?.result?.text, '{"principalId":"user|ab1234"}');
  assert.equal(read?.completed, true);
  assert.equal(read?.integration?.functionArn, authorizer.integration!.functionArn);
  assert.equal(read?.integration?.requestBody?.text, '{"type":"TOKEN"}');
  assert.equal(integration?.functionArn, sampleExecution.integration!.functionArn);
  assert.deepEqual(outcome, { kind: 'ok' });
});

test('a REQUEST authorizer’s identity is a map of its sources', () => {
  const identity = [
    ['method.request.header.Hash', 'aaaaaaaaaaaaaa'],
    ['context.httpMethod', 'GET'],
  ] as const;
  const { authorizer: read } = parsed({
    ...sampleExecution,
    authorizer: { ...authorizer, type: 'REQUEST', identity },
  });
  assert.equal(read?.identity?.text, '{method.request.header.Hash=********aaaaaa, context.httpMethod=***}');
});

test('an answer from the cache, and a refusal, leave fewer rows', () => {
  const cached = parsed({ ...sampleExecution, authorizer: { ...authorizer, integration: null } });
  assert.equal(cached.authorizer?.integration, undefined);
  assert.equal(cached.authorizer?.completed, true);
  const outcomes: readonly Outcome[] = [
    { kind: 'unauthorized' },
    { kind: 'authorizer-misconfigured', message: 'Invalid permissions on Lambda function' },
    { kind: 'access-denied', message: 'User is not authorized to access this resource' },
  ];
  for (const outcome of outcomes) {
    const refused = parsed({ ...endedBy(outcome), authorizer: { ...authorizer, principalId: null } });
    assert.deepEqual(refused.outcome, outcome);
    assert.equal(refused.authorizer?.completed, undefined);
    assert.equal(refused.authorizer?.result === undefined, outcome.kind === 'unauthorized');
  }
});

test('no identity or principal is ever shown but for its last six characters', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9]{7,60}$/);
  fc.assert(
    fc.property(
      secret,
      secret,
      fc.constantFrom('TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'),
      (token, principalId, type) => {
        const run = {
          ...authorizer,
          type,
          principalId,
          identity: [['method.request.header.A', token]],
        } as const;
        for (const { text } of executionLog(
          { ...sampleExecution, authorizer: run },
          { level: 'INFO', dataTrace: true },
        )) {
          if (!text.includes('Incoming identity') && !text.includes('principal:')) continue;
          assert.ok(!text.includes(token.slice(0, 7)) && !text.includes(principalId.slice(0, 7)), text);
        }
      },
    ),
  );
});

test('a test’s log is read as one request’s', () => {
  const log = testAuthorizerLog(endedBy({ kind: 'unauthorized' }), authorizer, sampleExecution.receivedAtMs);
  const [only, ...others] = parseExecutionLog([log]);
  assert.equal(others.length, 0);
  assert.equal(only?.form, 'test');
  assert.equal(only?.authorizer?.authorizerId, 'auth01');
  assert.deepEqual(only?.outcome, { kind: 'unauthorized' });
});
