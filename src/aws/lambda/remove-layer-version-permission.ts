// RemoveLayerVersionPermission: one statement less in the policy of a layer version.
import type { RemoveLayerVersionPermissionRequest } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { resourceNotFound } from './errors.ts';
import { assertLayerVersion, readLayerName } from './layer-version.ts';
import { changeLayerPolicy } from './layer-version-policy.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, PreconditionFailedException */
export async function removeLayerVersionPermission(
  input: RemoveLayerVersionPermissionRequest,
  context: OperationContext,
): Promise<void> {
  const layerName = readLayerName(input.LayerName, context);
  const version = assertLayerVersion(input.VersionNumber);
  await changeLayerPolicy(context, layerName, version, input.RevisionId, (statements) => {
    const others = statements.filter(({ Sid }) => Sid !== input.StatementId);
    if (others.length < statements.length) return others;
    throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
  });
}
