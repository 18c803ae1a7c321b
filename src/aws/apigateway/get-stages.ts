// GetStages: an API's stages by name, all in one answer; on demand those of one deployment.
import type { GetStagesRequest, Stages } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findRestApi, stagesOf } from './lookups.ts';
import { stageShape } from './stage-shape.ts';

/** @throws AwsError NotFoundException */
export async function getStages(input: GetStagesRequest, context: OperationContext): Promise<Stages> {
  const api = await findRestApi(context, input.restApiId);
  const stages = await stagesOf(context, api.id);
  const wanted = stages.filter(
    (stage) => input.deploymentId === undefined || stage.deploymentId === input.deploymentId,
  );
  return { item: wanted.map(stageShape) };
}
