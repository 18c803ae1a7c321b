// What a stack has that holds content of its own: it stays while the template has it, and goes when the template has it no more.
import type { OperationContext } from '../aws/context.ts';
import { deleteLayerVersion } from '../aws/lambda/delete-layer-version.ts';
import { deleteLogGroup } from '../aws/logs/delete-log-group.ts';
import { deleteBucket } from '../aws/s3/buckets.ts';
import { AwsError } from '../core/errors.ts';

/** Kind `stack`, by the stack's id, with lists in place of sets. */
interface StackDocument {
  /** ARNs of versions. */
  readonly layers: readonly string[];
  readonly logGroups: readonly string[];
  readonly buckets: readonly string[];
}

export interface KeptResources {
  /** ARNs of versions. */
  readonly layers: Set<string>;
  readonly logGroups: Set<string>;
  readonly buckets: Set<string>;
}

export async function readKept(stackId: string, { store }: OperationContext): Promise<KeptResources> {
  const document = await store.get<StackDocument>('stack', stackId);
  return {
    layers: new Set(document?.layers),
    logGroups: new Set(document?.logGroups),
    buckets: new Set(document?.buckets),
  };
}

export function noneKept(): KeptResources {
  return { layers: new Set(), logGroups: new Set(), buckets: new Set() };
}

/** Remembers what the stack has now, so that the next deployment knows. */
export async function writeKept(
  stackId: string,
  kept: KeptResources,
  { store }: OperationContext,
): Promise<void> {
  const value: StackDocument = {
    layers: [...kept.layers],
    logGroups: [...kept.logGroups],
    buckets: [...kept.buckets],
  };
  const isEmpty = Object.values(value).every((list) => list.length === 0);
  await store.write([{ kind: 'stack', key: stackId, value: isEmpty ? null : value }]);
}

/** Deletes what is among `kept` and not among `others`. A bucket with objects stays, as it does on AWS. */
export async function removeKept(
  kept: KeptResources,
  others: KeptResources,
  context: OperationContext,
): Promise<void> {
  for (const arn of kept.layers.difference(others.layers)) {
    const [, layer = '', version] = /^(.*):(\d+)$/.exec(arn) ?? [];
    await deleteLayerVersion({ LayerName: layer, VersionNumber: Number(version) }, context);
  }
  for (const logGroupName of kept.logGroups.difference(others.logGroups)) {
    await unless(['ResourceNotFoundException'], () => deleteLogGroup({ logGroupName }, context));
  }
  for (const name of kept.buckets.difference(others.buckets)) {
    await unless(['NoSuchBucket', 'BucketNotEmpty'], () => deleteBucket({ Bucket: name }, context));
  }
}

async function unless(codes: readonly string[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsError) || !codes.includes(error.code)) throw error;
  }
}
