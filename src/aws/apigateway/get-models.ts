// GetModels: an API's models by name.
import type { GetModelsRequest, Models } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findRestApi } from './lookups.ts';
import { modelShape } from './model-shape.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getModels(input: GetModelsRequest, context: OperationContext): Promise<Models> {
  const api = await findRestApi(context, input.restApiId);
  return pageOf(Object.values(api.models), (model) => model.name, input, modelShape);
}
