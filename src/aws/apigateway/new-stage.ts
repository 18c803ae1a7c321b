// A stage as it comes into being, by CreateStage or by CreateDeployment with a stage name.
import type { CanaryModel, RestApiDocument, StageDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { readCacheCluster } from './cache-cluster.ts';
import { badRequest } from './errors.ts';

const stageNamePattern = /^[A-Za-z0-9_-]{1,128}$/;

/** @throws AwsError BadRequestException */
export function assertStageName(stageName: string): void {
  if (!stageNamePattern.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
}

/** Documented for stage variables: at most 100, names of word characters (SPEC §10). A space is reported to be taken. */
const variableName = /^\w{1,64}$/;
const variableValue = /^[A-Za-z0-9 \-._~:/?#&=,]{0,512}$/;
const variablesMax = 100;

/** @throws AwsError BadRequestException; the words for a name and a value are reported in public. */
export function assertVariables(variables: Readonly<Record<string, string>>): void {
  if (Object.keys(variables).length > variablesMax) {
    throw badRequest(`A stage can have at most ${variablesMax} stage variables`);
  }
  for (const [name, value] of Object.entries(variables)) {
    if (!variableName.test(name)) {
      throw badRequest(`Invalid stage variable name: ${name}. Please use names with only word characters.`);
    }
    if (!variableValue.test(value)) {
      throw badRequest(
        `Invalid stage variable value of key ${name}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
}

export interface NewStage {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description: string | undefined;
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly tracingEnabled: boolean | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly canary: CanaryModel | null;
  readonly cacheClusterEnabled: boolean | undefined;
  readonly cacheClusterSize: string | undefined;
  readonly documentationVersion: string | undefined;
}

export function newStage(api: RestApiDocument, stage: NewStage, context: OperationContext): StageDocument {
  const nowMs = context.clock.nowMs();
  return {
    apiId: api.id,
    stageName: stage.stageName,
    deploymentId: stage.deploymentId,
    description: stage.description ?? null,
    createdAtMs: nowMs,
    lastUpdatedAtMs: nowMs,
    variables: orNull(stage.variables),
    methodSettings: {},
    accessLogSettings: null,
    tracingEnabled: stage.tracingEnabled ?? false,
    ...(stage.canary === null ? {} : { canary: stage.canary }),
    ...readCacheCluster(stage.cacheClusterEnabled, stage.cacheClusterSize),
    ...(stage.documentationVersion ? { documentationVersion: stage.documentationVersion } : {}),
    tags: { ...stage.tags },
  };
}

/** No variables are null: the event's `stageVariables` is null then (SPEC §3.1). */
export function orNull(
  variables: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | null {
  return variables === undefined || Object.keys(variables).length === 0 ? null : { ...variables };
}
