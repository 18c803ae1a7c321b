// FlushStageCache: Varco caches no answers, so that there is only a stage to look for.
import type { FlushStageCacheRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findStage } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function flushStageCache(
  input: FlushStageCacheRequest,
  context: OperationContext,
): Promise<void> {
  await findStage(context, input.restApiId, input.stageName);
}
