// ImportApiKeys: many keys from one CSV, each into the usage plans it names.
import type { ApiKeyIds, ImportApiKeysRequest } from '@aws-sdk/client-api-gateway';
import type { ApiKeyDocument, UsagePlanDocument } from '../../gateway/account-model.ts';
import type { DocumentChange } from '../../store/store.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { whileChangingKeys, writeAccount } from './account-changes.ts';
import { type KeyRow, readKeyRows } from './api-key-csv.ts';
import { apiKeysOf } from './api-key.ts';
import { badRequest } from './errors.ts';

/** @throws AwsError ValidationException, BadRequestException */
export async function importApiKeys(
  input: ImportApiKeysRequest,
  context: OperationContext,
): Promise<ApiKeyIds> {
  assertConstraints(required('format', input.format), oneOf('format', input.format, ['csv']));
  const rows = readKeyRows(Buffer.from(input.body ?? []).toString());
  return whileChangingKeys(context, async () => {
    const keys = await apiKeysOf(context);
    const plans = new Map(
      (await context.store.list<UsagePlanDocument>('usage-plan')).map((plan) => [plan.id, plan]),
    );
    const changed = new Map<string, UsagePlanDocument>();
    const taken = new Set(keys.map((key) => key.value));
    const warnings: string[] = [];
    const created: ApiKeyDocument[] = [];
    for (const row of rows) {
      // AWS's words for what it leaves out are unknown.
      if (taken.has(row.key)) {
        warnings.push(`API Key ${row.name} was not imported: its value already exists`);
        continue;
      }
      taken.add(row.key);
      const key = newKey(row, context);
      created.push(key);
      for (const planId of new Set(row.usagePlanIds)) {
        const plan = changed.get(planId) ?? plans.get(planId);
        if (plan === undefined) warnings.push(`Usage Plan ${planId} of API Key ${row.name} was not found`);
        else changed.set(planId, { ...plan, apiKeyIds: [...plan.apiKeyIds, key.id] });
      }
    }
    if (input.failOnWarnings === true && warnings.length > 0) {
      throw badRequest(`Warnings found during import:\n\t${warnings.join('\n\t')}`);
    }
    await writeAccount(context, [
      ...created.map((key): DocumentChange => ({ kind: 'api-key', key: key.id, value: key })),
      ...[...changed.values()].map((plan): DocumentChange => ({
        kind: 'usage-plan',
        key: plan.id,
        value: plan,
      })),
    ]);
    return { ids: created.map((key) => key.id), ...(warnings.length === 0 ? {} : { warnings }) };
  });
}

function newKey(row: KeyRow, context: OperationContext): ApiKeyDocument {
  const nowMs = context.clock.nowMs();
  return {
    id: context.ids.tenCharacters(),
    value: row.key,
    name: row.name === '' ? null : row.name,
    description: row.description,
    customerId: null,
    enabled: row.enabled,
    createdAtMs: nowMs,
    lastUpdatedAtMs: nowMs,
    stageKeys: [],
    tags: {},
  };
}
