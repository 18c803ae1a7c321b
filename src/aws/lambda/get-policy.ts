// GetPolicy: the policy of a function, version or alias, as text.
import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import type { FunctionDocument } from '../../lambda/model.ts';
import type { OperationContext } from '../context.ts';
import { resourceNotFound } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import { revisionAt, statementsAt } from './policy-qualifier.ts';
import { policyText } from './policy-text.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getPolicy(
  input: GetPolicyRequest,
  context: OperationContext,
): Promise<GetPolicyResponse> {
  const name = readFunctionName(input, context, 'read');
  const document = await context.store.get<FunctionDocument>('function', name.functionName);
  const statements = document === null ? [] : statementsAt(document, name);
  // The same words whatever it is that is missing (recorded).
  if (document === null || statements.length === 0) {
    throw resourceNotFound('The resource you requested does not exist.');
  }
  return { Policy: policyText(statements), RevisionId: revisionAt(document, name) ?? '' };
}
