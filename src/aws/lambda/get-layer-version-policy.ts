// GetLayerVersionPolicy: the policy of a layer version, as text.
import type { GetLayerVersionPolicyRequest, GetLayerVersionPolicyResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { resourceNotFound } from './errors.ts';
import { assertLayerVersion, readLayerName, requireLayerVersion } from './layer-version.ts';
import { policyText } from './policy-text.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException */
export async function getLayerVersionPolicy(
  input: GetLayerVersionPolicyRequest,
  context: OperationContext,
): Promise<GetLayerVersionPolicyResponse> {
  const layerName = readLayerName(input.LayerName, context);
  const version = assertLayerVersion(input.VersionNumber);
  const { statements, revisionId } = await requireLayerVersion(context, layerName, version);
  if (statements.length === 0) throw resourceNotFound('No policy is associated with the given resource.');
  return { Policy: policyText(statements), RevisionId: revisionId };
}
