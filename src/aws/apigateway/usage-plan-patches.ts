// What a patch may change of a usage plan, path by path (the stages recorded, the rest documented).
import type {
  QuotaModel,
  ThrottleModel,
  UsagePlanDocument,
  UsagePlanStageModel,
} from '../../gateway/account-model.ts';
import { textOrNull } from './api-key.ts';
import { badRequest, notFound } from './errors.ts';
import { assertOperation, invalidPath, type Patch } from './patch-operations.ts';
import { readQuota, readThrottle } from './usage-plan.ts';

const setOnly = ['add', 'replace'];
const setOrRemove = ['add', 'remove', 'replace'];

/** Limits come one patch at a time: a quota may lack its period until `finishPlan` looks. */
export function patchUsagePlan(plan: UsagePlanDocument, patch: Patch): UsagePlanDocument {
  const { op, segments, value } = patch;
  const [member, second] = segments;
  switch (member) {
    case 'apiStages':
      return second === undefined ? patchStages(plan, patch) : patchStageThrottle(plan, patch);
    case 'throttle':
      return { ...plan, throttle: patchThrottle(plan.throttle, patch, second) };
    case 'quota':
      return { ...plan, quota: patchQuota(plan.quota, patch, second) };
    case 'name':
      assertOperation(patch, ['replace']);
      if (value === null || value === '') throw badRequest('Name cannot be empty');
      return { ...plan, name: value };
    case 'description':
      assertOperation(patch, setOrRemove);
      return { ...plan, description: op === 'remove' ? null : textOrNull(value) };
    case 'productCode':
      assertOperation(patch, setOrRemove);
      return { ...plan, productCode: op === 'remove' ? null : textOrNull(value) };
    default:
      throw invalidPath(patch.path);
  }
}

/** @throws AwsError BadRequestException where the patches left a quota or a throttle that is none. */
export function finishPlan(plan: UsagePlanDocument): UsagePlanDocument {
  return {
    ...plan,
    throttle: plan.throttle === null ? null : readThrottle(plan.throttle),
    quota: plan.quota === null ? null : readQuota(plan.quota),
  };
}

/** The value is `apiId:stage`. */
function patchStages(plan: UsagePlanDocument, patch: Patch): UsagePlanDocument {
  assertOperation(patch, ['add', 'remove']);
  const [apiId, stage, ...more] = (patch.value ?? '').split(':');
  if (apiId === undefined || stage === undefined || more.length > 0) {
    throw badRequest('Invalid API Stage specified');
  }
  const others = plan.apiStages.filter((other) => other.apiId !== apiId || other.stage !== stage);
  if (patch.op === 'add') {
    if (others.length < plan.apiStages.length) return plan;
    return { ...plan, apiStages: [...others, { apiId, stage, throttle: {} }] };
  }
  if (others.length === plan.apiStages.length) {
    throw notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${plan.id}`);
  }
  return { ...plan, apiStages: others };
}

/** `/apiStages/{apiId:stage}/throttle[/{resourcePath}/{METHOD}[/rateLimit|/burstLimit]]`. */
function patchStageThrottle(plan: UsagePlanDocument, patch: Patch): UsagePlanDocument {
  const [, name, throttle, ...rest] = patch.segments;
  if (throttle !== 'throttle') throw invalidPath(patch.path);
  const stage = plan.apiStages.find((known) => `${known.apiId}:${known.stage}` === name);
  if (stage === undefined) throw badRequest('Invalid API Stage specified');
  const changed = { ...stage, throttle: patchMethods(stage.throttle, patch, rest) };
  return { ...plan, apiStages: plan.apiStages.map((known) => (known === stage ? changed : known)) };
}

function patchMethods(
  methods: UsagePlanStageModel['throttle'],
  patch: Patch,
  rest: readonly string[],
): UsagePlanStageModel['throttle'] {
  if (rest.length === 0) {
    assertOperation(patch, setOrRemove);
    return patch.op === 'remove' ? {} : readMethods(patch.value);
  }
  const limit = limits.find((known) => known === rest.at(-1));
  // The path comes escaped in one segment, or in several as it stands.
  const joined = rest.slice(0, limit === undefined ? undefined : -1).join('/');
  const method = joined.startsWith('/') ? joined : `/${joined}`;
  if (limit === undefined) {
    assertOperation(patch, ['remove']);
    const { [method]: _gone, ...others } = methods;
    return others;
  }
  assertOperation(patch, setOnly);
  const known = methods[method] ?? { rateLimit: 0, burstLimit: 0 };
  return { ...methods, [method]: readThrottle({ ...known, [limit]: patchNumber(patch) }) };
}

function readMethods(value: string | null): UsagePlanStageModel['throttle'] {
  try {
    const methods = JSON.parse(value ?? '') as Record<string, Partial<ThrottleModel>>;
    return Object.fromEntries(
      Object.entries(methods).map(([method, settings]) => [method, readThrottle(settings)]),
    );
  } catch {
    throw badRequest('Invalid throttle settings specified');
  }
}

const limits = ['rateLimit', 'burstLimit'] as const;

function patchThrottle(
  throttle: ThrottleModel | null,
  patch: Patch,
  member: string | undefined,
): ThrottleModel | null {
  if (member === undefined) {
    assertOperation(patch, ['remove']);
    return null;
  }
  const limit = limits.find((known) => known === member);
  if (limit === undefined) throw invalidPath(patch.path);
  assertOperation(patch, setOnly);
  return { ...(throttle ?? { rateLimit: 0, burstLimit: 0 }), [limit]: patchNumber(patch) };
}

function patchQuota(quota: QuotaModel | null, patch: Patch, member: string | undefined): QuotaModel | null {
  if (member === undefined) {
    assertOperation(patch, ['remove']);
    return null;
  }
  assertOperation(patch, setOnly);
  const known = quota ?? ({ limit: 0, offset: 0, period: '' } as unknown as QuotaModel);
  switch (member) {
    case 'limit':
    case 'offset':
      return { ...known, [member]: patchNumber(patch) };
    case 'period':
      return { ...known, period: (patch.value ?? '') as QuotaModel['period'] };
    default:
      throw invalidPath(patch.path);
  }
}

function patchNumber({ value, path }: Patch): number {
  const number = value === null || value.trim() === '' ? Number.NaN : Number(value);
  // AWS's words are unknown.
  if (Number.isNaN(number)) throw badRequest(`Invalid value specified for path ${path}`);
  return number;
}
