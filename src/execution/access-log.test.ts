// Access log lines in the console's formats, with everything that has no value as a dash (SPEC §7).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileAccessLog } from './access-log.ts';
import { endedBy, sampleExecution } from './execution.cases.ts';

test('the common log format of the console', () => {
  const format =
    '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime]"$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId';
  assert.equal(
    compileAccessLog(format)(sampleExecution),
    '203.0.113.9 - - [03/Aug/2022:08:10:00 +0000]"GET /orders/{id} HTTP/1.1" 200 2 41fc2a48-605e-4df7-99b9-43456c10fe95 OhHjPFP9oAMFkpg=',
  );
});

test('what the integration and the response were', () => {
  const format =
    '$context.integrationStatus $context.integration.integrationStatus $context.integration.status $context.integrationLatency $context.responseLatency $context.awsEndpointRequestId $context.error.message $context.error.responseType';
  assert.equal(
    compileAccessLog(format)(sampleExecution),
    '200 200 200 241 244 144f1a8c-1d4d-4044-91cf-7539c3bf6ba4 - -',
  );
  const malformed = endedBy({ kind: 'malformed-output', violations: [] });
  assert.match(
    compileAccessLog('$context.status $context.integrationStatus $context.integration.error')(malformed),
    /^502 200 Execution failed due to configuration error: Malformed Lambda proxy response$/,
  );
});

test('an API key shows its last six characters', () => {
  const apiKey = 'abcdefghijiFNdgS';
  const execution = { ...sampleExecution, request: { ...sampleExecution.request, apiKey } };
  assert.equal(compileAccessLog('$context.identity.apiKey')(execution), '**********iFNdgS');
});

test('names end where they cannot go on, and nothing else is a language', () => {
  const line = compileAccessLog(
    '{"a":"$context.status"}. $context.status. $context $context.nothing #set($x=1) $input.body',
  );
  assert.equal(line(sampleExecution), '{"a":"200"}. 200. $context - #set($x=1) $input.body');
});

test('what an authorizer came to', () => {
  const authorizer = {
    authorizerId: 'abc123',
    type: 'TOKEN',
    identity: [],
    integration: null,
    principalId: 'ada',
    context: {},
    claims: null,
    latencyMs: 3,
  } as const;
  const format = compileAccessLog(
    '$context.authorizer.status $context.authorizer.error $context.authorizer.latency',
  );
  assert.equal(format({ ...sampleExecution, authorizer }), '200 - 3');
  assert.match(format({ ...endedBy({ kind: 'unauthorized' }), authorizer }), /^\d{3} Unauthorized 3$/);
  assert.equal(format(sampleExecution), '- - -');
});
