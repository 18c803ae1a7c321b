// DeleteBasePathMapping: a base path leads nowhere any more.
import type { DeleteBasePathMappingRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { whileChangingDomains, writeAccount } from './account-changes.ts';
import { findMapping, mappingKey } from './base-path-mapping.ts';

/** @throws AwsError NotFoundException */
export async function deleteBasePathMapping(
  input: DeleteBasePathMappingRequest,
  context: OperationContext,
): Promise<void> {
  refuseNotBuilt('DeleteBasePathMapping', { domainNameId: input.domainNameId });
  await whileChangingDomains(context, async () => {
    const { domainName, basePath } = await findMapping(context, input.domainName, input.basePath);
    const key = mappingKey(domainName, basePath);
    await writeAccount(context, [{ kind: 'base-path-mapping', key, value: null }]);
  });
}
