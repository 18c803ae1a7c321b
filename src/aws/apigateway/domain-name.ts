// A custom domain: its document, and how the operations answer it.
import type { DomainName } from '@aws-sdk/client-api-gateway';
import { createHash } from 'node:crypto';
import type { DomainNameDocument } from '../../gateway/account-model.ts';
import type { OperationContext } from '../context.ts';
import { filled, present } from '../present.ts';
import { badRequest, notFound } from './errors.ts';

/** @throws AwsError NotFoundException */
export async function findDomainName(
  context: OperationContext,
  domainName: string | undefined,
): Promise<DomainNameDocument> {
  const domain = await context.store.get<DomainNameDocument>('domain-name', domainName ?? '');
  if (domain === null) throw notFound('Invalid domain name identifier specified');
  return domain;
}

/** CloudFront's own zone. */
const edgeHostedZoneId = 'Z2FDTNDATAQYW2';
/** Published by AWS, for some regions; of the others Varco answers the first. */
const regionalHostedZoneIds: Readonly<Record<string, string>> = {
  'us-east-1': 'Z1UJRXOUMOOFQ8',
  'us-east-2': 'ZOJJZC49E0EPZ',
  'us-west-1': 'Z2MUQ32089INYE',
  'us-west-2': 'Z2OJLYMUO9EFXC',
  'eu-central-1': 'Z1U9ULNL0V5AJ3',
  'eu-west-1': 'ZLY8HYME6SFDD',
  'eu-west-2': 'ZJ5UAJN8Y3Z2Q',
  'eu-west-3': 'Z3KY65QIEKYHQQ',
  'eu-north-1': 'Z3UWIKFBOOGXPP',
  'eu-south-1': 'Z3BT4WSQ9TDYZV',
  'ap-northeast-1': 'Z1YSHQZHG15GKL',
  'ap-southeast-1': 'ZL327KTPIQFUL',
  'ap-southeast-2': 'Z2RPCDW04V8134',
  'ap-south-1': 'Z3VO1THU9YC4UR',
};

export function domainNameShape(domain: DomainNameDocument, context: OperationContext): DomainName {
  const regional = domain.endpointType !== 'EDGE';
  // AWS draws these names; here they follow from the domain, so that they stay the same.
  const label = createHash('sha256').update(domain.domainName).digest('hex');
  return present({
    domainName: domain.domainName,
    domainNameArn: `arn:aws:apigateway:${context.region}::/domainnames/${domain.domainName}`,
    certificateName: domain.certificateName,
    certificateArn: domain.certificateArn,
    certificateUploadDate:
      domain.certificateUploadedAtMs === null ? undefined : new Date(domain.certificateUploadedAtMs),
    regionalDomainName: regional
      ? `d-${label.slice(0, 10)}.execute-api.${context.region}.amazonaws.com`
      : undefined,
    regionalHostedZoneId: regional
      ? (regionalHostedZoneIds[context.region] ?? regionalHostedZoneIds['us-east-1'])
      : undefined,
    regionalCertificateName: domain.regionalCertificateName,
    regionalCertificateArn: domain.regionalCertificateArn,
    distributionDomainName: regional ? undefined : `d${label.slice(0, 13)}.cloudfront.net`,
    distributionHostedZoneId: regional ? undefined : edgeHostedZoneId,
    endpointConfiguration: { types: [domain.endpointType], ipAddressType: domain.ipAddressType },
    domainNameStatus: 'AVAILABLE' as const,
    securityPolicy: domain.securityPolicy as DomainName['securityPolicy'],
    routingMode: 'BASE_PATH_MAPPING_ONLY' as const,
    tags: filled(domain.tags),
  });
}

/** Wildcards stand for one label: `*.example.com`. AWS's words for what is no name are unknown. */
export function assertDomainName(domainName: string): void {
  if (domainName === '') throw badRequest('No Domain Name specified');
  if (!/^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(domainName)) {
    throw badRequest('Invalid domain name specified');
  }
}

/** An endpoint's own certificate must be there. AWS's words are unknown. */
export function assertCertificate(domain: DomainNameDocument): DomainNameDocument {
  const [arn, name, prefix] =
    domain.endpointType === 'EDGE'
      ? [domain.certificateArn, domain.certificateName, 'certificate']
      : [domain.regionalCertificateArn, domain.regionalCertificateName, 'regionalCertificate'];
  if (arn === null && name === null) {
    throw badRequest(
      `A ${domain.endpointType} domain name needs a certificate: specify ${prefix}Arn or ${prefix}Name`,
    );
  }
  return domain;
}
