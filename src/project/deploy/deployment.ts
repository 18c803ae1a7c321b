// AWS::ApiGateway::Deployment → CreateDeployment, with the stage it may bring.
import { createDeployment } from '../../aws/apigateway/create-deployment.ts';
import { honoured, ignored, mapOf, noEffect, type PropertyTable } from '../property-table.ts';
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
import { canarySetting, patchStage, tracingEnabled } from './stage.ts';

const properties: PropertyTable = {
  DeploymentCanarySettings: canarySetting,
  Description: honoured,
  RestApiId: honoured,
  StageDescription: mapOf({
    ...cacheCluster,
    ...methodSettingProperties,
    AccessLogSetting: accessLogSetting,
    CanarySetting: canarySetting,
    ClientCertificateId: ignored('Varco has no client certificates'),
    Description: honoured,
    DocumentationVersion: noEffect('it is documentation'),
    MethodSettings: methodSettings,
    Tags: noEffect('they are kept nowhere'),
    TracingEnabled: tracingEnabled,
    Variables: honoured,
  }),
  StageName: honoured,
};

export const deployment: ResourceType = {
  properties,
  async create(resource, read, { context, names, record }) {
    const restApiId = read.requiredText('RestApiId');
    if (record.isEmptyForWantOfDocument(restApiId)) {
      const id = names.make(resource.logicalId, 64);
      return { physicalId: id, attributes: { DeploymentId: id } };
    }
    const stageName = read.text('StageName');
    const stage = read.within('StageDescription');
    const created = await createDeployment(
      present({
        restApiId,
        description: read.text('Description'),
        stageName,
        stageDescription: stage?.text('Description'),
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
          ],
          context,
        );
      }
      record.stage(restApiId, stageName);
    }
    return { physicalId: created.id!, attributes: { DeploymentId: created.id! } };
  },
};
