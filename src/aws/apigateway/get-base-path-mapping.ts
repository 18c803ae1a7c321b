// GetBasePathMapping: one mapping of a custom domain.
import type { BasePathMapping, GetBasePathMappingRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { findMapping, mappingShape } from './base-path-mapping.ts';

/** @throws AwsError NotFoundException */
export async function getBasePathMapping(
  input: GetBasePathMappingRequest,
  context: OperationContext,
): Promise<BasePathMapping> {
  refuseNotBuilt('GetBasePathMapping', { domainNameId: input.domainNameId });
  return mappingShape(await findMapping(context, input.domainName, input.basePath));
}
