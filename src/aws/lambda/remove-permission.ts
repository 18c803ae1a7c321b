// RemovePermission: one statement less in the policy of a function, version or alias.
import type { RemovePermissionRequest } from '@aws-sdk/client-lambda';
import type { FunctionDocument } from '../../lambda/model.ts';
import { assertConstraints, lengthBetween, matches, pattern, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { resourceNotFound } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import { assertRevision, whileChangingFunction, writeFunction } from './functions.ts';
import { requireRevisionAt, statementsAt, withStatements } from './policy-qualifier.ts';

const statementIdPattern = pattern('([a-zA-Z0-9-_.]+)');

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException, PreconditionFailedException */
export async function removePermission(
  input: RemovePermissionRequest,
  context: OperationContext,
): Promise<void> {
  assertConstraints(
    required('statementId', input.StatementId),
    lengthBetween('statementId', input.StatementId, 1, 100),
    matches('statementId', input.StatementId, statementIdPattern),
  );
  const name = readFunctionName(input, context, 'read');
  await whileChangingFunction(context, name, async () => {
    const document = await context.store.get<FunctionDocument>('function', name.functionName);
    if (document === null) throw resourceNotFound(`No policy found for: ${name.arn}`);
    const revisionId = requireRevisionAt(document, name);
    const statements = statementsAt(document, name);
    if (statements.length === 0) throw resourceNotFound('No policy is associated with the given resource.');
    const others = statements.filter(({ Sid }) => Sid !== input.StatementId);
    if (others.length === statements.length) {
      throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }
    assertRevision(input.RevisionId, revisionId, 'GetPolicy');
    await writeFunction(context, withStatements(document, name, others, context));
  });
}
