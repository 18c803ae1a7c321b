// A stage as it comes into being, by CreateStage or by CreateDeployment with a stage name.
import type { RestApiDocument, StageDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { badRequest } from './errors.ts';

const stageNamePattern = /^[A-Za-z0-9_-]{1,128}$/;

/** @throws AwsError BadRequestException */
export function assertStageName(stageName: string): void {
  if (!stageNamePattern.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
}

/** Documented for stage variables: at most 100, names of word characters, values without spaces or quotes (SPEC §10). */
const variableName = /^\w{1,64}$/;
const variableValue = /^[A-Za-z0-9\-._~:/?#&=,]{0,512}$/;
const variablesMax = 100;

/** @throws AwsError BadRequestException, in Varco's words: AWS's are unknown. */
export function assertVariables(variables: Readonly<Record<string, string>>): void {
  if (Object.keys(variables).length > variablesMax) {
    throw badRequest(`A stage can have at most ${variablesMax} stage variables`);
  }
  for (const [name, value] of Object.entries(variables)) {
    if (!variableName.test(name)) throw badRequest(`Invalid stage variable name: ${name}`);
    if (!variableValue.test(value)) throw badRequest(`Invalid stage variable value: ${value}`);
  }
}

export interface NewStage {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description: string | undefined;
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly tracingEnabled: boolean | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
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
    tags: { ...stage.tags },
  };
}

/** No variables are null: the event's `stageVariables` is null then (SPEC §3.1). */
export function orNull(
  variables: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | null {
  return variables === undefined || Object.keys(variables).length === 0 ? null : { ...variables };
}
