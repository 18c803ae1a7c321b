// An API key: its document, what may stand in it, and how the operations answer it (SPEC §1.8).
import type { ApiKey } from '@aws-sdk/client-api-gateway';
import type { ApiKeyDocument, UsagePlanDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { byCreation } from '../page.ts';
import { filled, present } from '../present.ts';
import { badRequest, notFound } from './errors.ts';

const nameCharactersMax = 1024;
const descriptionCharactersMax = 125_000;
const valueCharactersMin = 20;
const valueCharactersMax = 128;

/** @throws AwsError NotFoundException */
export async function findApiKey(
  context: OperationContext,
  apiKey: string | undefined,
): Promise<ApiKeyDocument> {
  const key = await context.store.get<ApiKeyDocument>('api-key', apiKey ?? '');
  if (key === null) throw notFound('Invalid API Key identifier specified');
  return key;
}

export function apiKeysOf(context: OperationContext): Promise<readonly ApiKeyDocument[]> {
  return context.store.list<ApiKeyDocument>('api-key');
}

/** @throws AwsError BadRequestException (recorded). */
export function assertKeyName(name: string | undefined | null): void {
  if ((name?.length ?? 0) > nameCharactersMax) {
    throw badRequest(`Invalid API Key name, can be at most ${nameCharactersMax} characters.`);
  }
}

/** @throws AwsError BadRequestException (recorded). */
export function assertKeyDescription(description: string | undefined | null): void {
  if ((description?.length ?? 0) > descriptionCharactersMax) {
    throw badRequest('Invalid API Key description specified.');
  }
}

/** @throws AwsError BadRequestException (SPEC §1.4). */
export function assertKeyValue(value: string): void {
  if (value.length < valueCharactersMin) {
    throw badRequest(`API Key value should be at least ${valueCharactersMin} characters`);
  }
  if (value.length > valueCharactersMax) {
    throw badRequest(`API Key value exceeds maximum size of ${valueCharactersMax} characters`);
  }
}

/** 40 letters and digits, as AWS makes them. */
export function newKeyValue(context: OperationContext): string {
  return Array.from({ length: 4 }, () => context.ids.tenCharacters()).join('');
}

/** An empty text is none (recorded for the name). */
export function textOrNull(text: string | undefined | null): string | null {
  return text === undefined || text === null || text === '' ? null : text;
}

/** Newest first (recorded). */
export function byAge(key: { readonly createdAtMs: number; readonly id: string }): string {
  return byCreation(Number.MAX_SAFE_INTEGER - key.createdAtMs, key.id);
}

export interface ApiKeyAnswer {
  readonly value: boolean;
  /** Listings and creation leave empty tags out; one key alone has them always (recorded). */
  readonly emptyTags: boolean;
}

export function apiKeyShape(key: ApiKeyDocument, answer: ApiKeyAnswer): ApiKey {
  return present({
    id: key.id,
    value: answer.value ? key.value : undefined,
    name: key.name,
    customerId: key.customerId,
    description: key.description,
    enabled: key.enabled,
    createdDate: new Date(key.createdAtMs),
    lastUpdatedDate: new Date(key.lastUpdatedAtMs),
    stageKeys: [...key.stageKeys],
    tags: answer.emptyTags ? { ...key.tags } : filled(key.tags),
  });
}

/** The plans that hold the key. */
export async function plansWith(
  context: OperationContext,
  apiKeyId: string,
): Promise<readonly UsagePlanDocument[]> {
  const plans = await context.store.list<UsagePlanDocument>('usage-plan');
  return plans.filter((plan) => plan.apiKeyIds.includes(apiKeyId));
}
