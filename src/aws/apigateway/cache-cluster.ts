// A stage's cache cluster as a setting: it is kept and answered, and no answer is cached.
import type { StageDocument } from '../../gateway/model.ts';
import { badRequest } from './errors.ts';

/** In gigabytes, as AWS offers them. */
const sizes = ['0.5', '1.6', '6.1', '13.5', '28.4', '58.2', '118', '237'];
const sizeDefault = '0.5';

/** The member of a new stage; none where the cluster is off. */
export function readCacheCluster(
  enabled: boolean | undefined,
  size: string | undefined,
): Pick<StageDocument, 'cacheClusterSize'> {
  return enabled === true ? { cacheClusterSize: readSize(size) } : {};
}

export function withCacheCluster(stage: StageDocument, enabled: boolean): StageDocument {
  const { cacheClusterSize, ...off } = stage;
  return enabled ? { ...off, cacheClusterSize: cacheClusterSize ?? sizeDefault } : off;
}

/** The size of a cluster that is off is not kept. */
export function withCacheSize(stage: StageDocument, size: string | null): StageDocument {
  const cacheClusterSize = readSize(size ?? undefined);
  return stage.cacheClusterSize === undefined ? stage : { ...stage, cacheClusterSize };
}

/** AWS's words are unknown. */
function readSize(size: string | undefined): string {
  if (!size) return sizeDefault;
  if (sizes.includes(size)) return size;
  throw badRequest(`Invalid cache cluster size specified. Valid options are ${sizes.join(',')}`);
}
