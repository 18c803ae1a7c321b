// GetModelTemplate: a mapping template that writes a body of the model's shape from one of the same shape.
import type { GetModelTemplateRequest, Template } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findModel } from './lookups.ts';
import { modelTemplate } from './model-template.ts';

/** @throws AwsError NotFoundException */
export async function getModelTemplate(
  input: GetModelTemplateRequest,
  context: OperationContext,
): Promise<Template> {
  const { api, model } = await findModel(context, input);
  return { value: modelTemplate(api, model.schema) };
}
