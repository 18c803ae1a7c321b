// GetBasePathMappings: the mappings of a custom domain, by base path.
import type { BasePathMappings, GetBasePathMappingsRequest } from '@aws-sdk/client-api-gateway';
import type { BasePathMappingDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { mappingKey, mappingShape } from './base-path-mapping.ts';
import { findDomainName } from './domain-name.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getBasePathMappings(
  input: GetBasePathMappingsRequest,
  context: OperationContext,
): Promise<BasePathMappings> {
  refuseNotBuilt('GetBasePathMappings', { domainNameId: input.domainNameId });
  const { domainName } = await findDomainName(context, input.domainName);
  const mappings = await context.store.list<BasePathMappingDocument>(
    'base-path-mapping',
    mappingKey(domainName, ''),
  );
  return pageOf(mappings, (mapping) => `/${mapping.basePath}`, input, mappingShape);
}
