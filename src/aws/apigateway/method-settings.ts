// Method settings of a stage: the defaults, and what a patch on `/{resourcePath}/{httpMethod}/…` changes (SPEC §1.3).
import { accountThrottleBurst, accountThrottleRatePerSecond, cacheTtlSecondsMax } from '../../core/limits.ts';
import type { MethodSettingModel, StageDocument } from '../../gateway/model.ts';
import { badRequest } from './errors.ts';
import { type Patch, patchBoolean } from './patch-operations.ts';

const defaults: MethodSettingModel = {
  loggingLevel: null,
  dataTraceEnabled: false,
  metricsEnabled: false,
  throttlingRateLimit: accountThrottleRatePerSecond,
  throttlingBurstLimit: accountThrottleBurst,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const forAll = '*/*';

/** What the last two segments of a path set. */
const settings: Readonly<Record<string, (value: string | null) => Partial<MethodSettingModel>>> = {
  'metrics/enabled': (value) => ({ metricsEnabled: patchBoolean(value) }),
  'logging/dataTrace': (value) => ({ dataTraceEnabled: patchBoolean(value) }),
  'logging/loglevel': (value) => ({ loggingLevel: readLevel(value) }),
  'throttling/burstLimit': (value) => ({ throttlingBurstLimit: readNumber('burstLimit', value) }),
  'throttling/rateLimit': (value) => ({ throttlingRateLimit: readNumber('rateLimit', value) }),
  'caching/enabled': (value) => ({ cachingEnabled: patchBoolean(value) }),
  'caching/ttlInSeconds': (value) => ({ cacheTtlInSeconds: readTtl(value) }),
  'caching/dataEncrypted': (value) => ({ cacheDataEncrypted: patchBoolean(value) }),
  'caching/requireAuthorizationForCacheControl': (value) => ({
    requireAuthorizationForCacheControl: patchBoolean(value),
  }),
  'caching/unauthorizedCacheControlHeaderStrategy': (value) => ({
    unauthorizedCacheControlHeaderStrategy: value ?? defaults.unauthorizedCacheControlHeaderStrategy,
  }),
};

/**
 * The path's key, `{resourcePath}/{httpMethod}` as it was sent, and its change; null where the path is no setting's.
 * The resource path may hold slashes, escaped or not: Terraform sends them plain.
 */
export function patchMethodSetting(stage: StageDocument, { path, value }: Patch): StageDocument | null {
  const parts = path.slice(1).split('/');
  const read = settings[parts.slice(-2).join('/')];
  if (read === undefined || parts.length < 4) return null;
  const key = parts.slice(0, -2).join('/');
  // A new key starts from what holds for all methods (recorded: it takes over caching).
  const current = own(stage.methodSettings, key) ?? own(stage.methodSettings, forAll) ?? defaults;
  const methodSettings = { ...stage.methodSettings, [key]: { ...current, ...read(value) } };
  return { ...stage, methodSettings };
}

/** Every `remove` that no other path takes is one of a method setting, whatever it names (recorded). */
export function removeMethodSetting(stage: StageDocument, { path }: Patch): StageDocument {
  const key = path.slice(1);
  if (own(stage.methodSettings, key) === undefined) {
    throw badRequest(
      `Cannot remove method setting ${key} because there is no method setting for this method `,
    );
  }
  const { [key]: _gone, ...methodSettings } = stage.methodSettings;
  return { ...stage, methodSettings };
}

function own<V>(map: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

// AWS also answers `CloudWatch Logs role ARN must be set in account settings to enable logging` where the account has no
// such role; here logging needs none.

/** AWS's words for values it does not take are unknown, here and below. */
function readLevel(value: string | null): MethodSettingModel['loggingLevel'] {
  if (value === 'OFF' || value === 'ERROR' || value === 'INFO') return value;
  throw badRequest(`Invalid logging level: ${value}. Valid options are OFF, ERROR, INFO`);
}

/** Reported in public. */
function readTtl(value: string | null): number {
  const seconds = readNumber('ttlInSeconds', value);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= cacheTtlSecondsMax) return seconds;
  throw badRequest(`Invalid time-to-live setting, must be an integer no greater than ${cacheTtlSecondsMax}`);
}

function readNumber(name: string, value: string | null): number {
  const number = value === null || value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number) || number < -1) throw badRequest(`Invalid value for ${name}: ${value}`);
  return number;
}
