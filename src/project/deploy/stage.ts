// AWS::ApiGateway::Stage → CreateStage, and UpdateStage for what only that takes.
import type { CanarySettings, PatchOperation } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../aws/context.ts';
import { createStage } from '../../aws/apigateway/create-stage.ts';
import { updateStage } from '../../aws/apigateway/update-stage.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, mapOf, offOr, partly, type PropertyTable } from '../property-table.ts';
import {
  accessLogPatches,
  accessLogSetting,
  cacheCluster,
  methodSettingPatches,
  methodSettings,
} from './method-settings.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

export const tracingEnabled = offOr(partly('no traces are recorded'));
export const canarySetting = mapOf({
  DeploymentId: honoured,
  PercentTraffic: honoured,
  StageVariableOverrides: honoured,
  UseStageCache: honoured,
});

/** A backend that asks for one gets none. */
export const clientCertificateId = partly('it is kept, but not shown to backends');

const properties: PropertyTable = {
  ...cacheCluster,
  AccessLogSetting: accessLogSetting,
  CanarySetting: canarySetting,
  ClientCertificateId: clientCertificateId,
  DeploymentId: honoured,
  Description: honoured,
  DocumentationVersion: honoured,
  MethodSettings: methodSettings,
  RestApiId: honoured,
  StageName: honoured,
  Tags: honoured,
  TracingEnabled: tracingEnabled,
  Variables: honoured,
};

export const stage: ResourceType = {
  properties,
  async create(resource, read, { context, record, tags }) {
    const restApiId = read.requiredText('RestApiId');
    const stageName = read.requiredText('StageName');
    await createStage(
      present({
        restApiId,
        stageName,
        deploymentId: read.requiredText('DeploymentId'),
        description: read.text('Description'),
        cacheClusterEnabled: read.flag('CacheClusterEnabled'),
        cacheClusterSize: read.text('CacheClusterSize') as '0.5' | undefined,
        canarySettings: readCanary(read.within('CanarySetting')),
        documentationVersion: read.text('DocumentationVersion'),
        tags: { ...readTags(read), ...tags(resource) },
        tracingEnabled: read.flag('TracingEnabled'),
        variables: read.textMap('Variables'),
      }),
      context,
    );
    await patchStage(
      restApiId,
      stageName,
      [
        ...accessLogPatches(read.within('AccessLogSetting')),
        ...methodSettingPatches(read.each('MethodSettings')),
        ...clientCertificatePatches(read),
      ],
      context,
    );
    record.stage(restApiId, stageName);
    return { physicalId: stageName, attributes: {} };
  },
};

/** The deployment is named in a stage's canary only. */
export function readCanary(read: PropertyReader | undefined): CanarySettings | undefined {
  return (
    read &&
    present({
      deploymentId: read.text('DeploymentId'),
      percentTraffic: read.number('PercentTraffic'),
      stageVariableOverrides: read.textMap('StageVariableOverrides'),
      useStageCache: read.flag('UseStageCache'),
    })
  );
}

export function clientCertificatePatches(read: PropertyReader): readonly PatchOperation[] {
  const id = read.text('ClientCertificateId');
  return id === undefined ? [] : [{ op: 'replace', path: '/clientCertificateId', value: id }];
}

export async function patchStage(
  restApiId: string,
  stageName: string,
  patchOperations: readonly PatchOperation[],
  context: OperationContext,
): Promise<void> {
  if (patchOperations.length === 0) return;
  await updateStage({ restApiId, stageName, patchOperations: [...patchOperations] }, context);
}
