// AWS::ApiGateway::Model → CreateModel.
import { createModel } from '../../aws/apigateway/create-model.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  ContentType: honoured,
  Description: honoured,
  Name: honoured,
  RestApiId: honoured,
  Schema: honoured,
};

export const model: ResourceType = {
  properties,
  async create(resource, read, { context, names }) {
    // Of names that are made up only letters and digits can stay.
    const name = read.text('Name') ?? names.make(resource.logicalId, 64).replaceAll('-', '');
    const created = await createModel(
      present({
        restApiId: read.requiredText('RestApiId'),
        name,
        contentType: read.text('ContentType') ?? 'application/json',
        description: read.text('Description'),
        schema: read.document('Schema') ?? '{}',
      }),
      context,
    );
    return { physicalId: created.name!, attributes: {} };
  },
};
