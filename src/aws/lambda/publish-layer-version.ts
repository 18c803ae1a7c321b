// PublishLayerVersion: a zip that functions can have at /opt, under the layer's next number.
import type {
  LayerVersionContentInput,
  PublishLayerVersionRequest,
  PublishLayerVersionResponse,
} from '@aws-sdk/client-lambda';
import { lengthBetween, assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { heldPackage } from './function-code.ts';
import {
  type LayerDocument,
  layerKey,
  type LayerVersionDocument,
  layerVersionShape,
  readLayerName,
} from './layer-version.ts';
import { readUploadedZip } from './uploaded-zip.ts';

/** AWS's ways to give content, and Varco's own: the content address of a package in `context.lambda.packages`. */
export interface LayerContentInput extends LayerVersionContentInput {
  readonly PackageSha256?: string | undefined;
}

export interface PublishLayerVersionInput extends PublishLayerVersionRequest {
  readonly Content: LayerContentInput | undefined;
}

/** @throws AwsError ValidationException, InvalidParameterValueException, RequestEntityTooLargeException */
export async function publishLayerVersion(
  input: PublishLayerVersionInput,
  context: OperationContext,
): Promise<PublishLayerVersionResponse> {
  assertConstraints(
    lengthBetween('description', input.Description, 0, 256),
    required('content', input.Content),
    lengthBetween('licenseInfo', input.LicenseInfo, 0, 512),
  );
  const layerName = readLayerName(input.LayerName, context);
  const { PackageSha256, ...uploaded } = input.Content ?? {};
  const absent = 'Please provide a source for the layer content.';
  const code =
    PackageSha256 === undefined
      ? await readUploadedZip(uploaded, absent, context)
      : heldPackage(PackageSha256, context);
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
