// GetDomainName: one custom domain.
import type { DomainName, GetDomainNameRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { domainNameShape, findDomainName } from './domain-name.ts';

/** @throws AwsError NotFoundException */
export async function getDomainName(
  input: GetDomainNameRequest,
  context: OperationContext,
): Promise<DomainName> {
  refuseNotBuilt('GetDomainName', { domainNameId: input.domainNameId });
  return domainNameShape(await findDomainName(context, input.domainName), context);
}
