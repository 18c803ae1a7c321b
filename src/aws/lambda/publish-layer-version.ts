// PublishLayerVersion: a zip that functions can have at /opt, under the layer's next number.
import type { PublishLayerVersionRequest, PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import { lengthBetween, assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import {
  type LayerDocument,
  layerKey,
  type LayerVersionDocument,
  layerVersionShape,
  readLayerName,
} from './layer-version.ts';
import { readUploadedZip } from './uploaded-zip.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException, RequestEntityTooLargeException */
export async function publishLayerVersion(
  input: PublishLayerVersionRequest,
  context: OperationContext,
): Promise<PublishLayerVersionResponse> {
  assertConstraints(
    lengthBetween('description', input.Description, 0, 256),
    required('content', input.Content),
    lengthBetween('licenseInfo', input.LicenseInfo, 0, 512),
  );
  const layerName = readLayerName(input.LayerName, context);
  const code = await readUploadedZip(
    input.Content ?? {},
    'Please provide a source for the layer content.',
    context,
  );
  return context.store.exclusively('layer-version', layerName, async () => {
    const layer = await context.store.get<LayerDocument>('layer-version', layerKey(layerName, 0));
    const version = (layer?.lastVersion ?? 0) + 1;
    const document: LayerVersionDocument = {
      layerName,
      version,
      description: input.Description ?? '',
      licenseInfo: input.LicenseInfo ?? null,
      compatibleRuntimes: input.CompatibleRuntimes ?? null,
      compatibleArchitectures: input.CompatibleArchitectures ?? null,
      codeSha256: code.sha256,
      codeSizeBytes: code.sizeBytes,
      createdMs: context.clock.nowMs(),
      statements: [],
      revisionId: context.ids.uuid(),
    };
    const head: LayerDocument = { layerName, version: 0, lastVersion: version };
    await context.store.write([
      { kind: 'layer-version', key: layerKey(layerName, 0), value: head },
      { kind: 'layer-version', key: layerKey(layerName, version), value: document },
    ]);
    return layerVersionShape(document, context);
  });
}
