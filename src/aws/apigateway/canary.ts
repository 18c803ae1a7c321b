// A stage's canary: a second deployment that takes a share of the requests, made by an input, by patches or by a deployment.
import type { CanarySettings } from '@aws-sdk/client-api-gateway';
import type { CanaryModel, StageDocument } from '../../gateway/model.ts';
import { filled, present } from '../present.ts';
import { badRequest } from './errors.ts';
import { assertVariables } from './new-stage.ts';
import { type Patch, patchBoolean } from './patch-operations.ts';

/** The same members in CreateStage and, without the id, in CreateDeployment. */
export function readCanary(
  deploymentId: string,
  settings: Omit<CanarySettings, 'deploymentId'>,
): CanaryModel {
  const stageVariableOverrides = { ...settings.stageVariableOverrides };
  assertVariables(stageVariableOverrides);
  return {
    deploymentId,
    percentTraffic: readPercent(settings.percentTraffic ?? 0),
    stageVariableOverrides,
    useStageCache: settings.useStageCache ?? false,
  };
}

export function canaryShape(canary: CanaryModel): CanarySettings {
  return present({
    percentTraffic: canary.percentTraffic,
    deploymentId: canary.deploymentId,
    stageVariableOverrides: filled(canary.stageVariableOverrides),
    useStageCache: canary.useStageCache,
  });
}

/**
 * A replacement makes a canary where there is none, on the stage's own deployment (recorded).
 *
 * @returns Null where the path is none of a canary's: then it is taken for one of a method setting (recorded).
 * @throws AwsError BadRequestException
 */
export function patchCanary(stage: StageDocument, patch: Patch): StageDocument | null {
  const { op, segments } = patch;
  const [, member, variable] = segments;
  if (op === 'remove') return removed(stage, member, variable, segments.length);
  if (!isCanaryPath(segments)) return null;
  if (op === 'add') throw badRequest(`Invalid add operation with path: ${patch.path}`);
  const canary = stage.canary ?? readCanary(stage.deploymentId, {});
  return { ...stage, canary: { ...canary, ...changed(canary, patch) } };
}

function isCanaryPath([, member, ...rest]: readonly string[]): boolean {
  if (member === 'stageVariableOverrides') return rest.length === 1;
  return rest.length === 0 && ['deploymentId', 'percentTraffic', 'useStageCache'].includes(member ?? '');
}

function changed(canary: CanaryModel, { segments, value }: Patch): Partial<CanaryModel> {
  const [, member, variable] = segments;
  switch (member) {
    case 'deploymentId':
      return { deploymentId: value ?? '' };
    case 'percentTraffic':
      return { percentTraffic: readPercent(value === null || value === '' ? Number.NaN : Number(value)) };
    case 'useStageCache':
      return { useStageCache: patchBoolean(value) };
    default: {
      const stageVariableOverrides = { ...canary.stageVariableOverrides, [variable!]: value ?? '' };
      assertVariables(stageVariableOverrides);
      return { stageVariableOverrides };
    }
  }
}

/** The whole canary or one override: what else is removed is no path of a canary's (recorded). */
function removed(
  { canary, ...stage }: StageDocument,
  member: string | undefined,
  variable: string | undefined,
  depth: number,
): StageDocument | null {
  if (canary === undefined) return null;
  if (member === undefined) return stage;
  if (member !== 'stageVariableOverrides' || variable === undefined || depth !== 3) return null;
  const { [variable]: gone, ...stageVariableOverrides } = canary.stageVariableOverrides;
  return gone === undefined ? null : { ...stage, canary: { ...canary, stageVariableOverrides } };
}

const copyPaths = ['/deploymentId', '/variables'];
const copySources = ['/canarySettings/deploymentId', '/canarySettings/stageVariableOverrides'];

/**
 * What the canary tried becomes the stage's own; the canary stays, for a patch of its own to take away (recorded).
 *
 * @throws AwsError BadRequestException
 */
export function promoteCanary(stage: StageDocument, { path, from }: Patch): StageDocument {
  if (!copyPaths.includes(path) || !copySources.includes(from ?? '')) {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from}. Valid copy:path are [${copyPaths.join(', ')}] and valid copy:from are [${copySources.join(', ')}]`,
    );
  }
  const { canary } = stage;
  if (canary === undefined) throw badRequest('Promotion not available. Canary does not exist.');
  if (path === '/deploymentId') return { ...stage, deploymentId: canary.deploymentId };
  const variables = { ...stage.variables, ...canary.stageVariableOverrides };
  return { ...stage, variables: Object.keys(variables).length === 0 ? null : variables };
}

/** AWS's words for a share out of bounds are unknown. */
function readPercent(percent: number): number {
  if (percent >= 0 && percent <= 100) return percent;
  throw badRequest('Percent traffic must be between 0 and 100');
}
