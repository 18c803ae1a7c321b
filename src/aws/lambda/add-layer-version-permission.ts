// AddLayerVersionPermission: one more statement in the policy of a layer version.
import type {
  AddLayerVersionPermissionRequest,
  AddLayerVersionPermissionResponse,
} from '@aws-sdk/client-lambda';
import type { PolicyStatement } from '../../policy/policy.ts';
import { assertConstraints, lengthBetween, matches, pattern, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { resourceConflict } from './errors.ts';
import { assertLayerVersion, layerArn, readLayerName } from './layer-version.ts';
import { changeLayerPolicy } from './layer-version-policy.ts';

const patterns = {
  statementId: pattern('([a-zA-Z0-9-_]+)'),
  action: pattern('lambda:GetLayerVersion'),
  principal: pattern('\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root'),
  organizationId: pattern('o-[a-z0-9]{10,32}'),
};

/**
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException,
 * ResourceConflictException, PreconditionFailedException
 */
export async function addLayerVersionPermission(
  input: AddLayerVersionPermissionRequest,
  context: OperationContext,
): Promise<AddLayerVersionPermissionResponse> {
  const { StatementId, Action, Principal, OrganizationId } = input;
  assertConstraints(
    required('statementId', StatementId),
    lengthBetween('statementId', StatementId, 1, 100),
    matches('statementId', StatementId, patterns.statementId),
    required('action', Action),
    matches('action', Action, patterns.action),
    required('principal', Principal),
    matches('principal', Principal, patterns.principal),
    matches('organizationId', OrganizationId, patterns.organizationId),
  );
  const layerName = readLayerName(input.LayerName, context);
  const version = assertLayerVersion(input.VersionNumber);
  const statement = statementOf(input, `${layerArn(layerName, context)}:${version}`);
  const document = await changeLayerPolicy(context, layerName, version, input.RevisionId, (statements) => {
    if (statements.some(({ Sid }) => Sid === statement.Sid)) {
      throw resourceConflict(
        `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    return [...statements, statement];
  });
  return { Statement: JSON.stringify(statement), RevisionId: document.revisionId };
}

function statementOf(input: AddLayerVersionPermissionRequest, resource: string): PolicyStatement {
  const { StatementId, Principal = '', OrganizationId } = input;
  return {
    Sid: StatementId ?? '',
    Effect: 'Allow',
    Principal:
      Principal === '*'
        ? '*'
        : { AWS: /^\d{12}$/.test(Principal) ? `arn:aws:iam::${Principal}:root` : Principal },
    Action: 'lambda:GetLayerVersion',
    Resource: resource,
    ...(OrganizationId === undefined
      ? {}
      : { Condition: { StringEquals: { 'aws:PrincipalOrgID': OrganizationId } } }),
  };
}
