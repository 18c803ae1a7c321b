// A stage with its method settings, as the operations answer it.
import type { MethodSetting, Stage } from '@aws-sdk/client-api-gateway';
import type { MethodSettingModel, StageDocument } from '../../gateway/model.ts';
import { filled, present } from '../present.ts';
import { canaryShape } from './canary.ts';

// AWS also answers `webAclArn`, and while a cache is made or changed the state it is in.

export function stageShape(stage: StageDocument): Stage {
  const { accessLogSettings, cacheClusterSize, canary, variables } = stage;
  return present({
    deploymentId: stage.deploymentId,
    stageName: stage.stageName,
    description: stage.description,
    clientCertificateId: stage.clientCertificateId,
    cacheClusterEnabled: cacheClusterSize !== undefined,
    cacheClusterSize: cacheClusterSize as Stage['cacheClusterSize'],
    cacheClusterStatus: cacheClusterSize === undefined ? ('NOT_AVAILABLE' as const) : ('AVAILABLE' as const),
    methodSettings: Object.fromEntries(
      Object.entries(stage.methodSettings).map(([key, setting]) => [key, methodSettingShape(setting)]),
    ),
    variables: variables === null ? undefined : { ...variables },
    accessLogSettings:
      accessLogSettings === null
        ? undefined
        : present({
            destinationArn: accessLogSettings.destinationArn || undefined,
            format: accessLogSettings.format || undefined,
          }),
    documentationVersion: stage.documentationVersion,
    canarySettings: canary && canaryShape(canary),
    tracingEnabled: stage.tracingEnabled,
    tags: filled(stage.tags),
    createdDate: new Date(stage.createdAtMs),
    lastUpdatedDate: new Date(stage.lastUpdatedAtMs),
  });
}

function methodSettingShape(setting: MethodSettingModel): MethodSetting {
  return present({
    ...setting,
    unauthorizedCacheControlHeaderStrategy:
      setting.unauthorizedCacheControlHeaderStrategy as MethodSetting['unauthorizedCacheControlHeaderStrategy'],
  });
}
