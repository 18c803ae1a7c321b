// AWS::ApiGateway::BasePathMapping → CreateBasePathMapping.
import { createBasePathMapping } from '../../aws/apigateway/create-base-path-mapping.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  BasePath: honoured,
  DomainName: honoured,
  RestApiId: honoured,
  Stage: honoured,
};

export const basePathMapping: ResourceType = {
  properties,
  async create(resource, read, { context, names }) {
    await createBasePathMapping(
      present({
        domainName: read.requiredText('DomainName'),
        basePath: read.text('BasePath'),
        restApiId: read.requiredText('RestApiId'),
        stage: read.text('Stage'),
      }),
      context,
    );
    return { physicalId: names.make(resource.logicalId, 64), attributes: {} };
  },
};
