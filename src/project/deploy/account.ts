// AWS::ApiGateway::Account: the role API Gateway writes logs with, which Varco needs none of.
import { noEffect, type PropertyTable } from '../property-table.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  CloudWatchRoleArn: noEffect('Varco writes its logs itself, without a role'),
};

// AWS also refuses to turn on a stage's logging while the account has no such role (SPEC §1.4).

export const account: ResourceType = {
  properties,
  async create(resource, _read, { names }) {
    const id = names.make(resource.logicalId, 64);
    return { physicalId: id, attributes: { Id: id } };
  },
};
