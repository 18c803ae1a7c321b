// A stage with its method settings, as the operations answer it.
import type { MethodSetting, Stage } from '@aws-sdk/client-api-gateway';
import type { MethodSettingModel, StageDocument } from '../../gateway/model.ts';
import { filled, present } from '../present.ts';

// AWS also answers `canarySettings`, `clientCertificateId`, `documentationVersion`, `webAclArn` and the cache's size.

export function stageShape(stage: StageDocument): Stage {
  const { accessLogSettings, variables } = stage;
  return present({
    deploymentId: stage.deploymentId,
    stageName: stage.stageName,
    description: stage.description,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE' as const,
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
