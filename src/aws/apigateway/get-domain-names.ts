// GetDomainNames: the account's custom domains, by name.
import type { DomainNames, GetDomainNamesRequest } from '@aws-sdk/client-api-gateway';
import type { DomainNameDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { domainNameShape } from './domain-name.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError BadRequestException */
export async function getDomainNames(
  input: GetDomainNamesRequest,
  context: OperationContext,
): Promise<DomainNames> {
  const domains = await context.store.list<DomainNameDocument>('domain-name');
  // Those shared by other accounts are never there.
  const own = input.resourceOwner === 'OTHER_ACCOUNTS' ? [] : domains;
  return pageOf(
    own,
    (domain) => domain.domainName,
    input,
    (domain) => domainNameShape(domain, context),
  );
}
