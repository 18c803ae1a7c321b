// API keys, usage plans and usage beyond what is recorded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UsageDocument } from '../../gateway/account-model.ts';
import { createTestContext, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

/** An API with a MOCK at its root, on the stages given. */
async function deployedApi(context: TestContext, ...stages: string[]): Promise<string> {
  const { id: restApiId, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE', apiKeyRequired: true }, context);
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  for (const stageName of stages) await api.CreateDeployment({ restApiId, stageName }, context);
  return restApiId!;
}

test('a key’s value is 40 characters unless given, 20 to 128 long, and unique', async () => {
  const context = createTestContext();
  const made = await api.CreateApiKey({}, context);
  assert.match(made.value!, /^[a-z0-9]{40}$/);
  const value = 'x'.repeat(20);
  assert.equal((await api.CreateApiKey({ value }, context)).value, value);
  await assertRefused(api.CreateApiKey({ value }, context), 'ConflictException', 'API Key already exists');
  await assertRefused(
    api.CreateApiKey({ value: 'x'.repeat(19) }, context),
    'BadRequestException',
    'API Key value should be at least 20 characters',
  );
  await assertRefused(
    api.CreateApiKey({ value: 'x'.repeat(129) }, context),
    'BadRequestException',
    'API Key value exceeds maximum size of 128 characters',
  );
});

test('a key’s value is told only where it is asked for', async () => {
  const context = createTestContext();
  const { id: apiKey, value } = await api.CreateApiKey({ name: 'a', customerId: 'c1' }, context);
  assert.equal((await api.GetApiKey({ apiKey }, context)).value, undefined);
  assert.equal((await api.GetApiKey({ apiKey, includeValue: true }, context)).value, value);
  const all = await api.GetApiKeys({ includeValues: true, customerId: 'c1' }, context);
  assert.deepEqual(
    all.items?.map((key) => key.value),
    [value],
  );
  assert.deepEqual((await api.GetApiKeys({ customerId: 'c2' }, context)).items, []);
});

test('many keys made at once are all there', async () => {
  const context = createTestContext();
  await Promise.all(Array.from({ length: 20 }, () => api.CreateApiKey({}, context)));
  assert.equal((await api.GetApiKeys({}, context)).items?.length, 20);
});

test('a plan’s limits come and go by patches, one limit at a time', async () => {
  const context = createTestContext();
  const apiId = await deployedApi(context, 'dev');
  const { id: usagePlanId } = await api.CreateUsagePlan({ name: 'gold' }, context);
  const patched = await api.UpdateUsagePlan(
    {
      usagePlanId,
      patchOperations: [
        { op: 'add', path: '/apiStages', value: `${apiId}:dev` },
        { op: 'replace', path: `/apiStages/${apiId}:dev/throttle/~1pets~1{id}/GET/rateLimit`, value: '1.5' },
        { op: 'replace', path: `/apiStages/${apiId}:dev/throttle//pets/{id}/GET/burstLimit`, value: '3' },
        { op: 'replace', path: '/quota/limit', value: '10' },
        { op: 'replace', path: '/quota/period', value: 'WEEK' },
        { op: 'replace', path: '/throttle/rateLimit', value: '7' },
        { op: 'replace', path: '/name', value: 'silver' },
        { op: 'replace', path: '/productCode', value: 'p1' },
      ],
    },
    context,
  );
  assert.deepEqual(patched, {
    id: usagePlanId,
    name: 'silver',
    apiStages: [{ apiId, stage: 'dev', throttle: { '/pets/{id}/GET': { rateLimit: 1.5, burstLimit: 3 } } }],
    quota: { limit: 10, offset: 0, period: 'WEEK' },
    throttle: { rateLimit: 7, burstLimit: 0 },
    productCode: 'p1',
    tags: {},
  });
  const removed = await api.UpdateUsagePlan(
    {
      usagePlanId,
      patchOperations: [
        { op: 'remove', path: `/apiStages/${apiId}:dev/throttle/~1pets~1{id}/GET` },
        { op: 'remove', path: '/quota' },
        { op: 'remove', path: '/throttle' },
      ],
    },
    context,
  );
  assert.deepEqual(removed.apiStages, [{ apiId, stage: 'dev' }]);
  assert.equal(removed.quota ?? removed.throttle, undefined);
});

test('a refused patch changes nothing', async () => {
  const context = createTestContext();
  const { id: usagePlanId } = await api.CreateUsagePlan({ name: 'gold' }, context);
  const patches = [
    { op: 'replace' as const, path: '/name', value: 'silver' },
    { op: 'replace' as const, path: '/quota/limit', value: '10' },
  ];
  await assertRefused(
    api.UpdateUsagePlan({ usagePlanId, patchOperations: patches }, context),
    'BadRequestException',
    'Invalid quota period specified. Valid options are DAY,WEEK,MONTH',
  );
  assert.equal((await api.GetUsagePlan({ usagePlanId }, context)).name, 'gold');
});

test('a plan opens only stages that are there, and stays while it opens one', async () => {
  const context = createTestContext();
  const apiId = await deployedApi(context, 'dev');
  await assertRefused(
    api.CreateUsagePlan({ name: 'gold', apiStages: [{ apiId, stage: 'prod' }] }, context),
    'NotFoundException',
    `API Stage not found: ${apiId}:prod`,
  );
  const plan = await api.CreateUsagePlan({ name: 'gold', apiStages: [{ apiId, stage: 'dev' }] }, context);
  await assertRefused(
    api.DeleteUsagePlan({ usagePlanId: plan.id }, context),
    'BadRequestException',
    `Cannot delete Usage Plan ${plan.id} because there are API Stages associated with it`,
  );
  await api.UpdateUsagePlan(
    { usagePlanId: plan.id, patchOperations: [{ op: 'remove', path: '/apiStages', value: `${apiId}:dev` }] },
    context,
  );
  await api.DeleteUsagePlan({ usagePlanId: plan.id }, context);
  assert.deepEqual((await api.GetUsagePlans({}, context)).items, []);
});

test('a key is in several plans, but in one for each stage', async () => {
  const context = createTestContext();
  const apiId = await deployedApi(context, 'dev', 'prod');
  const key = await api.CreateApiKey({ name: 'k' }, context);
  const planFor = async (stage: string): Promise<string> =>
    (await api.CreateUsagePlan({ name: stage, apiStages: [{ apiId, stage }] }, context)).id!;
  const [dev, prod, again] = [await planFor('dev'), await planFor('prod'), await planFor('dev')];
  const join = (usagePlanId: string): Promise<unknown> =>
    api.CreateUsagePlanKey({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }, context);
  await join(dev);
  await join(prod);
  await assert.rejects(join(dev), { code: 'ConflictException' });
  await assert.rejects(join(again), { code: 'ConflictException' });
  const plans = await api.GetUsagePlans({ keyId: key.id }, context);
  assert.deepEqual(plans.items!.map((plan) => plan.name!).toSorted(), ['dev', 'prod']);
  assert.equal((await api.GetUsagePlanKey({ usagePlanId: dev, keyId: key.id }, context)).name, 'k');
  await api.DeleteUsagePlanKey({ usagePlanId: dev, keyId: key.id }, context);
  await assert.rejects(api.GetUsagePlanKey({ usagePlanId: dev, keyId: key.id }, context), {
    code: 'NotFoundException',
  });
});

test('usage is told day by day, quiet days having what the days before them left', async () => {
  const context = createTestContext();
  const quota = { limit: 10, period: 'MONTH' as const };
  const { id: usagePlanId } = await api.CreateUsagePlan({ name: 'gold', quota }, context);
  const { id: keyId } = await api.CreateApiKey({}, context);
  await api.CreateUsagePlanKey({ usagePlanId, keyId, keyType: 'API_KEY' }, context);
  const usage: UsageDocument = {
    usagePlanId: usagePlanId!,
    apiKeyId: keyId!,
    days: { '2026-01-01': { used: 3, remaining: 7 }, '2025-12-31': { used: 9, remaining: 1 } },
  };
  await context.store.write([{ kind: 'usage', key: `${usagePlanId}/${keyId}`, value: usage }]);
  const dates = { startDate: '2025-12-31', endDate: '2026-01-02' };
  const answer = await api.GetUsage({ usagePlanId, keyId, ...dates }, context);
  assert.deepEqual(answer, {
    usagePlanId,
    ...dates,
    items: {
      [keyId!]: [
        [9, 1],
        [3, 7],
        [0, 7],
      ],
    },
  });
  // The test's day is 2 January.
  const patchOperations = [{ op: 'replace' as const, path: '/remaining', value: '100' }];
  const more = await api.UpdateUsage({ usagePlanId, keyId, patchOperations }, context);
  assert.deepEqual(more.items, { [keyId!]: [[0, 100]] });
  await assert.rejects(
    api.GetUsage({ usagePlanId, startDate: 'yesterday', endDate: '2026-01-01' }, context),
    { code: 'BadRequestException' },
  );
});

test('keys are imported from a CSV, its columns in any order', async () => {
  const context = createTestContext();
  const { id: planId } = await api.CreateUsagePlan({ name: 'gold' }, context);
  const csv = [
    '\uFEFFkey,Name,enabled,UsageplanIds,description',
    `${'a'.repeat(20)},one,TRUE,"${planId},gone","says ""hi"", twice"`,
    '',
    `${'b'.repeat(20)},two,false,,`,
    `${'a'.repeat(20)},again,true,,`,
  ].join('\r\n');
  const body = Buffer.from(csv) as never;
  const strict = api.ImportApiKeys({ body, format: 'csv', failOnWarnings: true }, context);
  await assert.rejects(strict, { code: 'BadRequestException', message: /^Warnings found during import:/ });
  const { ids, warnings } = await api.ImportApiKeys({ body, format: 'csv' }, context);
  assert.equal(ids?.length, 2);
  assert.equal(warnings?.length, 2);
  const one = await api.GetApiKey({ apiKey: ids[0], includeValue: true }, context);
  assert.equal(one.description, 'says "hi", twice');
  assert.equal(one.enabled, true);
  const held = await api.GetUsagePlanKeys({ usagePlanId: planId }, context);
  assert.deepEqual(
    held.items!.map((key) => key.name),
    ['one'],
  );
  await assert.rejects(api.ImportApiKeys({ body: Buffer.from('x'), format: 'csv' }, context), {
    code: 'BadRequestException',
  });
});
