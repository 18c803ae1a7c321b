// GetApiKeys: the account's keys, newest first, by the beginning of their name or by their customer.
import type { ApiKeys, GetApiKeysRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { apiKeyShape, apiKeysOf, byAge } from './api-key.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError BadRequestException */
export async function getApiKeys(input: GetApiKeysRequest, context: OperationContext): Promise<ApiKeys> {
  const { nameQuery, customerId } = input;
  const keys = (await apiKeysOf(context)).filter(
    (key) =>
      // Upper and lower case count (recorded).
      (nameQuery === undefined || (key.name?.startsWith(nameQuery) ?? false)) &&
      (customerId === undefined || key.customerId === customerId),
  );
  const answer = { value: input.includeValues === true, emptyTags: false };
  return pageOf(keys, byAge, withSensibleLimit(input), (key) => apiKeyShape(key, answer));
}

/** A limit of -1 is no error here (recorded): it is taken as none. */
function withSensibleLimit({ limit, position }: GetApiKeysRequest): {
  readonly limit: number | undefined;
  readonly position: string | undefined;
} {
  return { position, limit: limit !== undefined && limit < 1 ? undefined : limit };
}
