// AWS::ApiGateway::Resource → CreateResource.
import { createResource } from '../../aws/apigateway/create-resource.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = { ParentId: honoured, PathPart: honoured, RestApiId: honoured };

export const apiResource: ResourceType = {
  properties,
  async create(_resource, read, { context }) {
    const restApiId = read.requiredText('RestApiId');
    const created = await createResource(
      { restApiId, parentId: read.requiredText('ParentId'), pathPart: read.requiredText('PathPart') },
      context,
    );
    return { physicalId: created.id!, attributes: { ResourceId: created.id! } };
  },
};
