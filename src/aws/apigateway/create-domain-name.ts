// CreateDomainName: a host name of one's own, for APIs to be mapped to.
import type { CreateDomainNameRequest, DomainName } from '@aws-sdk/client-api-gateway';
import type { DomainNameDocument } from '../../gateway/account-model.ts';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { whileChangingDomains, writeAccount } from './account-changes.ts';
import { textOrNull } from './api-key.ts';
import { assertCertificate, assertDomainName, domainNameShape } from './domain-name.ts';
import { endpointConstraints, readEndpoint } from './endpoint-configuration.ts';
import { badRequest } from './errors.ts';

/** @throws AwsError ValidationException, BadRequestException */
export async function createDomainName(
  input: CreateDomainNameRequest,
  context: OperationContext,
): Promise<DomainName> {
  assertConstraints(
    required('createDomainNameInput.domainName', input.domainName),
    ...endpointConstraints('createDomainNameInput.endpointConfiguration', input.endpointConfiguration),
    oneOf('createDomainNameInput.securityPolicy', input.securityPolicy, ['TLS_1_0', 'TLS_1_2']),
  );
  refuseNotBuilt('CreateDomainName', {
    certificateBody: input.certificateBody,
    endpointAccessMode: input.endpointAccessMode,
    mutualTlsAuthentication: input.mutualTlsAuthentication,
    ownershipVerificationCertificateArn: input.ownershipVerificationCertificateArn,
    policy: input.policy,
    routingMode: input.routingMode !== 'BASE_PATH_MAPPING_ONLY' && input.routingMode,
    'the endpoint type PRIVATE': input.endpointConfiguration?.types?.includes('PRIVATE'),
  });
  const domainName = input.domainName ?? '';
  assertDomainName(domainName);
  const { endpointType, ipAddressType } = readEndpoint(input.endpointConfiguration);
  const nowMs = context.clock.nowMs();
  const domain: DomainNameDocument = {
    domainName,
    endpointType,
    ipAddressType: ipAddressType ?? 'ipv4',
    certificateName: textOrNull(input.certificateName),
    certificateArn: textOrNull(input.certificateArn),
    regionalCertificateName: textOrNull(input.regionalCertificateName),
    regionalCertificateArn: textOrNull(input.regionalCertificateArn),
    securityPolicy: input.securityPolicy ?? 'TLS_1_2',
    createdAtMs: nowMs,
    certificateUploadedAtMs: endpointType === 'EDGE' ? nowMs : null,
    tags: { ...input.tags },
  };
  assertCertificate(domain);
  return whileChangingDomains(context, async () => {
    if ((await context.store.get('domain-name', domainName)) !== null) {
      throw badRequest('The domain name you provided already exists.');
    }
    await writeAccount(context, [{ kind: 'domain-name', key: domainName, value: domain }]);
    return domainNameShape(domain, context);
  });
}
