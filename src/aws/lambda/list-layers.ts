// ListLayers: every layer with its newest version.
import type { ListLayersRequest, ListLayersResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import {
  layerArn,
  type LayerVersionDocument,
  listedLayerVersionShape,
  listLayerVersionDocuments,
} from './layer-version.ts';
import { isCompatible } from './list-layer-versions.ts';
import { pageConstraints, pageOf } from './paging.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException */
export async function listLayers(
  input: ListLayersRequest,
  context: OperationContext,
): Promise<ListLayersResponse> {
  pageConstraints(input);
  const newest = new Map<string, LayerVersionDocument>();
  for (const document of await listLayerVersionDocuments(context)) {
    // In the order of their keys, so that the last of a name is its newest.
    if (isCompatible(document, input)) newest.set(document.layerName, document);
  }
  const { items, marker } = pageOf(
    [...newest.values()],
    ({ layerName }) => layerName,
    input,
    (document) => ({
      LayerName: document.layerName,
      LayerArn: layerArn(document.layerName, context),
      LatestMatchingVersion: listedLayerVersionShape(document, context),
    }),
  );
  return { Layers: items, ...marker };
}
