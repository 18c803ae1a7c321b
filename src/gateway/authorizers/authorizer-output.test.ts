import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readAuthorizerOutput } from './authorizer-output.ts';

test('whatever a function returns is read or refused with a sentence, never thrown', () => {
  const part = fc.jsonValue();
  const near = fc.record(
    {
      principalId: fc.oneof(fc.string(), part),
      policyDocument: fc.oneof(
        part,
        fc.record({
          Version: part,
          Statement: fc.array(
            fc.record({
              Effect: fc.constantFrom('Allow', 'Deny'),
              Action: part,
              Resource: part,
              Condition: part,
            }),
          ),
        }),
      ),
      context: part,
      usageIdentifierKey: part,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        near.map((value) => JSON.stringify(value)),
      ),
      (payload) => {
        const reading = readAuthorizerOutput(payload);
        if (!reading.ok) assert.match(reading.message, /^Invalid JSON in response: /);
        else for (const value of Object.values(reading.output.context)) assert.equal(typeof value, 'string');
      },
    ),
  );
});

test('the first unknown member is named as AWS’s parser names it', () => {
  const error = JSON.stringify({ errorType: 'Error', errorMessage: 'x', trace: [] });
  assert.deepEqual(readAuthorizerOutput(error), {
    ok: false,
    message: 'Invalid JSON in response: Unrecognized field "errorType" , not marked as ignorable',
  });
});
