// Takes away what an earlier deployment of the same stack left in the store, told by CloudFormation's tags.
import { deleteRestApi } from '../aws/apigateway/delete-rest-api.ts';
import type { OperationContext } from '../aws/context.ts';
import { deleteFunction } from '../aws/lambda/delete-function.ts';
import type { RestApiDocument } from '../gateway/model.ts';
import type { FunctionDocument } from '../lambda/model.ts';

export const stackIdTag = 'aws:cloudformation:stack-id';

/** APIs go with their deployments and stages, functions with their versions, aliases and permissions. */
export async function removeStack(stackId: string, context: OperationContext): Promise<void> {
  for (const api of await context.store.list<RestApiDocument>('rest-api')) {
    if (api.tags[stackIdTag] === stackId) await deleteRestApi({ restApiId: api.id }, context);
  }
  for (const { functionName, tags } of await context.store.list<FunctionDocument>('function')) {
    if (tags[stackIdTag] === stackId) await deleteFunction({ FunctionName: functionName }, context);
  }
}
