// UpdateDomainName: patches on a custom domain, all or none.
import type { DomainName, UpdateDomainNameRequest } from '@aws-sdk/client-api-gateway';
import type { DomainNameDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt, refuseNotBuilt } from '../not-built.ts';
import { whileChangingDomains, writeAccount } from './account-changes.ts';
import { textOrNull } from './api-key.ts';
import { assertCertificate, domainNameShape, findDomainName } from './domain-name.ts';
import { badRequest } from './errors.ts';
import { assertOperation, invalidPath, type Patch, readPatches } from './patch-operations.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException, NotImplemented */
export async function updateDomainName(
  input: UpdateDomainNameRequest,
  context: OperationContext,
): Promise<DomainName> {
  refuseNotBuilt('UpdateDomainName', { domainNameId: input.domainNameId });
  const patches = readPatches('updateDomainNameInput', input.patchOperations);
  return whileChangingDomains(context, async () => {
    const before = await findDomainName(context, input.domainName);
    const domain = assertCertificate(patches.reduce(patchDomainName, before));
    await writeAccount(context, [{ kind: 'domain-name', key: domain.domainName, value: domain }]);
    return domainNameShape(domain, context);
  });
}

function patchDomainName(domain: DomainNameDocument, patch: Patch): DomainNameDocument {
  const { segments, value } = patch;
  const [member, part] = segments;
  switch (member) {
    case 'certificateName':
    case 'certificateArn':
    case 'regionalCertificateName':
    case 'regionalCertificateArn':
      assertOperation(patch, ['add', 'remove', 'replace']);
      return { ...domain, [member]: patch.op === 'remove' ? null : textOrNull(value) };
    case 'securityPolicy':
      assertOperation(patch, ['replace']);
      if (value !== 'TLS_1_0' && value !== 'TLS_1_2') throw badRequest('Invalid security policy specified');
      return { ...domain, securityPolicy: value };
    case 'endpointConfiguration':
      if (part === 'types') return patchType(domain, patch);
      if (part !== 'ipAddressType') throw invalidPath(patch.path);
      if (value !== 'ipv4' && value !== 'dualstack')
        throw badRequest('ipAddressType must be either ipv4 or dualstack.');
      return { ...domain, ipAddressType: value };
    case 'mutualTlsAuthentication':
    case 'ownershipVerificationCertificateArn':
    case 'policy':
    case 'managementPolicy':
    case 'routingMode':
      throw notBuilt(`the patch path ${patch.path} of UpdateDomainName`);
    default:
      throw invalidPath(patch.path);
  }
}

// AWS also lets a domain have both types while it moves from one to the other; here the new one replaces the old.
function patchType(domain: DomainNameDocument, patch: Patch): DomainNameDocument {
  const type = patch.op === 'replace' ? patch.value : (patch.value ?? patch.segments[2]);
  if (patch.op === 'remove') return domain;
  if (type !== 'EDGE' && type !== 'REGIONAL') {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  return { ...domain, endpointType: type };
}
