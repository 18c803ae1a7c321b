// FlushStageAuthorizersCache: what the authorizers of a stage have decided is forgotten.
import type { FlushStageAuthorizersCacheRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findStage } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function flushStageAuthorizersCache(
  input: FlushStageAuthorizersCacheRequest,
  context: OperationContext,
): Promise<void> {
  const { apiId } = await findStage(context, input.restApiId, input.stageName);
  // Decisions live with the compiled stage: publishing it anew begins without any.
  await context.gateway.publish(apiId);
}
