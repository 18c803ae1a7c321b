// UpdateApiKey: patches on a key, all or none. Its value never changes.
import type { ApiKey, UpdateApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { ApiKeyDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { apiKeyShape, assertKeyDescription, assertKeyName, findApiKey, textOrNull } from './api-key.ts';
import { badRequest } from './errors.ts';
import { findStage } from './lookups.ts';
import { type Patch, patchBoolean, readPatches } from './patch-operations.ts';
import { assertPath } from './patch-paths.ts';

/** AWS's list for `replace` is recorded; `/stages` is documented. */
const paths = {
  replace: ['/description', '/enabled', '/name', '/customerId'],
  add: ['/stages'],
  remove: ['/stages'],
} as const;

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function updateApiKey(input: UpdateApiKeyRequest, context: OperationContext): Promise<ApiKey> {
  const patches = readPatches('updateApiKeyInput', input.patchOperations);
  return whileChangingKeys(context, async () => {
    let key = await findApiKey(context, input.apiKey);
    for (const patch of patches) {
      assertPath(patch, paths);
      key = patch.path === '/stages' ? await patchStages(key, patch, context) : patchMember(key, patch);
    }
    key = { ...key, lastUpdatedAtMs: context.clock.nowMs() };
    await writeAccount(context, [{ kind: 'api-key', key: key.id, value: key }]);
    return apiKeyShape(key, { value: false, emptyTags: true });
  });
}

function patchMember(key: ApiKeyDocument, { path, value }: Patch): ApiKeyDocument {
  switch (path) {
    case '/name':
      assertKeyName(value);
      return { ...key, name: textOrNull(value) };
    case '/description':
      assertKeyDescription(value);
      return { ...key, description: textOrNull(value) };
    case '/enabled':
      // What is no boolean is false (recorded).
      return { ...key, enabled: patchBoolean(value) };
    default:
      return { ...key, customerId: textOrNull(value) };
  }
}

async function patchStages(
  key: ApiKeyDocument,
  { op, value }: Patch,
  context: OperationContext,
): Promise<ApiKeyDocument> {
  const [apiId, stageName, ...more] = (value ?? '').split('/');
  if (stageName === undefined || more.length > 0) throw badRequest('Invalid stage key specified');
  const others = key.stageKeys.filter((stageKey) => stageKey !== value);
  if (op === 'remove') return { ...key, stageKeys: others };
  await findStage(context, apiId, stageName);
  return { ...key, stageKeys: [...others, `${apiId}/${stageName}`] };
}
