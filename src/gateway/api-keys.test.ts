import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Clock } from '../core/clock.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { DocumentChange } from '../store/store.ts';
import type { ApiKeyDocument, QuotaModel, UsageDocument, UsagePlanDocument } from './account-model.ts';
import { mockIntegration, restApi } from './testing/rest-api.ts';
import { serveApi } from './testing/served-api.ts';
import { dayOf, periodStart } from './quota-period.ts';
import { Usage } from './usage.ts';

const apiId = 'api1234567';
const value = 'v'.repeat(20);
const otherValue = 'w'.repeat(20);

function keyOf(overrides: Partial<ApiKeyDocument> = {}): ApiKeyDocument {
  return {
    id: 'key0000001',
    value,
    name: 'a',
    description: null,
    customerId: null,
    enabled: true,
    createdAtMs: 0,
    lastUpdatedAtMs: 0,
    stageKeys: [],
    tags: {},
    ...overrides,
  };
}

function planOf(overrides: Partial<UsagePlanDocument> = {}): UsagePlanDocument {
  return {
    id: 'plan01',
    name: 'plan',
    description: null,
    productCode: null,
    apiStages: [{ apiId, stage: 'Prod', throttle: {} }],
    throttle: null,
    quota: null,
    apiKeyIds: ['key0000001'],
    tags: {},
    ...overrides,
  };
}

const keyChange = (key: ApiKeyDocument): DocumentChange => ({ kind: 'api-key', key: key.id, value: key });
const planChange = (plan: UsagePlanDocument): DocumentChange => ({
  kind: 'usage-plan',
  key: plan.id,
  value: plan,
});

const keyed = { apiKeyRequired: true };
const api = restApi([
  { path: '/a', method: 'GET', integration: mockIntegration(200), overrides: keyed },
  { path: '/b', method: 'GET', integration: mockIntegration(200), overrides: keyed },
  { path: '/open', method: 'GET', integration: mockIntegration(200) },
]);
const withKey = { headers: { 'x-api-key': value } };

const standingClock = (now: () => number): Clock => ({
  nowMs: now,
  elapsedMs: () => performance.now(),
  after: () => () => undefined,
});

test('a key has to be known, enabled, and in a plan of the stage', async (t) => {
  const cases: readonly (readonly [string, readonly DocumentChange[], number, string | null, string?])[] = [
    ['in a plan', [keyChange(keyOf()), planChange(planOf())], 200, 'key0000001'],
    ['unknown', [], 403, null, 'unknown'],
    ['disabled', [keyChange(keyOf({ enabled: false })), planChange(planOf())], 403, 'key0000001', 'disabled'],
    ['in no plan', [keyChange(keyOf())], 403, 'key0000001', 'no-usage-plan'],
    ['in a plan without it', [keyChange(keyOf()), planChange(planOf({ apiKeyIds: [] }))], 403, 'key0000001'],
    [
      'in a plan of another stage',
      [keyChange(keyOf()), planChange(planOf({ apiStages: [{ apiId, stage: 'dev', throttle: {} }] }))],
      403,
      'key0000001',
    ],
  ];
  for (const [label, documents, status, apiKeyId, reason = 'no-usage-plan'] of cases) {
    const served = await serveApi(t, api, { documents });
    const answer = await served.ask('/Prod/a', withKey);
    assert.equal(answer.status, status, label);
    if (status === 403) {
      assert.equal(answer.body, '{"message":"Forbidden"}');
      assert.equal(answer.headers['x-amzn-errortype'], 'ForbiddenException');
      assert.deepEqual(served.executions()[0]?.outcome, { kind: 'api-key-invalid', reason }, label);
    }
    assert.equal(served.executions()[0]?.request.apiKeyId, apiKeyId, label);
    assert.equal((await served.ask('/Prod/a')).status, 403, 'without a key');
    assert.equal((await served.ask('/Prod/open')).status, 200, 'where none is required');
  }
});

interface KeyCase {
  readonly id: string;
  readonly api: {
    readonly usagePlan?: {
      readonly quota: QuotaModel;
      readonly throttle: UsagePlanDocument['throttle'];
      readonly apiKeys: readonly { readonly enabled: boolean }[];
    };
  };
  readonly request: { readonly headers: Record<string, string> };
  readonly expected: { readonly status: number };
}

test('the recorded requests with and without a key end as on AWS', async (t) => {
  const text = readFileSync(new URL('../../test/data/goldens/guards.json', import.meta.url), 'utf8');
  const { cases } = JSON.parse(text.replaceAll('{apiKeyValue}', value)) as { cases: readonly KeyCase[] };
  let count = 0;
  for (const { id, api: recorded, request, expected } of cases) {
    if (recorded.usagePlan === undefined) continue;
    const { quota, throttle, apiKeys } = recorded.usagePlan;
    const documents = [
      keyChange(keyOf({ enabled: apiKeys[0]!.enabled })),
      planChange(planOf({ quota, throttle })),
    ];
    const served = await serveApi(t, api, { documents });
    assert.equal((await served.ask('/Prod/a', request)).status, expected.status, id);
    count++;
  }
  assert.equal(count, 3);
});

test('a plan’s throttle holds for each key by itself, a method’s own takes its place', async (t) => {
  const plan = planOf({
    apiKeyIds: ['key0000001', 'key0000002'],
    throttle: { rateLimit: 0.01, burstLimit: 1 },
    apiStages: [{ apiId, stage: 'Prod', throttle: { '/b/GET': { rateLimit: 0.01, burstLimit: 2 } } }],
  });
  const served = await serveApi(t, api, {
    documents: [
      keyChange(keyOf()),
      keyChange(keyOf({ id: 'key0000002', value: otherValue })),
      planChange(plan),
    ],
  });
  const statuses = async (path: string, key: string, times: number): Promise<readonly number[]> => {
    const answers: number[] = [];
    for (let index = 0; index < times; index++) {
      answers.push((await served.ask(path, { headers: { 'x-api-key': key } })).status);
    }
    return answers;
  };
  assert.deepEqual(await statuses('/Prod/a', value, 2), [200, 429]);
  assert.deepEqual(await statuses('/Prod/a', otherValue, 2), [200, 429]);
  assert.deepEqual(await statuses('/Prod/b', value, 3), [200, 200, 429]);
  const refused = await served.ask('/Prod/a', withKey);
  assert.equal(refused.body, '{"message":"Too Many Requests"}');
  assert.equal(refused.headers['x-amzn-errortype'], 'TooManyRequestsException');
  await served.gateway.publishAccount();
  assert.deepEqual(await statuses('/Prod/a', value, 1), [429], 'a change elsewhere does not refill it');
});

test('a quota ends with 429 Limit Exceeded and begins again with its period', async (t) => {
  let nowMs = Date.UTC(2026, 0, 2, 23, 59, 59);
  const plan = planOf({ quota: { limit: 2, offset: 0, period: 'DAY' } });
  const served = await serveApi(t, api, {
    documents: [keyChange(keyOf()), planChange(plan)],
    clock: standingClock(() => nowMs),
  });
  const status = async (): Promise<number> => (await served.ask('/Prod/a', withKey)).status;
  assert.deepEqual([await status(), await status(), await status()], [200, 200, 429]);
  const refused = await served.ask('/Prod/a', withKey);
  assert.equal(refused.body, '{"message":"Limit Exceeded"}');
  assert.equal(refused.headers['x-amzn-errortype'], 'LimitExceededException');
  nowMs += 1000;
  assert.equal(await status(), 200);
  await served.gateway.flushUsage();
  const usage = await served.store.get<UsageDocument>('usage', 'plan01/key0000001');
  assert.deepEqual(usage?.days, {
    '2026-01-02': { used: 2, remaining: 0 },
    '2026-01-03': { used: 1, remaining: 1 },
  });
});

test('what is written between two flushes is kept: UpdateUsage, a raised limit, a restart', async (t) => {
  const nowMs = Date.UTC(2026, 0, 2);
  const clock = standingClock(() => nowMs);
  const store = openSqliteStore({ file: null });
  t.after(() => store.close());
  const key = 'plan01/key0000001';
  const plan = planOf({ quota: { limit: 3, offset: 0, period: 'MONTH' } });
  const usage = new Usage(store, clock);
  const count = (of: UsagePlanDocument, times: number): readonly boolean[] =>
    Array.from({ length: times }, () => usage.count(of, 'key0000001', nowMs));
  assert.deepEqual(count(plan, 2), [true, true]);
  await usage.flush();
  await store.write([
    {
      kind: 'usage',
      key,
      value: {
        usagePlanId: 'plan01',
        apiKeyId: 'key0000001',
        days: { '2026-01-02': { used: 2, remaining: 5 } },
      },
    },
  ]);
  assert.deepEqual(count(plan, 1), [true]);
  await usage.flush();
  const days = async () => (await store.get<UsageDocument>('usage', key))?.days;
  assert.deepEqual(await days(), { '2026-01-02': { used: 3, remaining: 4 } });
  assert.deepEqual(count(plan, 5), [true, true, true, true, false]);
  await usage.flush();

  const raised = planOf({ quota: { limit: 5, offset: 0, period: 'MONTH' } });
  usage.load(new Map([['plan01', raised]]), await store.list<UsageDocument>('usage'));
  assert.deepEqual(count(raised, 3), [true, true, false]);
  await usage.flush();
  assert.deepEqual(await days(), { '2026-01-02': { used: 9, remaining: 0 } });

  const restarted = new Usage(store, clock);
  restarted.load(new Map([['plan01', raised]]), await store.list<UsageDocument>('usage'));
  assert.equal(restarted.count(raised, 'key0000001', nowMs), false);
});

test('what was counted for a plan that is gone is not written any more', async (t) => {
  const served = await serveApi(t, api, { documents: [keyChange(keyOf()), planChange(planOf())] });
  assert.equal((await served.ask('/Prod/a', withKey)).status, 200);
  await served.store.write([{ kind: 'usage-plan', key: 'plan01', value: null }]);
  await served.gateway.publishAccount();
  assert.equal((await served.ask('/Prod/a', withKey)).status, 403);
  assert.deepEqual(await served.store.list('usage'), []);
});

test('use is written without being asked for, within a second or so', async (t) => {
  const served = await serveApi(t, api, { documents: [keyChange(keyOf()), planChange(planOf())] });
  await served.ask('/Prod/a', withKey);
  const deadlineMs = Date.now() + 5000;
  let usage: UsageDocument | null = null;
  while (usage === null && Date.now() < deadlineMs) {
    await new Promise((resolve) => void setTimeout(resolve, 50));
    usage = await served.store.get<UsageDocument>('usage', 'plan01/key0000001');
  }
  assert.deepEqual(Object.values(usage?.days ?? {}), [{ used: 1, remaining: null }]);
});

test('periods begin where their offset says', () => {
  const cases: readonly (readonly [QuotaModel['period'], number, string, string])[] = [
    ['DAY', 0, '2026-01-02', '2026-01-02'],
    ['WEEK', 0, '2026-01-02', '2025-12-28'],
    ['WEEK', 0, '2026-01-04', '2026-01-04'],
    ['WEEK', 1, '2026-01-04', '2025-12-29'],
    ['WEEK', 5, '2026-01-02', '2026-01-02'],
    ['MONTH', 0, '2026-01-01', '2026-01-01'],
    ['MONTH', 0, '2026-01-31', '2026-01-01'],
    ['MONTH', 14, '2026-01-14', '2025-12-15'],
    ['MONTH', 14, '2026-01-15', '2026-01-15'],
    ['MONTH', 27, '2026-03-01', '2026-02-28'],
  ];
  for (const [period, offset, day, start] of cases) {
    assert.equal(periodStart({ limit: 1, period, offset }, day), start, `${period} ${offset} ${day}`);
  }
});

test('a period holds its own days and no others', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => dayOf(days * 86_400_000));
  const quota = fc.oneof(
    fc.constant<QuotaModel>({ limit: 1, period: 'DAY', offset: 0 }),
    fc.integer({ min: 0, max: 6 }).map((offset): QuotaModel => ({ limit: 1, period: 'WEEK', offset })),
    fc.integer({ min: 0, max: 27 }).map((offset): QuotaModel => ({ limit: 1, period: 'MONTH', offset })),
  );
  const longest = { DAY: 0, WEEK: 6, MONTH: 30 };
  fc.assert(
    fc.property(quota, day, (some, today) => {
      const start = periodStart(some, today);
      assert.ok(start <= today);
      assert.equal(periodStart(some, start), start);
      const before = dayOf(Date.parse(start) - 86_400_000);
      assert.ok(periodStart(some, before) < start);
      assert.ok((Date.parse(today) - Date.parse(start)) / 86_400_000 <= longest[some.period]);
    }),
  );
});
