// AWS::ApiGateway::UsagePlanKey → CreateUsagePlanKey.
import { createUsagePlanKey } from '../../aws/apigateway/create-usage-plan-key.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = { KeyId: honoured, KeyType: honoured, UsagePlanId: honoured };

export const usagePlanKey: ResourceType = {
  properties,
  async create(_resource, read, { context, record }) {
    const keyId = read.requiredText('KeyId');
    const usagePlanId = read.requiredText('UsagePlanId');
    await createUsagePlanKey({ keyId, keyType: read.requiredText('KeyType'), usagePlanId }, context);
    record.usagePlanKey(usagePlanId, keyId);
    const id = `${keyId}:${usagePlanId}`;
    return { physicalId: id, attributes: { Id: id } };
  },
};
