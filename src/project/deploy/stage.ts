// AWS::ApiGateway::Stage → CreateStage, and UpdateStage for what only that takes.
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../../aws/context.ts';
import { createStage } from '../../aws/apigateway/create-stage.ts';
import { updateStage } from '../../aws/apigateway/update-stage.ts';
import { honoured, ignored, noEffect, offOr, partly, type PropertyTable } from '../property-table.ts';
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
export const canarySetting = ignored(
  'canary releases are not built: the stage serves its own deployment to everyone',
);

const properties: PropertyTable = {
  ...cacheCluster,
  AccessLogSetting: accessLogSetting,
  CanarySetting: canarySetting,
  ClientCertificateId: ignored('Varco has no client certificates'),
  DeploymentId: honoured,
  Description: honoured,
  DocumentationVersion: noEffect('it is documentation'),
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
    if (record.isEmptyForWantOfDocument(restApiId)) return { physicalId: stageName, attributes: {} };
    await createStage(
      present({
        restApiId,
        stageName,
        deploymentId: read.requiredText('DeploymentId'),
        description: read.text('Description'),
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
      ],
      context,
    );
    record.stage(restApiId, stageName);
    return { physicalId: stageName, attributes: {} };
  },
};

export async function patchStage(
  restApiId: string,
  stageName: string,
  patchOperations: readonly PatchOperation[],
  context: OperationContext,
): Promise<void> {
  if (patchOperations.length === 0) return;
  await updateStage({ restApiId, stageName, patchOperations: [...patchOperations] }, context);
}
