// AWS::Lambda::LayerVersion → PublishLayerVersion; a version that holds the same already is taken instead.
import {
  type LayerVersionDocument,
  layerArn,
  listLayerVersionDocuments,
} from '../../aws/lambda/layer-version.ts';
import { publishLayerVersion } from '../../aws/lambda/publish-layer-version.ts';
import { removeLayerVersionPermission } from '../../aws/lambda/remove-layer-version-permission.ts';
import type { OperationContext } from '../../aws/context.ts';
import { findFunctionCode } from '../code/function-code.ts';
import { packageCode } from '../code/package-code.ts';
import { rememberCode } from '../code/remember-code.ts';
import { honoured, mapOf, noEffect, type PropertyTable } from '../property-table.ts';
import { present } from './present.ts';
import { isRetained } from './retained.ts';
import type { ResourceType } from './resource-type.ts';

/** What SAM's layers hand through. */
export const layerVersionShared: PropertyTable = {
  CompatibleArchitectures: honoured,
  CompatibleRuntimes: honoured,
  Description: honoured,
  LayerName: honoured,
  LicenseInfo: honoured,
};

const properties: PropertyTable = {
  ...layerVersionShared,
  // A text is a folder or zip, as "aws cloudformation package" reads it.
  Content: mapOf({
    S3Bucket: honoured,
    S3Key: honoured,
    S3ObjectVersion: noEffect('the content is read from this machine'),
  }),
};

export const layerVersion: ResourceType = {
  properties,
  async create(resource, read, { context, names, project: { file }, sources, kept }) {
    const where = (): string =>
      file.where(
        resource.properties,
        ['Content', 'ContentUri'].find(
          (name) => file.positions.lineOfKey(resource.properties, name) !== null,
        ),
      );
    const content = read.value('Content');
    const code = await findFunctionCode(resource, content, {
      folder: file.folder,
      where,
      runtime: undefined,
    });
    const packaged = await packageCode(code, null, context.lambda.packages);
    await rememberCode(code, packaged, context);
    if (code.kind !== 'inline') sources.add(code.path);
    const settings = present({
      LayerName: read.text('LayerName') ?? names.make(resource.logicalId, 64),
      Description: read.text('Description'),
      LicenseInfo: read.text('LicenseInfo'),
      CompatibleRuntimes: read.texts('CompatibleRuntimes') as 'nodejs22.x'[] | undefined,
      CompatibleArchitectures: read.texts('CompatibleArchitectures') as 'x86_64'[] | undefined,
    });
    const { sha256 } = packaged.code;
    const same = (await listLayerVersionDocuments(context, settings.LayerName)).findLast((document) =>
      holdsTheSame(document, sha256, settings),
    );
    const arn =
      same === undefined
        ? (await publishLayerVersion({ ...settings, Content: { PackageSha256: sha256 } }, context))
            .LayerVersionArn!
        : await takeOver(same, context);
    if (!isRetained(resource)) kept.layers.add(arn);
    return { physicalId: arn, attributes: { LayerVersionArn: arn } };
  },
};

interface LayerSettings {
  readonly Description?: string;
  readonly LicenseInfo?: string;
  readonly CompatibleRuntimes?: readonly string[];
  readonly CompatibleArchitectures?: readonly string[];
}

function holdsTheSame(document: LayerVersionDocument, sha256: string, settings: LayerSettings): boolean {
  const list = (texts: readonly string[] | null | undefined): string => (texts ?? []).join();
  return (
    document.codeSha256 === sha256 &&
    document.description === (settings.Description ?? '') &&
    document.licenseInfo === (settings.LicenseInfo ?? null) &&
    list(document.compatibleRuntimes) === list(settings.CompatibleRuntimes) &&
    list(document.compatibleArchitectures) === list(settings.CompatibleArchitectures)
  );
}

/** Its permissions are those of the template, which come after it. */
async function takeOver(document: LayerVersionDocument, context: OperationContext): Promise<string> {
  const { layerName: LayerName, version: VersionNumber } = document;
  for (const { Sid } of document.statements) {
    await removeLayerVersionPermission({ LayerName, VersionNumber, StatementId: Sid }, context);
  }
  return `${layerArn(LayerName, context)}:${VersionNumber}`;
}
