// The escapes of a policy's answer: whatever a policy holds, a client that unescapes it has the policy again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { escapedPolicy, readApiPolicy } from './rest-api-policy.ts';

const identity = { accountId: '111122223333', region: 'eu-south-1' };

test('an escaped policy is the inside of a JSON string, for every text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(JSON.parse(`"${escapedPolicy(text)}"`), text);
    }),
  );
});

test('what is read once is read the same again', () => {
  const resource = fc.oneof(
    fc.webPath().map((path) => `execute-api:/${path}`),
    fc.string({ minLength: 1 }),
  );
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.oneof(fc.constant('*'), fc.record({ AWS: fc.string() })),
    Action: fc.constantFrom('*', 'execute-api:Invoke'),
    Resource: fc.oneof(resource, fc.array(resource, { minLength: 1 })),
  });
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (Statement) => {
      const once = readApiPolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'api', identity);
      assert.equal(readApiPolicy(once, 'api', identity), once);
      assert.doesNotMatch(once!, /"execute-api:\//);
    }),
  );
});
