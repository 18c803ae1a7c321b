// Settings of a stage that only UpdateStage takes: logging, throttling and metrics per method, and the access log.
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, listOf, mapOf, offOr, partly, type PropertyTable } from '../property-table.ts';

const notCached = 'it is kept, but responses are not cached';

/** Of one entry of MethodSettings, and of StageDescription, which has them for all methods. */
export const methodSettingProperties: PropertyTable = {
  CacheDataEncrypted: honoured,
  CacheTtlInSeconds: honoured,
  CachingEnabled: offOr(partly(notCached)),
  DataTraceEnabled: honoured,
  LoggingLevel: honoured,
  MetricsEnabled: honoured,
  ThrottlingBurstLimit: honoured,
  ThrottlingRateLimit: honoured,
};

export const methodSettings = listOf(
  mapOf({ ...methodSettingProperties, HttpMethod: honoured, ResourcePath: honoured }),
);

export const accessLogSetting = mapOf({ DestinationArn: honoured, Format: honoured });

export const cacheCluster: PropertyTable = {
  CacheClusterEnabled: offOr(partly(notCached)),
  CacheClusterSize: honoured,
};

/** Property → what UpdateStage calls it behind the method's key. */
const patchPaths = {
  CacheDataEncrypted: 'caching/dataEncrypted',
  CacheTtlInSeconds: 'caching/ttlInSeconds',
  CachingEnabled: 'caching/enabled',
  DataTraceEnabled: 'logging/dataTrace',
  LoggingLevel: 'logging/loglevel',
  MetricsEnabled: 'metrics/enabled',
  ThrottlingBurstLimit: 'throttling/burstLimit',
  ThrottlingRateLimit: 'throttling/rateLimit',
} as const;

/** The patches for a list of MethodSettings. */
export function methodSettingPatches(settings: readonly PropertyReader[]): readonly PatchOperation[] {
  return settings.flatMap((setting) =>
    settingPatches(
      `/${resourceKey(setting.text('ResourcePath') ?? '/*')}/${setting.text('HttpMethod') ?? '*'}`,
      setting,
    ),
  );
}

/** The patches for settings that hold for every method, as StageDescription has them. */
export function stageWidePatches(description: PropertyReader): readonly PatchOperation[] {
  return settingPatches('/*/*', description);
}

export function accessLogPatches(setting: PropertyReader | undefined): readonly PatchOperation[] {
  if (setting === undefined) return [];
  // A log group's own Arn attribute ends in `:*`, which API Gateway does not take and CloudFormation leaves out.
  const destination = setting.text('DestinationArn')?.replace(/:\*$/, '');
  return [
    ...(destination === undefined ? [] : [replace('/accessLogSettings/destinationArn', destination)]),
    ...(setting.text('Format') === undefined
      ? []
      : [replace('/accessLogSettings/format', setting.text('Format')!)]),
  ];
}

function settingPatches(key: string, setting: PropertyReader): readonly PatchOperation[] {
  return Object.entries(patchPaths).flatMap(([property, path]) => {
    const value = setting.text(property);
    return value === undefined ? [] : [replace(`${key}/${path}`, value)];
  });
}

function replace(path: string, value: string): PatchOperation {
  return { op: 'replace', path, value };
}

/** `/*` is every path; else slashes become ~1, the first one too, whether or not the template wrote them so already. */
function resourceKey(path: string): string {
  const plain = path.replaceAll('~1', '/').replace(/^\/+/, '');
  return plain === '*' ? '*' : `~1${plain.replaceAll('/', '~1')}`;
}
