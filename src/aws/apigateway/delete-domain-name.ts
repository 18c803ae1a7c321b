// DeleteDomainName: a custom domain goes with its mappings.
import type { DeleteDomainNameRequest } from '@aws-sdk/client-api-gateway';
import type { BasePathMappingDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { whileChangingDomains, writeAccount } from './account-changes.ts';
import { mappingKey } from './base-path-mapping.ts';
import { findDomainName } from './domain-name.ts';

/** @throws AwsError NotFoundException */
export async function deleteDomainName(
  input: DeleteDomainNameRequest,
  context: OperationContext,
): Promise<void> {
  refuseNotBuilt('DeleteDomainName', { domainNameId: input.domainNameId });
  await whileChangingDomains(context, async () => {
    const { domainName } = await findDomainName(context, input.domainName);
    const mappings = await context.store.list<BasePathMappingDocument>(
      'base-path-mapping',
      mappingKey(domainName, ''),
    );
    await writeAccount(context, [
      { kind: 'domain-name', key: domainName, value: null },
      ...mappings.map(({ basePath }) => ({
        kind: 'base-path-mapping' as const,
        key: mappingKey(domainName, basePath),
        value: null,
      })),
    ]);
  });
}
