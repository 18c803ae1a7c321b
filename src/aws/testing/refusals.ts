// Expecting an operation to be refused as AWS refuses it.
import assert from 'node:assert/strict';
import { AwsError } from '../../core/errors.ts';

/** Fails unless the operation is refused with this code and message. */
export async function assertRefused(
  operation: Promise<unknown>,
  code: string,
  message: string | RegExp,
): Promise<AwsError> {
  const error = await operation.then(
    (answer) => assert.fail(`answered ${JSON.stringify(answer)} where ${code} was expected`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AwsError, String(error));
  assert.equal(error.code, code, error.message);
  if (typeof message === 'string') assert.equal(error.message, message);
  else assert.match(error.message, message);
  return error;
}
