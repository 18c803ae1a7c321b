// DeleteLayerVersion: no function can take it any more; those that have it keep it. One that is not there is gone already.
import type { DeleteLayerVersionRequest } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { assertLayerVersion, layerKey, readLayerName } from './layer-version.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException */
export async function deleteLayerVersion(
  input: DeleteLayerVersionRequest,
  context: OperationContext,
): Promise<void> {
  const layerName = readLayerName(input.LayerName, context);
  const key = layerKey(layerName, assertLayerVersion(input.VersionNumber));
  await context.store.exclusively('layer-version', layerName, () =>
    context.store.write([{ kind: 'layer-version', key, value: null }]),
  );
}
