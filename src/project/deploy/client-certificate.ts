// AWS::ApiGateway::ClientCertificate → GenerateClientCertificate.
import { generateClientCertificate } from '../../aws/apigateway/generate-client-certificate.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

const properties: PropertyTable = { Description: honoured, Tags: honoured };

export const clientCertificate: ResourceType = {
  properties,
  async create(resource, read, { context, tags }) {
    const created = await generateClientCertificate(
      present({
        description: read.text('Description'),
        tags: { ...readTags(read), ...tags(resource) },
      }),
      context,
    );
    const id = created.clientCertificateId!;
    return { physicalId: id, attributes: { ClientCertificateId: id } };
  },
};
