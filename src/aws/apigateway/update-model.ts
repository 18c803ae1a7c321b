// UpdateModel: another schema or description under the same name.
import type { Model, UpdateModelRequest } from '@aws-sdk/client-api-gateway';
import type { ApiModelModel } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeModels } from './changes.ts';
import { readSchema } from './model-schema.ts';
import { modelShape } from './model-shape.ts';
import { type Patch, readPatches } from './patch-operations.ts';
import { assertPath, type PatchPaths } from './patch-paths.ts';

const paths: PatchPaths = { replace: ['/description', '/schema'] };

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateModel(input: UpdateModelRequest, context: OperationContext): Promise<Model> {
  const patches = readPatches('updateModelInput', input.patchOperations);
  const api = await changeModels(context, input, (models, model) => ({
    ...models,
    [model.name]: patches.reduce(patchModel, model),
  }));
  return modelShape(api.models[input.modelName!]!);
}

function patchModel(model: ApiModelModel, patch: Patch): ApiModelModel {
  assertPath(patch, paths);
  return patch.path === '/schema'
    ? { ...model, schema: readSchema(patch.value, model.contentType) }
    : { ...model, description: patch.value || null };
}
