// What the operations on layers share: their documents, finding them and answering.
import type { GetLayerVersionResponse, LayerVersionsListItem } from '@aws-sdk/client-lambda';
import { parseArn } from '../../core/arn.ts';
import type { PolicyStatement } from '../../policy/policy.ts';
import { assertConstraints, matches, pattern, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { present } from '../present.ts';
import { codeLocation } from './code-location.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';

/** Kind `layer-version`, by `layerName/version`. */
export interface LayerVersionDocument {
  readonly layerName: string;
  readonly version: number;
  readonly description: string;
  readonly licenseInfo: string | null;
  /** Null where none were sent. */
  readonly compatibleRuntimes: readonly string[] | null;
  readonly compatibleArchitectures: readonly string[] | null;
  readonly codeSha256: string;
  /** Of the zip. */
  readonly codeSizeBytes: number;
  readonly createdMs: number;
  readonly statements: readonly PolicyStatement[];
  /** Of the policy; a new one with each change. */
  readonly revisionId: string;
}

/** The same kind, as version 0 of each layer: numbers are never given twice. */
export interface LayerDocument {
  readonly layerName: string;
  readonly version: 0;
  readonly lastVersion: number;
}

export function layerKey(layerName: string, version: number): string {
  return `${layerName}/${String(version).padStart(8, '0')}`;
}

export function layerArn(layerName: string, { region, accountId }: OperationContext): string {
  return `arn:aws:lambda:${region}:${accountId}:layer:${layerName}`;
}

const namePattern = pattern(
  '(arn:[a-zA-Z0-9-]+:lambda:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}):\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+',
);

/** A layer's name, given as such or as its ARN. @throws AwsError ValidationException, NotImplemented */
export function readLayerName(name: string | undefined, context: OperationContext): string {
  assertConstraints(required('layerName', name), matches('layerName', name, namePattern));
  const arn = parseArn(name ?? '');
  if (arn === null) return name ?? '';
  if (arn.region !== context.region || arn.accountId !== context.accountId) {
    throw notBuilt(`layers of other accounts and regions (${name})`);
  }
  return arn.resource.split(':')[1] ?? '';
}

/** @throws AwsError InvalidParameterValueException */
export function assertLayerVersion(version: number | undefined): number {
  assertConstraints(required('versionNumber', version));
  if (version === undefined || version < 1) throw invalidParameter('Layer Version Cannot be less than 1');
  return version;
}

/** Null where there is none. */
export function findLayerVersion(
  context: OperationContext,
  layerName: string,
  version: number,
): Promise<LayerVersionDocument | null> {
  return context.store.get<LayerVersionDocument>('layer-version', layerKey(layerName, version));
}

/** For the operations on a layer version's policy. @throws AwsError ResourceNotFoundException */
export async function requireLayerVersion(
  context: OperationContext,
  layerName: string,
  version: number,
): Promise<LayerVersionDocument> {
  const found = await findLayerVersion(context, layerName, version);
  if (found !== null) return found;
  throw resourceNotFound(`Layer version ${layerArn(layerName, context)}:${version} does not exist.`);
}

/** All, or those of one layer. */
export async function listLayerVersionDocuments(
  context: OperationContext,
  layerName?: string,
): Promise<readonly LayerVersionDocument[]> {
  const prefix = layerName === undefined ? undefined : `${layerName}/`;
  const documents = await context.store.list<LayerVersionDocument | LayerDocument>('layer-version', prefix);
  return documents.filter((document) => document.version !== 0) as LayerVersionDocument[];
}

export function layerVersionShape(
  document: LayerVersionDocument,
  context: OperationContext,
): GetLayerVersionResponse {
  return present({
    Content: present({
      Location: codeLocation(document.codeSha256, context),
      CodeSha256: document.codeSha256,
      CodeSize: document.codeSizeBytes,
    }),
    LayerArn: layerArn(document.layerName, context),
    ...listedLayerVersionShape(document, context),
  });
}

export function listedLayerVersionShape(
  document: LayerVersionDocument,
  context: OperationContext,
): LayerVersionsListItem {
  return present({
    LayerVersionArn: `${layerArn(document.layerName, context)}:${document.version}`,
    Version: document.version,
    Description: document.description,
    CreatedDate: new Date(document.createdMs).toISOString().replace('Z', '+0000'),
    CompatibleRuntimes: document.compatibleRuntimes?.slice() as LayerVersionsListItem['CompatibleRuntimes'],
    LicenseInfo: document.licenseInfo,
    CompatibleArchitectures:
      document.compatibleArchitectures?.slice() as LayerVersionsListItem['CompatibleArchitectures'],
  });
}
