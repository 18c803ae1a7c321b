// The layers of a function: found by their ARNs, and small enough together with its code.
import { parseArn } from '../../core/arn.ts';
import { functionLayersMax, packageUnzippedBytesMax } from '../../core/limits.ts';
import type { FunctionLayer } from '../../lambda/model.ts';
import type { CodePackage } from '../../lambda/package.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { invalidParameter } from './errors.ts';
import { findLayerVersion } from './layer-version.ts';

// AWS also refuses an ARN without a version, with the pattern and lengths that a layer's ARN has.

/** @throws AwsError InvalidParameterValueException, NotImplemented */
export async function readLayers(
  arns: readonly string[],
  context: OperationContext,
): Promise<readonly FunctionLayer[]> {
  if (arns.length > functionLayersMax) {
    throw invalidParameter(`Cannot reference more than ${functionLayersMax} layers.`);
  }
  const layers: FunctionLayer[] = [];
  const arnOfLayer = new Map<string, string>();
  for (const arn of arns) {
    const [layerArn] = /^.*(?=:\d+$)/.exec(arn) ?? [arn];
    const other = arnOfLayer.get(layerArn);
    if (other !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn}.`,
      );
    }
    arnOfLayer.set(layerArn, arn);
    layers.push(await findLayer(arn, context));
  }
  return layers;
}

async function findLayer(arn: string, context: OperationContext): Promise<FunctionLayer> {
  const parts = parseArn(arn);
  const [kind, layerName, version] = parts?.resource.split(':') ?? [];
  if (parts === null || kind !== 'layer' || layerName === undefined || !/^\d+$/.test(version ?? '')) {
    throw invalidParameter(`Layer version ${arn} does not exist.`);
  }
  if (parts.region !== context.region) {
    throw invalidParameter(
      `Layers are not in the same region as the function. Layers are expected to be in region ${context.region}.`,
    );
  }
  if (parts.accountId !== context.accountId) {
    throw notBuilt(`layers of other accounts (${arn}): publish the layer here with PublishLayerVersion`);
  }
  const found = await findLayerVersion(context, layerName, Number(version));
  if (found === null) throw invalidParameter(`Layer version ${arn} does not exist.`);
  return { arn, codeSha256: found.codeSha256, codeSizeBytes: found.codeSizeBytes };
}

/** Code and layers unzipped, together. @throws AwsError InvalidParameterValueException */
export async function assertUnzippedSize(
  code: CodePackage,
  layers: readonly FunctionLayer[],
  context: OperationContext,
): Promise<void> {
  if (layers.length === 0) return;
  let bytes = unzippedBytes(code);
  for (const { codeSha256, arn } of layers) {
    const layer = await layerPackage(codeSha256, context);
    if (layer === null) throw new Error(`the content of layer ${arn} is missing from the data folder`);
    bytes += unzippedBytes(layer);
  }
  if (bytes <= packageUnzippedBytesMax) return;
  throw invalidParameter(
    `Function code combined with layers exceeds the maximum allowed size of ${packageUnzippedBytesMax} bytes. The actual size is ${bytes} bytes.`,
  );
}

/** Reads the package again where it has been forgotten since it was published. */
async function layerPackage(
  sha256: string,
  { lambda, blobs }: OperationContext,
): Promise<CodePackage | null> {
  const known = await lambda.packages.find(sha256);
  if (known !== null) return known;
  const zip = await blobs.get(sha256);
  return zip === null ? null : lambda.packages.fromZip(zip);
}

function unzippedBytes({ entries }: CodePackage): number {
  return entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
