// CreateApiKey: a key with a value that was given, or one that nobody guesses.
import type { ApiKey, CreateApiKeyRequest, StageKey } from '@aws-sdk/client-api-gateway';
import type { ApiKeyDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import {
  apiKeyShape,
  apiKeysOf,
  assertKeyDescription,
  assertKeyName,
  assertKeyValue,
  newKeyValue,
  textOrNull,
} from './api-key.ts';
import { conflict } from './errors.ts';
import { findStage } from './lookups.ts';

// `generateDistinctId` is a remnant of AWS's: the key's id has been distinct from its value for years.

/** @throws AwsError BadRequestException, ConflictException, NotFoundException */
export async function createApiKey(input: CreateApiKeyRequest, context: OperationContext): Promise<ApiKey> {
  assertKeyName(input.name);
  assertKeyDescription(input.description);
  if (input.value !== undefined && input.value !== '') assertKeyValue(input.value);
  return whileChangingKeys(context, async () => {
    const value = textOrNull(input.value) ?? newKeyValue(context);
    const others = await apiKeysOf(context);
    if (others.some((other) => other.value === value)) throw conflict('API Key already exists');
    const nowMs = context.clock.nowMs();
    const key: ApiKeyDocument = {
      id: context.ids.tenCharacters(),
      value,
      name: textOrNull(input.name),
      description: textOrNull(input.description),
      customerId: textOrNull(input.customerId),
      enabled: input.enabled ?? false,
      createdAtMs: nowMs,
      lastUpdatedAtMs: nowMs,
      stageKeys: await readStageKeys(input.stageKeys, context),
      tags: { ...input.tags },
    };
    await writeAccount(context, [{ kind: 'api-key', key: key.id, value: key }]);
    return apiKeyShape(key, { value: true, emptyTags: false });
  });
}

/** Of the time before usage plans: kept and answered, they open nothing. */
async function readStageKeys(
  stageKeys: readonly StageKey[] | undefined,
  context: OperationContext,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { restApiId, stageName } of stageKeys ?? []) {
    await findStage(context, restApiId, stageName);
    names.push(`${restApiId}/${stageName}`);
  }
  return names;
}
