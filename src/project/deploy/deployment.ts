// AWS::ApiGateway::Deployment → CreateDeployment, with the stage it may bring.
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { createDeployment } from '../../aws/apigateway/create-deployment.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, ignored, mapOf, type PropertyTable } from '../property-table.ts';
import {
  accessLogPatches,
  accessLogSetting,
  cacheCluster,
  methodSettingPatches,
  methodSettingProperties,
  methodSettings,
  stageWidePatches,
} from './method-settings.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';
import {
  canarySetting,
  clientCertificateId,
  clientCertificatePatches,
  patchStage,
  readCanary,
  tracingEnabled,
} from './stage.ts';

const properties: PropertyTable = {
  DeploymentCanarySettings: canarySetting,
  Description: honoured,
  RestApiId: honoured,
  StageDescription: mapOf({
    ...cacheCluster,
    ...methodSettingProperties,
    AccessLogSetting: accessLogSetting,
    CanarySetting: canarySetting,
    ClientCertificateId: clientCertificateId,
    Description: honoured,
    DocumentationVersion: honoured,
    MethodSettings: methodSettings,
    Tags: ignored('CreateDeployment takes no tags: they are kept nowhere'),
    TracingEnabled: tracingEnabled,
    Variables: honoured,
  }),
  StageName: honoured,
};

export const deployment: ResourceType = {
  properties,
  async create(_resource, read, { context, record }) {
    const restApiId = read.requiredText('RestApiId');
    const stageName = read.text('StageName');
    const stage = read.within('StageDescription');
    const created = await createDeployment(
      present({
        restApiId,
        description: read.text('Description'),
        stageName,
        stageDescription: stage?.text('Description'),
        cacheClusterEnabled: stage?.flag('CacheClusterEnabled'),
        cacheClusterSize: stage?.text('CacheClusterSize') as '0.5' | undefined,
        canarySettings: readCanary(read.within('DeploymentCanarySettings')),
        tracingEnabled: stage?.flag('TracingEnabled'),
        variables: stage?.textMap('Variables'),
      }),
      context,
    );
    if (stageName !== undefined) {
      if (stage !== undefined) {
        await patchStage(
          restApiId,
          stageName,
          [
            ...accessLogPatches(stage.within('AccessLogSetting')),
            ...stageWidePatches(stage),
            ...methodSettingPatches(stage.each('MethodSettings')),
            ...clientCertificatePatches(stage),
            ...documentationPatches(stage),
            ...canaryPatches(stage.within('CanarySetting')),
          ],
          context,
        );
      }
      record.stage(restApiId, stageName);
    }
    return { physicalId: created.id!, attributes: { DeploymentId: created.id! } };
  },
};

function documentationPatches(stage: PropertyReader): readonly PatchOperation[] {
  const version = stage.text('DocumentationVersion');
  return version === undefined ? [] : [{ op: 'replace', path: '/documentationVersion', value: version }];
}

/** A stage that comes with its deployment has its canary on that deployment too. */
function canaryPatches(read: PropertyReader | undefined): readonly PatchOperation[] {
  const canary = readCanary(read);
  if (canary === undefined) return [];
  const { percentTraffic, useStageCache, stageVariableOverrides = {} } = canary;
  const replace = (path: string, value: string | number | boolean | undefined): PatchOperation[] =>
    value === undefined ? [] : [{ op: 'replace', path: `/canarySettings/${path}`, value: String(value) }];
  return [
    ...replace('percentTraffic', percentTraffic),
    ...replace('useStageCache', useStageCache),
    ...Object.entries(stageVariableOverrides).flatMap(([name, value]) =>
      replace(`stageVariableOverrides/${name}`, value),
    ),
  ];
}
