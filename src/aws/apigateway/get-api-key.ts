// GetApiKey: one key, its value only where it is asked for.
import type { ApiKey, GetApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { apiKeyShape, findApiKey } from './api-key.ts';

/** @throws AwsError NotFoundException */
export async function getApiKey(input: GetApiKeyRequest, context: OperationContext): Promise<ApiKey> {
  const key = await findApiKey(context, input.apiKey);
  return apiKeyShape(key, { value: input.includeValue === true, emptyTags: true });
}
