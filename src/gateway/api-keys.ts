// API keys and usage plans as the hot path reads them: which key may use which stage, and how often (SPEC §1.8).
import type { Outcome } from '../execution/outcome.ts';
import type { ApiKeyDocument, ThrottleModel, UsageDocument, UsagePlanDocument } from './account-model.ts';
import { normalRouteKey } from './route-key.ts';
import type { RouteSnapshot, StageSnapshot } from './snapshot.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import type { Usage } from './usage.ts';

export interface ApiKeys {
  /** Swaps in what the account has now. */
  load(
    keys: readonly ApiKeyDocument[],
    plans: readonly UsagePlanDocument[],
    usage: readonly UsageDocument[],
  ): void;
  /** For a method that requires a key. */
  check(value: string | null, stage: StageSnapshot, route: RouteSnapshot, nowMs: number): KeyVerdict;
}

export interface KeyVerdict {
  /** Null lets the request through, and counts it. */
  readonly outcome: Outcome | null;
  /** Known where the value is a key's. */
  readonly apiKeyId: string | null;
}

/** One plan's share in one stage. */
interface StagePlan {
  readonly plan: UsagePlanDocument;
  /** By route: `orders/{id}/GET`. */
  readonly methodThrottles: ReadonlyMap<string, ThrottleModel>;
}

type Reason = Extract<Outcome, { kind: 'api-key-invalid' }>['reason'] & string;

const invalid = (reason: Reason, apiKeyId: string | null = null): KeyVerdict => ({
  outcome: { kind: 'api-key-invalid', reason },
  apiKeyId,
});

export function createApiKeys(usage: Usage): ApiKeys {
  let keysByValue: ReadonlyMap<string, ApiKeyDocument> = new Map();
  /** By `{apiId}/{stage}/{apiKeyId}`: a key is in one plan of a stage at most (SPEC §1.8). */
  let plansByUse: ReadonlyMap<string, StagePlan> = new Map();
  /** By plan, key and, where it has limits of its own, route: limits hold for each key by itself. */
  const throttles = new Map<string, Throttle>();

  const load: ApiKeys['load'] = (keys, plans, documents) => {
    keysByValue = new Map(keys.map((key) => [key.value, key]));
    plansByUse = indexPlans(plans);
    const byId = new Map(plans.map((plan) => [plan.id, plan]));
    for (const name of throttles.keys()) {
      if (!byId.has(name.slice(0, name.indexOf('/')))) throttles.delete(name);
    }
    usage.load(byId, documents);
  };

  const admit = (name: string, { rateLimit, burstLimit }: ThrottleModel, nowMs: number): Throttle | null => {
    let throttle = throttles.get(name);
    if (throttle === undefined || throttle.ratePerSecond !== rateLimit || throttle.burst !== burstLimit) {
      throttle = createThrottle(rateLimit, burstLimit);
      throttles.set(name, throttle);
    }
    return throttle.admit(nowMs) ? null : throttle;
  };

  const check: ApiKeys['check'] = (value, stage, route, nowMs) => {
    if (value === null) return invalid('missing');
    const key = keysByValue.get(value);
    if (key === undefined) return invalid('unknown');
    if (!key.enabled) return invalid('disabled', key.id);
    const stagePlan = plansByUse.get(`${stage.apiId}/${stage.stage}/${key.id}`);
    if (stagePlan === undefined) return invalid('no-usage-plan', key.id);
    const { plan, methodThrottles } = stagePlan;
    // A limit of the method's own takes the place of the plan's (chosen: the documents do not say whether both hold).
    const routeKey = normalRouteKey(`${route.resourcePath}/${route.method}`);
    const ofMethod = methodThrottles.get(routeKey);
    const limits = ofMethod ?? plan.throttle;
    if (limits !== null) {
      const name =
        ofMethod === undefined
          ? `${plan.id}/${key.id}`
          : `${plan.id}/${key.id}/${stage.apiId}/${stage.stage}/${routeKey}`;
      const exceeded = admit(name, limits, nowMs);
      if (exceeded !== null) {
        const { ratePerSecond, burst } = exceeded;
        return { outcome: { kind: 'throttled', ratePerSecond, burst }, apiKeyId: key.id };
      }
    }
    const counted = usage.count(plan, key.id, nowMs);
    return { outcome: counted ? null : { kind: 'quota-exceeded' }, apiKeyId: key.id };
  };

  return { load, check };
}

function indexPlans(plans: readonly UsagePlanDocument[]): ReadonlyMap<string, StagePlan> {
  const byUse = new Map<string, StagePlan>();
  for (const plan of plans) {
    for (const { apiId, stage, throttle } of plan.apiStages) {
      const methodThrottles = new Map(
        Object.entries(throttle).map(([route, limits]) => [normalRouteKey(route), limits]),
      );
      for (const apiKeyId of plan.apiKeyIds) {
        byUse.set(`${apiId}/${stage}/${apiKeyId}`, { plan, methodThrottles });
      }
    }
  }
  return byUse;
}
