// GetStage: one stage by its name.
import type { GetStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findStage } from './lookups.ts';
import { stageShape } from './stage-shape.ts';

/** @throws AwsError NotFoundException */
export async function getStage(input: GetStageRequest, context: OperationContext): Promise<Stage> {
  return stageShape(await findStage(context, input.restApiId, input.stageName));
}
