// GetLayerVersion: one version of a layer, with an address from which its zip can be had.
import type { GetLayerVersionRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { resourceNotFound } from './errors.ts';
import { assertLayerVersion, findLayerVersion, layerVersionShape, readLayerName } from './layer-version.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException */
export async function getLayerVersion(
  input: GetLayerVersionRequest,
  context: OperationContext,
): Promise<GetLayerVersionResponse> {
  const layerName = readLayerName(input.LayerName, context);
  const document = await findLayerVersion(context, layerName, assertLayerVersion(input.VersionNumber));
  if (document === null) throw resourceNotFound('The resource you requested does not exist.');
  return layerVersionShape(document, context);
}
