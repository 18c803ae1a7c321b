// ListLayerVersions: the versions of a layer, newest first; of a layer that is not there, none.
import type { ListLayerVersionsRequest, ListLayerVersionsResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import {
  type LayerVersionDocument,
  listedLayerVersionShape,
  listLayerVersionDocuments,
  readLayerName,
} from './layer-version.ts';
import { pageConstraints, pageOf } from './paging.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException */
export async function listLayerVersions(
  input: ListLayerVersionsRequest,
  context: OperationContext,
): Promise<ListLayerVersionsResponse> {
  pageConstraints(input);
  const layerName = readLayerName(input.LayerName, context);
  const documents = await listLayerVersionDocuments(context, layerName);
  const { items, marker } = pageOf(
    documents.filter((document) => isCompatible(document, input)),
    ({ version }) => newestFirst(version),
    input,
    (document) => listedLayerVersionShape(document, context),
  );
  return { LayerVersions: items, ...marker };
}

const versionsMax = 100_000_000;

function newestFirst(version: number): string {
  return String(versionsMax - version).padStart(9, '0');
}

interface Compatibility {
  readonly CompatibleRuntime?: string | undefined;
  readonly CompatibleArchitecture?: string | undefined;
}

/** One that says nothing of what it is for is compatible with nothing that is asked for (not recorded; chosen). */
export function isCompatible(
  { compatibleRuntimes, compatibleArchitectures }: LayerVersionDocument,
  { CompatibleRuntime, CompatibleArchitecture }: Compatibility,
): boolean {
  return (
    (CompatibleRuntime === undefined || compatibleRuntimes?.includes(CompatibleRuntime) === true) &&
    (CompatibleArchitecture === undefined ||
      compatibleArchitectures?.includes(CompatibleArchitecture) === true)
  );
}
