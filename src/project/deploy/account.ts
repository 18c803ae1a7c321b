// AWS::ApiGateway::Account → UpdateAccount: the role API Gateway writes logs with, which Varco needs none of.
import { updateAccount } from '../../aws/apigateway/update-account.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = { CloudWatchRoleArn: honoured };

// AWS also refuses to turn on a stage's logging while the account has no such role (SPEC §1.4).

export const account: ResourceType = {
  properties,
  lenient: 'all',
  async create(resource, read, { context, names }) {
    const role = read.text('CloudWatchRoleArn');
    if (role !== undefined) {
      const patch = { op: 'replace', path: '/cloudwatchRoleArn', value: role } as const;
      await updateAccount({ patchOperations: [patch] }, context);
    }
    const id = names.make(resource.logicalId, 64);
    return { physicalId: id, attributes: { Id: id } };
  },
};
