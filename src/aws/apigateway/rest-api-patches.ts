// What a patch may change of an API, path by path.
import type { RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { readCompressionSize } from './compression-size.ts';
import { assertPrivate, withEndpointType, withIpAddressType } from './endpoint-configuration.ts';
import { badRequest } from './errors.ts';
import { assertOperation, invalidPath, type Patch, patchBoolean } from './patch-operations.ts';
import { readApiPolicy } from './rest-api-policy.ts';

const replaceOnly = ['replace'];

/** @throws AwsError BadRequestException, NotImplemented */
export function patchRestApi(
  api: RestApiDocument,
  patch: Patch,
  identity: Pick<OperationContext, 'accountId' | 'region'>,
): RestApiDocument {
  const { segments, value } = patch;
  const [member] = segments;
  if (member === 'binaryMediaTypes' && segments.length === 2) return patchBinaryMediaTypes(api, patch);
  if (member === 'endpointConfiguration') return patchEndpoint(api, patch);
  if (segments.length !== 1) throw invalidPath(patch.path);
  switch (member) {
    case 'name':
      assertOperation(patch, replaceOnly);
      if (value === null || value === '') throw badRequest('Name cannot be empty');
      return { ...api, name: value };
    case 'description':
      assertOperation(patch, ['add', 'remove', 'replace']);
      return { ...api, description: patch.op === 'remove' || value === '' ? null : value };
    case 'minimumCompressionSize':
      assertOperation(patch, replaceOnly);
      return { ...api, minimumCompressionSize: readCompressionSize(value) };
    case 'apiKeySource':
      assertOperation(patch, replaceOnly);
      // AWS's words for another value are unknown.
      if (value !== 'HEADER' && value !== 'AUTHORIZER') {
        throw badRequest('Invalid API key source specified. Valid options are HEADER,AUTHORIZER');
      }
      return { ...api, apiKeySource: value };
    case 'disableExecuteApiEndpoint':
      assertOperation(patch, replaceOnly);
      return { ...api, disableExecuteApiEndpoint: patchBoolean(value) };
    case 'policy':
      assertOperation(patch, replaceOnly);
      return { ...api, policy: readApiPolicy(value, api.id, identity) };
    case 'securityPolicy':
    case 'endpointAccessMode':
      throw notBuilt(`the patch path /${member} of UpdateRestApi`);
    default:
      throw invalidPath(patch.path);
  }
}

/** The media type stands in the path; `value` counts only for a replacement, which goes to the end (recorded). */
function patchBinaryMediaTypes(api: RestApiDocument, { op, segments, value }: Patch): RestApiDocument {
  const mediaType = segments[1]!;
  const others = api.binaryMediaTypes.filter((other) => other !== mediaType);
  switch (op) {
    case 'add':
      return { ...api, binaryMediaTypes: [...others, mediaType] };
    case 'remove':
      return { ...api, binaryMediaTypes: others };
    case 'replace':
      return { ...api, binaryMediaTypes: [...others.filter((other) => other !== value), value ?? ''] };
    default:
      throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
  }
}

function patchEndpoint(api: RestApiDocument, patch: Patch): RestApiDocument {
  const [, member, ...rest] = patch.segments;
  if (member === 'ipAddressType' && rest.length === 0) {
    assertOperation(patch, replaceOnly);
    return withIpAddressType(api, patch.value);
  }
  if (member === 'types' && rest.length === 1) {
    // An API has one type. For `remove` too AWS answers with a list in which it stands (recorded).
    if (patch.op !== 'replace') {
      throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
    }
    return withEndpointType(api, patch.value);
  }
  if (member === 'vpcEndpointIds' && rest.length === 0) return patchVpcEndpoints(api, patch);
  throw invalidPath(patch.path);
}

function patchVpcEndpoints(api: RestApiDocument, patch: Patch): RestApiDocument {
  assertOperation(patch, ['add', 'remove']);
  if (patch.op === 'add') assertPrivate(api.endpointType);
  const others = (api.vpcEndpointIds ?? []).filter((id) => id !== patch.value);
  return { ...api, vpcEndpointIds: patch.op === 'add' ? [...others, patch.value ?? ''] : others };
}
