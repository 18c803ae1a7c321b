// Documentation of an API, in parts and versions: kept and answered; no request ever meets it.
import type {
  DocumentationPart,
  DocumentationPartLocation,
  DocumentationVersion,
} from '@aws-sdk/client-api-gateway';
import type { DocumentChange } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { notFound } from './errors.ts';
import type { ImportedPart } from './openapi/import-documentation.ts';

/** Key in the store: `{apiId}/{id}`. */
export interface DocumentationPartDocument extends ImportedPart {
  readonly id: string;
  readonly apiId: string;
  /** Parts are listed in this order. */
  readonly order: string;
}

/** Key in the store: `{apiId}/{version}`. */
export interface DocumentationVersionDocument {
  readonly apiId: string;
  readonly version: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  /** The parts as they were when the version was made. */
  readonly parts: readonly ImportedPart[];
}

export function documentationKey(apiId: string | undefined, name: string | undefined): string {
  return `${apiId ?? ''}/${name ?? ''}`;
}

export function partsOf(
  context: OperationContext,
  apiId: string,
): Promise<readonly DocumentationPartDocument[]> {
  return context.store.list<DocumentationPartDocument>('documentation-part', documentationKey(apiId, ''));
}

/** @throws AwsError NotFoundException */
export async function findPart(
  context: OperationContext,
  apiId: string | undefined,
  id: string | undefined,
): Promise<DocumentationPartDocument> {
  const part = await context.store.get<DocumentationPartDocument>(
    'documentation-part',
    documentationKey(apiId, id),
  );
  if (part === null) throw notFound('Invalid Documentation part identifier specified');
  return part;
}

/** @throws AwsError NotFoundException, in words like those for a part: AWS's are not recorded. */
export async function findVersion(
  context: OperationContext,
  apiId: string | undefined,
  version: string | undefined,
): Promise<DocumentationVersionDocument> {
  const found = await context.store.get<DocumentationVersionDocument>(
    'documentation-version',
    documentationKey(apiId, version),
  );
  if (found === null) throw notFound('Invalid Documentation version specified');
  return found;
}

export function partShape(part: DocumentationPartDocument): DocumentationPart {
  const location: DocumentationPartLocation = { ...part.location };
  return { id: part.id, location, properties: part.properties };
}

export function versionShape(version: DocumentationVersionDocument): DocumentationVersion {
  return present({
    version: version.version,
    createdDate: new Date(version.createdAtMs),
    description: version.description,
  });
}

/** New parts, in the order given, and the changes that write them. */
export function newParts(
  context: OperationContext,
  apiId: string,
  parts: readonly ImportedPart[],
): { readonly ids: readonly string[]; readonly changes: readonly DocumentChange[] } {
  const created = parts.map((part, index): DocumentationPartDocument => ({
    ...part,
    id: context.ids.sixCharacters(),
    apiId,
    order: `${String(context.clock.nowMs()).padStart(16, '0')} ${String(index).padStart(6, '0')}`,
  }));
  return {
    ids: created.map(({ id }) => id),
    changes: created.map((part) => ({
      kind: 'documentation-part' as const,
      key: documentationKey(apiId, part.id),
      value: part,
    })),
  };
}

/** The changes by which all of an API's documentation goes. */
export async function withoutDocumentation(
  context: OperationContext,
  apiId: string,
): Promise<readonly DocumentChange[]> {
  const versions = await context.store.list<DocumentationVersionDocument>(
    'documentation-version',
    documentationKey(apiId, ''),
  );
  return [
    ...withoutParts(apiId, await partsOf(context, apiId)),
    ...versions.map(({ version }) => ({
      kind: 'documentation-version' as const,
      key: documentationKey(apiId, version),
      value: null,
    })),
  ];
}

export function withoutParts(
  apiId: string,
  parts: readonly DocumentationPartDocument[],
): readonly DocumentChange[] {
  return parts.map(({ id }) => ({
    kind: 'documentation-part' as const,
    key: documentationKey(apiId, id),
    value: null,
  }));
}
