// DeleteModel: only one that no method and no other model names can go.
import type { DeleteModelRequest } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { changeModels } from './changes.ts';
import { conflict } from './errors.ts';
import { referredModels } from './model-schema.ts';

/** @throws AwsError NotFoundException, ConflictException */
export async function deleteModel(input: DeleteModelRequest, context: OperationContext): Promise<void> {
  await changeModels(context, input, (models, { name }, api) => {
    const user = userOf(api, name);
    if (user !== null) throw conflict(`Cannot delete model '${name}', is referenced in ${user}`);
    const { [name]: _gone, ...others } = models;
    return others;
  });
}

/** The one who uses it, as AWS names it: `method request: /pets/GET`. Of several methods the youngest (recorded). */
function userOf(api: RestApiDocument, name: string): string | null {
  for (const { path, methods } of Object.values(api.resources).reverse()) {
    for (const { httpMethod, requestModels, methodResponses } of Object.values(methods).reverse()) {
      if (Object.values(requestModels).includes(name)) return `method request: ${path}/${httpMethod}`;
      // Reported in public up to its colon; what follows is chosen here, as are the words for a model.
      for (const [statusCode, { responseModels }] of Object.entries(methodResponses)) {
        if (Object.values(responseModels).includes(name)) {
          return `method response: ${path}/${httpMethod}/${statusCode}`;
        }
      }
    }
  }
  const model = Object.values(api.models).find(
    (other) => other.name !== name && referredModels(other.schema).has(name),
  );
  return model === undefined ? null : `model: ${model.name}`;
}
