// AWS::ApiGateway::UsagePlan → CreateUsagePlan.
import type { ApiStage, ThrottleSettings } from '@aws-sdk/client-api-gateway';
import { createUsagePlan } from '../../aws/apigateway/create-usage-plan.ts';
import type { PropertyReader } from '../property-reader.ts';
import { honoured, listOf, mapOf, namedOf, type PropertyTable } from '../property-table.ts';
import { isMap } from '../template-value.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

const throttle = mapOf({ BurstLimit: honoured, RateLimit: honoured });
const quota = mapOf({ Limit: honoured, Offset: honoured, Period: honoured });

/** What SAM's UsagePlan hands through under the same names. */
export const usagePlanShared: PropertyTable = {
  Description: honoured,
  Quota: quota,
  Tags: honoured,
  Throttle: throttle,
  UsagePlanName: honoured,
};

const properties: PropertyTable = {
  ...usagePlanShared,
  ApiStages: listOf(mapOf({ ApiId: honoured, Stage: honoured, Throttle: namedOf(throttle) })),
};

export const usagePlan: ResourceType = {
  properties,
  async create(resource, read, { context, names, record, tags }) {
    const limits = read.within('Quota');
    const created = await createUsagePlan(
      present({
        name: read.text('UsagePlanName') ?? names.make(resource.logicalId, 255),
        description: read.text('Description'),
        apiStages: read.each('ApiStages').map(readApiStage),
        throttle: readThrottle(read.within('Throttle')),
        quota:
          limits &&
          present({
            limit: limits.number('Limit'),
            offset: limits.number('Offset'),
            period: limits.text('Period') as 'DAY' | undefined,
          }),
        tags: { ...readTags(read), ...tags(resource) },
      }),
      context,
    );
    const id = created.id!;
    record.usagePlan(id, created.apiStages?.map(({ apiId = '' }) => apiId) ?? []);
    return { physicalId: id, attributes: { Id: id } };
  },
};

function readApiStage(read: PropertyReader): ApiStage {
  const methods = read.within('Throttle');
  const written = read.value('Throttle');
  return present({
    apiId: read.text('ApiId'),
    stage: read.text('Stage'),
    throttle:
      methods && isMap(written)
        ? Object.fromEntries(
            Object.keys(written).map((key) => [key, readThrottle(methods.within(key)) ?? {}]),
          )
        : undefined,
  });
}

function readThrottle(read: PropertyReader | undefined): ThrottleSettings | undefined {
  return read && present({ burstLimit: read.number('BurstLimit'), rateLimit: read.number('RateLimit') });
}
