// AWS::S3::Bucket → CreateBucket; a bucket that is there already keeps its objects.
import { createBucket } from '../../aws/s3/buckets.ts';
import { putBucketTagging } from '../../aws/s3/tagging.ts';
import { AwsError } from '../../core/errors.ts';
import { honoured, ignored, noEffect, type PropertyTable } from '../property-table.ts';
import { isRetained } from './retained.ts';
import type { ResourceType } from './resource-type.ts';
import { readTagList } from './tags.ts';

const notPublic = noEffect('access is not checked locally');
const operations = noEffect('it concerns how AWS runs the bucket');

const properties: PropertyTable = {
  AbacStatus: notPublic,
  AccelerateConfiguration: operations,
  AccessControl: notPublic,
  AnalyticsConfigurations: operations,
  BucketEncryption: noEffect('objects are not encrypted locally'),
  BucketName: honoured,
  BucketNamePrefix: ignored('the name is made up'),
  BucketNamespace: ignored('the name is made up'),
  CorsConfiguration: ignored('browsers are answered without it'),
  IntelligentTieringConfigurations: operations,
  InventoryConfigurations: operations,
  LifecycleConfiguration: ignored('objects do not expire'),
  LoggingConfiguration: ignored('access to buckets is not logged'),
  MetadataConfiguration: operations,
  MetadataTableConfiguration: operations,
  MetricsConfigurations: operations,
  NotificationConfiguration: ignored('Varco sends functions no events of other services'),
  ObjectLockConfiguration: ignored('objects can be deleted'),
  ObjectLockEnabled: ignored('objects can be deleted'),
  OwnershipControls: notPublic,
  PublicAccessBlockConfiguration: notPublic,
  ReplicationConfiguration: ignored('objects are not replicated'),
  Tags: honoured,
  VersioningConfiguration: ignored('objects have one version'),
  WebsiteConfiguration: ignored('buckets serve no websites'),
};

export const bucket: ResourceType = {
  properties,
  lenient: 'all',
  async create(resource, read, { context, names, tags, kept }) {
    // The stack's name is Varco's choice, and may bring capital letters into a name that AWS would take.
    const name = (read.text('BucketName') ?? names.make(resource.logicalId, 63)).toLowerCase();
    try {
      const { region } = context;
      const configuration =
        region === 'us-east-1'
          ? {}
          : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
      await createBucket({ Bucket: name, ...configuration }, context);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'BucketAlreadyOwnedByYou') throw error;
    }
    const stackTags = Object.entries(tags(resource)).map(([Key, Value]) => ({ Key, Value }));
    const TagSet = [...readTagList(read), ...stackTags];
    await putBucketTagging({ Bucket: name, Tagging: { TagSet } }, context);
    if (!isRetained(resource)) kept.buckets.add(name);
    const domain = `${name}.s3.amazonaws.com`;
    return {
      physicalId: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: domain,
        DualStackDomainName: `${name}.s3.dualstack.${context.region}.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${context.region}.amazonaws.com`,
        WebsiteURL: `http://${name}.s3-website-${context.region}.amazonaws.com`,
      },
    };
  },
};
