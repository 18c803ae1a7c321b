// An API's endpoint: one type, and the IP versions it answers on (recorded in July 2025).
import type { EndpointConfiguration } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import { type ConstraintCheck, eachOneOf, oneOf } from '../constraints.ts';
import { badRequest } from './errors.ts';

export type EndpointType = RestApiDocument['endpointType'];
export type IpAddressType = NonNullable<RestApiDocument['ipAddressType']>;

/** In the order in which AWS prints them. */
const endpointTypes = ['PRIVATE', 'EDGE', 'REGIONAL'] as const;
const ipAddressTypes = ['ipv4', 'dualstack'] as const;

export function endpointConstraints(
  path: string,
  configuration: EndpointConfiguration | undefined,
): readonly ConstraintCheck[] {
  return [
    eachOneOf(`${path}.types`, configuration?.types, endpointTypes),
    oneOf(`${path}.ipAddressType`, configuration?.ipAddressType, ipAddressTypes),
  ];
}

/** What a new API keeps. The enumerations have been checked. */
export function readEndpoint(
  configuration: EndpointConfiguration | undefined,
): Pick<RestApiDocument, 'endpointType' | 'ipAddressType' | 'vpcEndpointIds'> {
  const types = configuration?.types;
  if (types?.length === 0) {
    throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  }
  if (types !== undefined && types.length > 1) {
    throw badRequest('Cannot create an api with multiple Endpoint Types.');
  }
  const endpointType = types?.[0] ?? 'EDGE';
  const ipAddressType = configuration?.ipAddressType ?? defaultIpAddressType(endpointType);
  assertIpAddressType(endpointType, ipAddressType);
  const vpcEndpointIds = configuration?.vpcEndpointIds;
  if (vpcEndpointIds !== undefined && vpcEndpointIds.length > 0) assertPrivate(endpointType);
  return {
    endpointType,
    ipAddressType,
    ...(vpcEndpointIds === undefined ? {} : { vpcEndpointIds: [...vpcEndpointIds] }),
  };
}

/** The new type takes its own IP versions with it: a private API speaks both. */
export function withEndpointType(api: RestApiDocument, type: string | null): RestApiDocument {
  const endpointType = endpointTypes.find((known) => known === type);
  if (endpointType === undefined) {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  const ipAddressType = endpointType === 'PRIVATE' ? 'dualstack' : ipAddressTypeOf(api);
  return { ...api, endpointType, ipAddressType };
}

export function withIpAddressType(api: RestApiDocument, type: string | null): RestApiDocument {
  const ipAddressType = ipAddressTypes.find((known) => known === type);
  if (ipAddressType === undefined) throw badRequest('ipAddressType must be either ipv4 or dualstack.');
  assertIpAddressType(api.endpointType, ipAddressType);
  return { ...api, ipAddressType };
}

export function ipAddressTypeOf(api: RestApiDocument): IpAddressType {
  return api.ipAddressType ?? defaultIpAddressType(api.endpointType);
}

/** Reported in public. */
export function assertPrivate(type: EndpointType): void {
  if (type !== 'PRIVATE') throw badRequest('VPCEndpoints can only be specified with PRIVATE apis.');
}

function defaultIpAddressType(type: EndpointType): IpAddressType {
  return type === 'PRIVATE' ? 'dualstack' : 'ipv4';
}

function assertIpAddressType(type: EndpointType, ipAddressType: IpAddressType): void {
  if (type === 'PRIVATE' && ipAddressType !== 'dualstack') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  }
}
