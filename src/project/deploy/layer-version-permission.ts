// AWS::Lambda::LayerVersionPermission → AddLayerVersionPermission.
import { addLayerVersionPermission } from '../../aws/lambda/add-layer-version-permission.ts';
import { honoured, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import type { ResourceType } from './resource-type.ts';

const properties: PropertyTable = {
  Action: honoured,
  LayerVersionArn: honoured,
  OrganizationId: honoured,
  Principal: honoured,
};

export const layerVersionPermission: ResourceType = {
  properties,
  async create(resource, read, { context, names }) {
    const versionArn = read.requiredText('LayerVersionArn');
    const [, layer, version] = /^(.*):(\d+)$/.exec(versionArn) ?? [];
    if (layer === undefined)
      throw read.complain('LayerVersionArn', `the ARN of a layer's version, but is "${versionArn}"`);
    const statementId = names.make(resource.logicalId, 100);
    await addLayerVersionPermission(
      present({
        LayerName: layer,
        VersionNumber: Number(version),
        StatementId: statementId,
        Action: read.requiredText('Action'),
        Principal: read.requiredText('Principal'),
        OrganizationId: read.text('OrganizationId'),
      }),
      context,
    );
    const id = `${versionArn}#${statementId}`;
    return { physicalId: id, attributes: { Id: id } };
  },
};
