// AWS::Logs::LogGroup → CreateLogGroup and PutRetentionPolicy; a group that is there already keeps its events.
import { createLogGroup } from '../../aws/logs/create-log-group.ts';
import { logGroupArn } from '../../aws/logs/log-groups.ts';
import { deleteRetentionPolicy } from '../../aws/logs/delete-retention-policy.ts';
import { putRetentionPolicy } from '../../aws/logs/put-retention-policy.ts';
import { tagLogGroup } from '../../aws/logs/tags.ts';
import { AwsError } from '../../core/errors.ts';
import { honoured, ignored, noEffect, offOr, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import { isRetained } from './retained.ts';
import type { ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

const properties: PropertyTable = {
  BearerTokenAuthenticationEnabled: noEffect('it concerns who may write from outside'),
  DataProtectionPolicy: ignored('nothing is masked in logs'),
  DeletionProtectionEnabled: offOr(ignored('the group can be deleted locally')),
  FieldIndexPolicies: noEffect('it makes queries faster'),
  KmsKeyId: noEffect('logs are not encrypted locally'),
  LogGroupClass: honoured,
  LogGroupName: honoured,
  ResourcePolicyDocument: noEffect('other services do not write logs here'),
  RetentionInDays: honoured,
  Tags: honoured,
};

export const logGroup: ResourceType = {
  properties,
  lenient: 'all',
  async create(resource, read, { context, names, tags, kept }) {
    const logGroupName = read.text('LogGroupName') ?? names.make(resource.logicalId, 512);
    const groupTags = { ...readTags(read), ...tags(resource) };
    const logGroupClass = read.text('LogGroupClass') as 'STANDARD' | undefined;
    try {
      await createLogGroup(present({ logGroupName, logGroupClass, tags: groupTags }), context);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
      await tagLogGroup({ logGroupName, tags: groupTags }, context);
      await deleteRetentionPolicy({ logGroupName }, context);
    }
    if (!isRetained(resource)) kept.logGroups.add(logGroupName);
    const retentionInDays = read.number('RetentionInDays');
    if (retentionInDays !== undefined) await putRetentionPolicy({ logGroupName, retentionInDays }, context);
    return { physicalId: logGroupName, attributes: { Arn: `${logGroupArn(context, logGroupName)}:*` } };
  },
};
