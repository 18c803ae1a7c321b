// What a patch may change of an integration, path by path (documented; AWS's refusals are worded as for methods).
import type { IntegrationModel, MethodModel } from '../../gateway/model.ts';
import { notBuilt } from '../not-built.ts';
import { badRequest } from './errors.ts';
import {
  assertContentTypes,
  assertCredentials,
  assertIntegrationUri,
  assertMappings,
  readConnection,
  readIntegrationTimeout,
  readPassthrough,
} from './integration-validation.ts';
import { contentTypeMissing, parameterMissing, patchEntry } from './map-patches.ts';
import {
  assertEntryOperation,
  assertOperation,
  invalidPath,
  type Patch,
  patchBoolean,
} from './patch-operations.ts';

/** @throws AwsError BadRequestException, NotFoundException, NotImplemented */
export function patchIntegration(
  method: MethodModel,
  integration: IntegrationModel,
  patch: Patch,
): IntegrationModel {
  const { segments } = patch;
  const [member] = segments;
  if (segments.length === 2) {
    switch (member) {
      case 'requestParameters':
        return patchParameter(method, integration, patch);
      case 'requestTemplates':
        return patchTemplate(integration, patch);
      case 'cacheKeyParameters':
        return patchCacheKey(integration, patch, segments[1]!);
      case 'tlsConfig':
        if (segments[1] !== 'insecureSkipVerification') break;
        assertOperation(patch, ['replace']);
        return { ...integration, insecureSkipVerification: patchBoolean(patch.value) };
      default:
    }
  }
  if (member === 'cacheKeyParameters' && segments.length === 1) {
    return patchCacheKey(integration, patch, patch.value ?? '');
  }
  if (segments.length !== 1) throw invalidPath(patch.path);
  return patchMember(integration, patch);
}

function patchMember(integration: IntegrationModel, patch: Patch): IntegrationModel {
  const value = patch.value || null;
  const replaced = (change: () => Partial<IntegrationModel>): IntegrationModel => {
    assertOperation(patch, ['replace']);
    return { ...integration, ...change() };
  };
  switch (patch.segments[0]) {
    case 'cacheNamespace':
      return replaced(() => ({ cacheNamespace: value ?? integration.cacheNamespace }));
    case 'connectionId':
      return replaced(() => ({ connection: readConnection('VPC_LINK', value ?? undefined)! }));
    case 'connectionType':
      assertOperation(patch, ['replace']);
      return withConnectionType(integration, value);
    case 'contentHandling':
      return replaced(() => ({ contentHandling: readContentHandling(value) }));
    case 'credentials':
      return replaced(() => {
        assertCredentials(value);
        return { credentials: value };
      });
    case 'httpMethod':
      return replaced(() => {
        refuseForMock(integration, patch);
        if (value === null) throw badRequest('Enumeration value for HttpMethod must be non-empty');
        return { httpMethod: value };
      });
    case 'passthroughBehavior':
      return replaced(() => ({ passthroughBehavior: readPassthrough(value) }));
    case 'timeoutInMillis':
      return replaced(() => ({ timeoutInMillis: readIntegrationTimeout(Number(value ?? Number.NaN)) }));
    case 'uri':
      return replaced(() => {
        refuseForMock(integration, patch);
        assertIntegrationUri(integration.type, value ?? undefined);
        return { uri: value };
      });
    case 'integrationTarget':
    case 'responseTransferMode':
      if (value === 'BUFFERED') return integration;
      throw notBuilt(`the patch path ${patch.path} of UpdateIntegration`);
    default:
      throw invalidPath(patch.path);
  }
}

function refuseForMock({ type }: IntegrationModel, { path }: Patch): void {
  if (type === 'MOCK') throw invalidPath(path);
}

function withConnectionType(integration: IntegrationModel, type: string | null): IntegrationModel {
  if (type === 'VPC_LINK') {
    return { ...integration, connection: integration.connection ?? { type, id: '' } };
  }
  // AWS's words are unknown.
  if (type !== 'INTERNET' && type !== null) {
    throw badRequest('Invalid connection type specified. Valid options are INTERNET,VPC_LINK');
  }
  const { connection: _gone, ...rest } = integration;
  return rest;
}

/** What holds only once all patches are made: `connectionType` may come before `connectionId`. */
export function assertIntegration({ connection }: IntegrationModel): void {
  if (connection !== undefined) readConnection(connection.type, connection.id);
}

/** AWS's words are unknown. */
export function readContentHandling(value: string | null): string | null {
  if (value === null || value === 'CONVERT_TO_BINARY' || value === 'CONVERT_TO_TEXT') return value;
  throw badRequest('Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT');
}

function patchParameter(method: MethodModel, integration: IntegrationModel, patch: Patch): IntegrationModel {
  const requestParameters = patchEntry(integration.requestParameters, patch, {
    read: (value) => value ?? '',
    missing: parameterMissing,
    replaceMakes: true,
  });
  assertMappings(requestParameters, method);
  return { ...integration, requestParameters };
}

function patchTemplate(integration: IntegrationModel, patch: Patch): IntegrationModel {
  const requestTemplates = patchEntry(integration.requestTemplates, patch, {
    read: (value) => value ?? '',
    missing: contentTypeMissing,
    replaceMakes: true,
  });
  assertContentTypes(requestTemplates);
  return { ...integration, requestTemplates };
}

/** The parameter stands in the path; a replacement's value takes its place. */
function patchCacheKey(integration: IntegrationModel, patch: Patch, key: string): IntegrationModel {
  assertEntryOperation(patch);
  const others = integration.cacheKeyParameters.filter((other) => other !== key);
  if (patch.op === 'remove') return { ...integration, cacheKeyParameters: others };
  const added = patch.op === 'replace' && patch.value ? patch.value : key;
  return { ...integration, cacheKeyParameters: [...others.filter((other) => other !== added), added] };
}
