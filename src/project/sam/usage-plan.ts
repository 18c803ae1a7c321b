// UsagePlan of an API's Auth → a usage plan, a key and what ties them together; SHARED is one plan for all APIs that say so.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, type TemplateMap } from '../template-value.ts';
import { generatedResource } from './generated-resource.ts';
import { mapAt } from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';

/** An API with the stage that its plan opens. */
export interface PlannedApi {
  readonly api: TemplateResource;
  readonly stageId: string;
}

export interface UsagePlans {
  readonly resources: readonly TemplateResource[];
  /** `Api.UsagePlan` → its logical id. */
  readonly names: readonly (readonly [string, string])[];
}

const handedThrough = ['UsagePlanName', 'Description', 'Quota', 'Tags', 'Throttle'] as const;

/** @throws UserError for what SAM refuses */
export function usagePlansOf(apis: readonly PlannedApi[], scope: SamScope): UsagePlans {
  const single = apis.filter(({ api }) => kindOf(api, scope) === 'PER_API');
  const shared = apis.filter(({ api }) => kindOf(api, scope) === 'SHARED');
  const groups = single.map((planned) => ({ prefix: planned.api.logicalId, members: [planned] }));
  if (shared.length > 0) groups.push({ prefix: 'Serverless', members: shared });
  return {
    resources: groups.flatMap(({ prefix, members }) => planOf(prefix, members)),
    names: groups.flatMap(({ prefix, members }) =>
      members.flatMap(({ api }) =>
        ['UsagePlan', 'UsagePlanKey', 'ApiKey'].map(
          (name) => [`${api.logicalId}.${name}`, `${prefix}${name}`] as const,
        ),
      ),
    ),
  };
}

function kindOf(api: TemplateResource, scope: SamScope): 'PER_API' | 'SHARED' | 'NONE' {
  const plan = own(mapAt(api.properties, 'Auth'), 'UsagePlan');
  if (plan === undefined || plan === null) return 'NONE';
  const kind = isMap(plan) ? own(plan, 'CreateUsagePlan') : undefined;
  if (kind === 'PER_API' || kind === 'SHARED' || kind === 'NONE') return kind;
  throw new UserError(
    `${scope.where(api, 'Auth')}: ${api.logicalId}.Auth.UsagePlan needs CreateUsagePlan: PER_API, SHARED or NONE.`,
  );
}

/** Of APIs that share a plan the last one's settings hold. */
function planOf(prefix: string, members: readonly PlannedApi[]): readonly TemplateResource[] {
  const first = members[0]!.api;
  const settings = members.reduce<TemplateMap>((merged, { api }) => {
    const plan = mapAt(mapAt(api.properties, 'Auth'), 'UsagePlan');
    const given = handedThrough.flatMap((name) => {
      const value = own(plan, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { ...merged, ...Object.fromEntries(given) };
  }, {});
  const stages = members.map(({ api, stageId }) => ({
    api: { Ref: api.logicalId },
    stage: { Ref: stageId },
  }));
  const planId = `${prefix}UsagePlan`;
  const keyId = `${prefix}ApiKey`;
  return [
    generatedResource(first, {
      logicalId: planId,
      type: 'AWS::ApiGateway::UsagePlan',
      dependsOn: members.map(({ api }) => api.logicalId),
      properties: { ApiStages: stages.map(({ api, stage }) => ({ ApiId: api, Stage: stage })), ...settings },
    }),
    generatedResource(first, {
      logicalId: keyId,
      type: 'AWS::ApiGateway::ApiKey',
      dependsOn: [planId],
      properties: {
        Enabled: true,
        StageKeys: stages.map(({ api, stage }) => ({ RestApiId: api, StageName: stage })),
      },
    }),
    generatedResource(first, {
      logicalId: `${prefix}UsagePlanKey`,
      type: 'AWS::ApiGateway::UsagePlanKey',
      dependsOn: [keyId],
      properties: { KeyId: { Ref: keyId }, KeyType: 'API_KEY', UsagePlanId: { Ref: planId } },
    }),
  ];
}
