// An API as its document and as the operations answer it.
import type { RestApi } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import { filled, present } from '../present.ts';
import { ipAddressTypeOf } from './endpoint-configuration.ts';
import { escapedPolicy } from './rest-api-policy.ts';

// AWS also answers `warnings`, `securityPolicy`, `endpointAccessMode`, `apiStatus` and `apiStatusMessage`.

/** Empty tags are left out; only UpdateRestApi answers with them (recorded). */
export function restApiShape(api: RestApiDocument): RestApi {
  return present({
    id: api.id,
    name: api.name,
    description: api.description,
    createdDate: new Date(api.createdAtMs),
    version: api.version,
    binaryMediaTypes: api.binaryMediaTypes.length === 0 ? undefined : [...api.binaryMediaTypes],
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: api.apiKeySource,
    endpointConfiguration: present({
      types: [api.endpointType],
      ipAddressType: ipAddressTypeOf(api),
      vpcEndpointIds: api.vpcEndpointIds === undefined ? undefined : [...api.vpcEndpointIds],
    }),
    policy: escapedPolicy(api.policy),
    tags: filled(api.tags),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
  });
}
