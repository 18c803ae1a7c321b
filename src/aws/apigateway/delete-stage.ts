// DeleteStage: a stage goes; its deployment stays.
import type { DeleteStageRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { findStage, stageKey } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function deleteStage(input: DeleteStageRequest, context: OperationContext): Promise<void> {
  await whileChanging(context, input.restApiId, async () => {
    const { apiId, stageName } = await findStage(context, input.restApiId, input.stageName);
    await context.store.write([{ kind: 'stage', key: stageKey(apiId, stageName), value: null }]);
    await context.gateway.publish(apiId);
  });
}
