// AWS::ApiGateway::DocumentationPart and DocumentationVersion → CreateDocumentationPart and CreateDocumentationVersion.
import { createDocumentationPart } from '../../aws/apigateway/create-documentation-part.ts';
import { createDocumentationVersion } from '../../aws/apigateway/create-documentation-version.ts';
import { honoured, mapOf } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

export const documentationPart: ResourceType = {
  properties: {
    Location: mapOf({
      Method: honoured,
      Name: honoured,
      Path: honoured,
      StatusCode: honoured,
      Type: honoured,
    }),
    Properties: honoured,
    RestApiId: honoured,
  },
  async create(_resource, read, { context }) {
    const location = read.within('Location');
    const created = await createDocumentationPart(
      present({
        restApiId: read.requiredText('RestApiId'),
        location:
          location &&
          present({
            type: location.requiredText('Type') as 'API',
            path: location.text('Path'),
            method: location.text('Method'),
            statusCode: location.text('StatusCode'),
            name: location.text('Name'),
          }),
        properties: read.document('Properties') ?? '{}',
      }),
      context,
    );
    return { physicalId: created.id!, attributes: { DocumentationPartId: created.id! } };
  },
};

export const documentationVersion: ResourceType = {
  properties: { Description: honoured, DocumentationVersion: honoured, RestApiId: honoured },
  async create(_resource, read, { context }) {
    const version = read.requiredText('DocumentationVersion');
    await createDocumentationVersion(
      present({
        restApiId: read.requiredText('RestApiId'),
        documentationVersion: version,
        description: read.text('Description'),
      }),
      context,
    );
    return { physicalId: version, attributes: {} };
  },
};
