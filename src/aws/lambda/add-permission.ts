// AddPermission: one more statement in the policy of a function, version or alias.
import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../core/errors.ts';
import { policyBytesMax } from '../../core/limits.ts';
import type { PolicyStatement } from '../../policy/policy.ts';
import { assertConstraints, lengthBetween, matches, oneOf, pattern, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { invalidParameter, resourceConflict } from './errors.ts';
import { readFunctionName } from './function-reference.ts';
import { assertRevision, changeFunction } from './functions.ts';
import { permissionStatement } from './permission-statement.ts';
import { requireRevisionAt, statementsAt, withStatements } from './policy-qualifier.ts';
import { policyText } from './policy-text.ts';

const patterns = {
  statementId: pattern('([a-zA-Z0-9-_]+)'),
  action: pattern('(lambda:[*]|lambda:[a-zA-Z]+|[*])'),
  principal: pattern('[^\\s]+'),
  sourceArn: pattern(
    'arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)',
  ),
  sourceAccount: pattern('\\d{12}'),
  principalOrgId: pattern('o-[a-z0-9]{10,32}'),
  eventSourceToken: pattern('[a-zA-Z0-9._\\-]+'),
};

/**
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException,
 * ResourceConflictException, PreconditionFailedException, PolicyLengthExceededException
 */
export async function addPermission(
  input: AddPermissionRequest,
  context: OperationContext,
): Promise<AddPermissionResponse> {
  assertInput(input);
  const name = readFunctionName(input, context, 'read');
  if (name.qualifier === '$LATEST') {
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  }
  const statement = permissionStatement(input, name.arn);
  await changeFunction(
    context,
    name,
    (document) => {
      assertRevision(input.RevisionId, requireRevisionAt(document, name), 'GetPolicy');
      const statements = statementsAt(document, name);
      if (statements.some(({ Sid }) => Sid === statement.Sid)) {
        throw resourceConflict(
          `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        );
      }
      assertPolicySize([...statements, statement]);
      return withStatements(document, name, [...statements, statement], context);
    },
    name.unqualifiedArn,
  );
  return { Statement: JSON.stringify(statement) };
}

function assertInput(input: AddPermissionRequest): void {
  const { StatementId, Action, Principal, SourceArn, SourceAccount, EventSourceToken, PrincipalOrgID } =
    input;
  assertConstraints(
    required('statementId', StatementId),
    lengthBetween('statementId', StatementId, 1, 100),
    matches('statementId', StatementId, patterns.statementId),
    required('action', Action),
    matches('action', Action, patterns.action),
    required('principal', Principal),
    matches('principal', Principal, patterns.principal),
    matches('sourceArn', SourceArn, patterns.sourceArn),
    matches('sourceAccount', SourceAccount, patterns.sourceAccount),
    matches('principalOrgID', PrincipalOrgID, patterns.principalOrgId),
    lengthBetween('eventSourceToken', EventSourceToken, 0, 256),
    matches('eventSourceToken', EventSourceToken, patterns.eventSourceToken),
    oneOf('functionUrlAuthType', input.FunctionUrlAuthType, ['NONE', 'AWS_IAM']),
  );
}

function assertPolicySize(statements: readonly PolicyStatement[]): void {
  const bytes = Buffer.byteLength(policyText(statements));
  if (bytes <= policyBytesMax) return;
  throw new AwsError(
    'PolicyLengthExceededException',
    400,
    `The final policy size (${bytes}) is bigger than the limit (${policyBytesMax}).`,
    { Type: 'User' },
  );
}
