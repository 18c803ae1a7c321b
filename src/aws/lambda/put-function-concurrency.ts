// PutFunctionConcurrency: reserves a part of the account's concurrency for a function, and caps it there; 0 stops it.
import type { Concurrency, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../core/errors.ts';
import { accountConcurrencyMax, accountUnreservedConcurrencyMin } from '../../core/limits.ts';
import type { FunctionDocument } from '../../lambda/model.ts';
import { assertConstraints, required, valueBetween } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { invalidParameter } from './errors.ts';
import { claimedConcurrency, provisionedTotal } from './provisioned-concurrency.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { changeFunction } from './functions.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException */
export async function putFunctionConcurrency(
  input: PutFunctionConcurrencyRequest,
  context: OperationContext,
): Promise<Concurrency> {
  const name = readUnqualifiedName(input, context, 'write');
  const reserved = input.ReservedConcurrentExecutions;
  assertConstraints(
    required('reservedConcurrentExecutions', reserved),
    valueBetween('reservedConcurrentExecutions', reserved, 0),
  );
  const reservedConcurrency = reserved ?? 0;
  await changeFunction(
    context,
    name,
    async (current) => {
      assertNotBelow(reservedConcurrency, provisionedTotal(current));
      await assertReservable(context, name.functionName, reservedConcurrency);
      return { ...current, reservedConcurrency };
    },
    `${name.unqualifiedArn}:$LATEST`,
  );
  return { ReservedConcurrentExecutions: reservedConcurrency };
}

/** Spaces and all (recorded), and without saying whose fault it is. */
function assertNotBelow(reserved: number, provisioned: number): void {
  if (reserved >= provisioned) return;
  const text = ` ReservedConcurrentExecutions  ${reserved} should not be lower than function's total provisioned concurrency [${provisioned}].`;
  throw new AwsError('InvalidParameterValueException', 400, text);
}

/** All reservations together leave a part of the account's concurrency to the functions without one. */
async function assertReservable(
  context: OperationContext,
  functionName: string,
  reserved: number,
): Promise<void> {
  const functions = await context.store.list<FunctionDocument>('function');
  const others = functions
    .filter((other) => other.functionName !== functionName)
    .reduce((sum, other) => sum + claimedConcurrency(other), 0);
  if (accountConcurrencyMax - others - reserved < accountUnreservedConcurrencyMin) {
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${accountUnreservedConcurrencyMin}].`,
    );
  }
}
