// CreateModel: a JSON schema that methods name for their bodies.
import type { CreateModelRequest, Model } from '@aws-sdk/client-api-gateway';
import type { ApiModelModel } from '../../gateway/model.ts';
import { assertConstraints, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { changeRestApi } from './changes.ts';
import { badRequest, conflict } from './errors.ts';
import { readSchema } from './model-schema.ts';
import { modelShape } from './model-shape.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, ConflictException */
export async function createModel(input: CreateModelRequest, context: OperationContext): Promise<Model> {
  const { name, contentType } = input;
  assertConstraints(
    required('createModelInput.name', name),
    required('createModelInput.contentType', contentType),
  );
  const id = context.ids.sixCharacters();
  const api = await changeRestApi(context, input.restApiId, (current) => {
    assertNames(name!, contentType!);
    const model: ApiModelModel = {
      id,
      name: name!,
      description: input.description || null,
      contentType: contentType!,
      schema: readSchema(input.schema, contentType!),
    };
    if (Object.hasOwn(current.models, model.name)) {
      throw conflict('Model name already exists for this REST API');
    }
    return { ...current, models: { ...current.models, [model.name]: model } };
  });
  return modelShape(api.models[name!]!);
}

/** The first is recorded, the others reported in public. */
function assertNames(name: string, contentType: string): void {
  if (name === '') throw badRequest('Model name must be non-empty');
  if (!/^[A-Za-z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
  if (!contentType.includes('/')) throw badRequest(`Invalid content type specified: ${contentType}`);
}
