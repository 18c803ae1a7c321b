// AWS::ApiGateway::ApiKey → CreateApiKey. A value that the template does not give is the same at every start.
import { createApiKey } from '../../aws/apigateway/create-api-key.ts';
import { honoured, listOf, mapOf, noEffect, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

const properties: PropertyTable = {
  CustomerId: honoured,
  Description: honoured,
  Enabled: honoured,
  GenerateDistinctId: noEffect('ids are always distinct from values'),
  Name: honoured,
  StageKeys: listOf(mapOf({ RestApiId: honoured, StageName: honoured })),
  Tags: honoured,
  Value: honoured,
};

export const apiKey: ResourceType = {
  properties,
  async create(resource, read, { context, names, record, tags }) {
    const created = await createApiKey(
      present({
        name: read.text('Name') ?? names.make(resource.logicalId, 255),
        customerId: read.text('CustomerId'),
        description: read.text('Description'),
        enabled: read.flag('Enabled'),
        stageKeys: read
          .each('StageKeys')
          .map((key) => present({ restApiId: key.text('RestApiId'), stageName: key.text('StageName') })),
        value: read.text('Value'),
        tags: { ...readTags(read), ...tags(resource) },
      }),
      context,
    );
    const { id = '', value = '', enabled = false } = created;
    if (enabled) record.apiKey({ logicalId: resource.logicalId, id, value });
    return { physicalId: id, attributes: { APIKeyId: id } };
  },
};
