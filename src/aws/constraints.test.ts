// Broken constraints in AWS's words, one error for all of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsError } from '../core/errors.ts';
import {
  assertConstraints,
  type ConstraintCheck,
  lengthBetween,
  matches,
  oneOf,
  pattern,
  required,
  valueBetween,
} from './constraints.ts';

function messageOfFailure(...checks: readonly ConstraintCheck[]): string {
  try {
    assertConstraints(...checks);
  } catch (error) {
    assert.ok(error instanceof AwsError);
    assert.equal(error.code, 'ValidationException');
    return error.message;
  }
  return 'nothing was thrown';
}

test('values that fit, and members that are not set, break nothing', () => {
  assertConstraints(
    required('a', ''),
    oneOf('a', undefined, ['x']),
    matches('a', undefined, pattern('x')),
    lengthBetween('a', 'xy', 2, 2),
    valueBetween('a', 3, 3, 3),
    valueBetween('a', 1e9, 0),
  );
});

test('each kind of constraint has its own sentence', () => {
  const sentence = (check: string | null): string =>
    messageOfFailure(check).replace('1 validation error detected: ', '');
  const failed = 'failed to satisfy constraint: Member must';
  assert.equal(sentence(required('a', undefined)), `Value null at 'a' ${failed} not be null`);
  assert.equal(
    sentence(oneOf('a', 'z', ['x', 'y'])),
    `Value 'z' at 'a' ${failed} satisfy enum value set: [x, y]`,
  );
  assert.equal(
    sentence(matches('a', 'xx', pattern('x|y'))),
    `Value 'xx' at 'a' ${failed} satisfy regular expression pattern: x|y`,
  );
  assert.equal(
    sentence(lengthBetween('a', '', 1, 2)),
    `Value '' at 'a' ${failed} have length greater than or equal to 1`,
  );
  assert.equal(
    sentence(lengthBetween('a', 'xyz', 1, 2)),
    `Value 'xyz' at 'a' ${failed} have length less than or equal to 2`,
  );
  assert.equal(
    sentence(valueBetween('a', 0, 1, 2)),
    `Value '0' at 'a' ${failed} have value greater than or equal to 1`,
  );
  assert.equal(
    sentence(valueBetween('a', 3, 1, 2)),
    `Value '3' at 'a' ${failed} have value less than or equal to 2`,
  );
});

test('several broken constraints are counted and stand in one message', () => {
  const message = messageOfFailure(required('a', null), null, required('b', null));
  assert.equal(
    message,
    "2 validation errors detected: Value null at 'a' failed to satisfy constraint: Member must not be null; Value null at 'b' failed to satisfy constraint: Member must not be null",
  );
});
