// AWS::ApiGateway::DomainName → CreateDomainName: requests whose Host is the name reach the APIs mapped to it.
import { createDomainName } from '../../aws/apigateway/create-domain-name.ts';
import { honoured, ignored, mapOf, noEffect, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

export const noMutualTls = ignored(
  'OPEN: clients are asked for no certificate, since Varco speaks plain HTTP',
);
export const noTls = noEffect('it concerns TLS');

const properties: PropertyTable = {
  CertificateArn: honoured,
  DomainName: honoured,
  EndpointAccessMode: noTls,
  EndpointConfiguration: mapOf({ IpAddressType: honoured, Types: honoured }),
  MutualTlsAuthentication: noMutualTls,
  OwnershipVerificationCertificateArn: noTls,
  RegionalCertificateArn: honoured,
  RoutingMode: ignored('requests are told apart by base path mappings alone'),
  SecurityPolicy: noTls,
  Tags: honoured,
};

export const domainName: ResourceType = {
  properties,
  lenient: ['CertificateArn', 'RegionalCertificateArn'],
  async create(resource, read, { context, tags }) {
    const endpoint = read.within('EndpointConfiguration');
    // One that only AWS could resolve is made up: nothing is encrypted with it here.
    const certificate = (key: string): string | undefined =>
      read.text(key) ??
      (Object.hasOwn(resource.properties, key)
        ? `arn:aws:acm:${context.region}:${context.accountId}:certificate/unknown`
        : undefined);
    const created = await createDomainName(
      present({
        domainName: read.requiredText('DomainName'),
        certificateArn: certificate('CertificateArn'),
        regionalCertificateArn: certificate('RegionalCertificateArn'),
        endpointConfiguration:
          endpoint &&
          present({
            types: endpoint.texts('Types') as 'EDGE'[] | undefined,
            ipAddressType: endpoint.text('IpAddressType') as 'ipv4' | undefined,
          }),
        tags: { ...readTags(read), ...tags(resource) },
      }),
      context,
    );
    return {
      physicalId: created.domainName!,
      attributes: {
        DistributionDomainName: created.distributionDomainName ?? '',
        DistributionHostedZoneId: created.distributionHostedZoneId ?? '',
        DomainNameArn: created.domainNameArn ?? '',
        RegionalDomainName: created.regionalDomainName ?? '',
        RegionalHostedZoneId: created.regionalHostedZoneId ?? '',
      },
    };
  },
};
