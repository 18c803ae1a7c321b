// What a patch may change of a stage, path by path (SPEC §1.3, recorded in 2024 to 2026).
import type { StageDocument } from '../../gateway/model.ts';
import { withCacheCluster, withCacheSize } from './cache-cluster.ts';
import { patchCanary, promoteCanary } from './canary.ts';
import { badRequest } from './errors.ts';
import { patchMethodSetting, removeMethodSetting } from './method-settings.ts';
import { assertVariables, orNull } from './new-stage.ts';
import { assertOperation, type Patch, patchBoolean } from './patch-operations.ts';

/** Verbatim, the missing separators included (recorded). */
const paths =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]';

/**
 * The deployments, the certificate and the documentation that patches name are not looked up here: the caller does, for it
 * has the store.
 *
 * @throws AwsError BadRequestException
 */
export function patchStage(stage: StageDocument, patch: Patch): StageDocument {
  assertOperation(patch, ['add', 'remove', 'replace', 'copy']);
  if (patch.op === 'copy') return promoteCanary(stage, patch);
  const patched = patchMember(stage, patch) ?? patchSetting(stage, patch);
  if (patched === null) {
    throw badRequest(`Invalid method setting path: ${patch.path}. Must be one of: ${paths}`);
  }
  return patched;
}

/** Null where the path is not one of a member of the stage. */
function patchMember(stage: StageDocument, patch: Patch): StageDocument | null {
  const { op, segments, value } = patch;
  const [member] = segments;
  if (member === 'variables' && segments.length === 2) return patchVariable(stage, patch);
  if (member === 'accessLogSettings') return patchAccessLog(stage, patch);
  if (member === 'canarySettings') return patchCanary(stage, patch);
  if (segments.length !== 1) return null;
  switch (member) {
    case 'description':
      return { ...stage, description: op === 'remove' || value === '' ? null : value };
    case 'deploymentId':
      return op === 'remove' ? null : { ...stage, deploymentId: value ?? '' };
    case 'tracingEnabled':
      return { ...stage, tracingEnabled: op !== 'remove' && patchBoolean(value) };
    case 'cacheClusterEnabled':
      return withCacheCluster(stage, op !== 'remove' && patchBoolean(value));
    case 'cacheClusterSize':
      return op === 'remove' ? null : withCacheSize(stage, value);
    case 'clientCertificateId':
    case 'documentationVersion': {
      const { [member]: _old, ...others } = stage;
      return op === 'remove' || !value ? others : { ...others, [member]: value };
    }
    case 'variables':
      // Documented; a replacement of the whole is documented too, but not what its value is.
      return op === 'remove' ? { ...stage, variables: null } : null;
    default:
      return null;
  }
}

function patchSetting(stage: StageDocument, patch: Patch): StageDocument | null {
  return patch.op === 'remove' ? removeMethodSetting(stage, patch) : patchMethodSetting(stage, patch);
}

function patchVariable(stage: StageDocument, { op, segments, value }: Patch): StageDocument {
  const name = segments[1]!;
  const { [name]: _old, ...others } = stage.variables ?? {};
  const variables = op === 'remove' ? others : { ...stage.variables, [name]: value ?? '' };
  assertVariables(variables);
  return { ...stage, variables: orNull(variables) };
}

const accessLogMembers = ['destinationArn', 'format'] as const;

/** Only the whole can be removed; AWS takes the removal of a part for that of a method setting (recorded). */
function patchAccessLog(stage: StageDocument, patch: Patch): StageDocument {
  const { op, segments, value } = patch;
  if (op === 'remove') {
    return segments.length === 1 ? { ...stage, accessLogSettings: null } : removeMethodSetting(stage, patch);
  }
  const member = accessLogMembers.find((name) => name === segments[1]);
  if (member === undefined || segments.length !== 2) {
    throw badRequest(
      'Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]',
    );
  }
  if (value === null || value === '') throw badRequest('Access Log value must not be empty');
  assertAccessLog(member, value);
  const current = stage.accessLogSettings ?? { destinationArn: '', format: '' };
  return { ...stage, accessLogSettings: { ...current, [member]: value } };
}

/** Reported in public, not recorded (SPEC §1.4). */
function assertAccessLog(member: 'destinationArn' | 'format', value: string): void {
  if (member === 'format') {
    if (value.trimEnd().includes('\n')) {
      throw badRequest(
        'Access Log format must be single line, new line character is allowed only at end of the format',
      );
    }
    if (!/\$context\.(?:extendedR|r)equestId/.test(value)) {
      throw badRequest(
        'Access Log format must include either $context.requestId or $context.extendedRequestId',
      );
    }
    return;
  }
  const [arn, , service] = value.split(':');
  if (arn !== 'arn') throw badRequest('Invalid ARN specified in the request');
  if (service !== 'logs' && service !== 'firehose') {
    throw badRequest("Invalid ARN specified in the request. ARN vendor should be 'logs'");
  }
  const destination = value.split(':').slice(5).join(':');
  if (service === 'firehose' && !destination.startsWith('deliverystream/amazon-apigateway-')) {
    throw badRequest(
      "Kinesis Firehose delivery stream name must begin with the characters 'amazon-apigateway-'",
    );
  }
  if (service === 'logs' && !/^log-group:[a-zA-Z0-9_\-/.]+$/.test(destination)) {
    throw badRequest(
      `Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': '${destination}'`,
    );
  }
}
