// AWS::Serverless::LayerVersion → a layer version, under a logical id that follows from what it is.
import { layerVersionShared } from '../deploy/layer-version.ts';
import type { TemplateResource } from '../project.ts';
import { honoured, noEffect, type PropertyTable } from '../property-table.ts';
import { own } from '../template-value.ts';
import { digestOf, generatedResource } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';

export const serverlessLayerVersionProperties: PropertyTable = {
  ...layerVersionShared,
  ContentUri: honoured,
  PublishLambdaVersion: noEffect('it concerns what SAM makes of it on AWS'),
  RetentionPolicy: honoured,
};

/** AWS's digest is of the content's place in S3 as well; names in the template stand for it all the same. */
export function transformLayerVersion(resource: TemplateResource, scope: SamScope): TemplateResource {
  const { logicalId, properties, metadata } = resource;
  const { short } = digestOf(properties);
  const retention = own(properties, 'RetentionPolicy');
  const isDeleted = typeof retention === 'string' && retention.toLowerCase() === 'delete';
  const layer = generatedResource(resource, {
    logicalId: `${logicalId}${short}`,
    type: 'AWS::Lambda::LayerVersion',
    dependsOn: resource.dependsOn,
    metadata,
    properties: {
      CompatibleArchitectures: own(properties, 'CompatibleArchitectures'),
      CompatibleRuntimes: own(properties, 'CompatibleRuntimes'),
      Content: own(properties, 'ContentUri'),
      Description: own(properties, 'Description'),
      LayerName: own(properties, 'LayerName') ?? logicalId,
      LicenseInfo: own(properties, 'LicenseInfo'),
    },
  });
  scope.file.positions.inherit(layer.properties, properties);
  return {
    ...layer,
    declaration: isDeleted ? layer.declaration : { ...layer.declaration, DeletionPolicy: 'Retain' },
  };
}
