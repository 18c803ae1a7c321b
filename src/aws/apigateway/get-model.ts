// GetModel: one model; on demand with the models it refers to inside it.
import type { GetModelRequest, Model } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { findModel } from './lookups.ts';
import { referredModel, referredModels } from './model-schema.ts';
import { modelShape } from './model-shape.ts';

/** @throws AwsError NotFoundException */
export async function getModel(input: GetModelRequest, context: OperationContext): Promise<Model> {
  const { api, model } = await findModel(context, input);
  if (input.flatten !== true) return modelShape(model);
  return modelShape({ ...model, schema: flattened(api, model.name) });
}

/** The schema with every model it leads to under `definitions`: AWS's way of it is not recorded. */
function flattened(api: RestApiDocument, modelName: string): string {
  const { schema } = api.models[modelName]!;
  const names = new Set(referredModels(schema));
  // A set takes what is added while it is walked: models that models refer to are reached too.
  for (const name of names) {
    for (const further of referredModels(api.models[name]?.schema ?? '')) names.add(further);
  }
  if (names.size === 0) return schema;
  const definitions: Record<string, unknown> = {};
  for (const name of names) {
    const referred = api.models[name];
    if (referred !== undefined) definitions[name] = local(JSON.parse(referred.schema));
  }
  return JSON.stringify({ ...(local(JSON.parse(schema)) as object), definitions });
}

/** References to models become references into `definitions`. */
function local(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(local);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const name = key === '$ref' && typeof member === 'string' ? referredModel(member) : null;
      return [key, name === null ? local(member) : `#/definitions/${name}`];
    }),
  );
}
