// What can carry tags, by its ARN: `arn:aws:apigateway:{region}::/restapis/{id}/stages/{name}`.
import { parseArn } from '../../core/arn.ts';
import type { DocumentKind } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { badRequest, notFound } from './errors.ts';

/** Any document with tags. */
export interface TaggedDocument {
  readonly tags: Readonly<Record<string, string>>;
}

export interface Tagged {
  readonly kind: DocumentKind;
  readonly key: string;
  /** What its other operations lock. */
  readonly lock: { readonly kind: DocumentKind; readonly key: string };
  readonly missing: string;
}

// AWS also tags VPC links and access associations of private domain names.

/**
 * By the collection in the ARN's path, with the locks of account-changes.ts. AWS's words for what is missing are those of
 * the entity's own operations.
 */
const collections: Readonly<Record<string, Omit<Tagged, 'key'>>> = {
  apikeys: {
    kind: 'api-key',
    lock: { kind: 'usage-plan', key: '' },
    missing: 'Invalid API Key identifier specified',
  },
  usageplans: {
    kind: 'usage-plan',
    lock: { kind: 'usage-plan', key: '' },
    missing: 'Invalid Usage Plan ID specified',
  },
  domainnames: {
    kind: 'domain-name',
    lock: { kind: 'domain-name', key: '' },
    missing: 'Invalid domain name identifier specified',
  },
  clientcertificates: {
    kind: 'client-certificate',
    lock: { kind: 'client-certificate', key: '' },
    missing: 'Invalid Client Certificate identifier specified',
  },
};

/** @throws AwsError BadRequestException, in Varco's words: AWS's are unknown */
export function readTaggedArn(arn: string | undefined, { accountId }: OperationContext): Tagged {
  const parts = parseArn(arn ?? '');
  const [front, collection, id, ...rest] = (parts?.resource ?? '').split('/').map(decoded);
  if (parts?.service !== 'apigateway' || front !== '' || !id) throw invalidArn(arn);
  if (collection === 'restapis') return ofRestApi(id, rest, accountId, arn);
  const known = Object.hasOwn(collections, collection ?? '') ? collections[collection!] : undefined;
  if (known === undefined || rest.length > 0) throw invalidArn(arn);
  return { ...known, key: id };
}

function ofRestApi(
  apiId: string,
  rest: readonly string[],
  accountId: string,
  arn: string | undefined,
): Tagged {
  const lock = { kind: 'rest-api', key: apiId } as const;
  if (rest.length === 0) {
    const missing = `Invalid API identifier specified ${accountId}:${apiId}`;
    return { ...lock, lock, missing };
  }
  const [stages, stageName, ...more] = rest;
  if (stages !== 'stages' || !stageName || more.length > 0) throw invalidArn(arn);
  return { kind: 'stage', key: `${apiId}/${stageName}`, lock, missing: 'Invalid stage identifier specified' };
}

function invalidArn(arn: string | undefined): Error {
  return badRequest(`Invalid resource ARN specified: ${arn ?? ''}`);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** @throws AwsError NotFoundException */
export async function findTagged<T extends TaggedDocument>(
  { store }: OperationContext,
  { kind, key, missing }: Tagged,
): Promise<T> {
  const document = await store.get<T>(kind, key);
  if (document === null) throw notFound(missing);
  return document;
}

/** Changes nothing but the tags, while nobody else changes what carries them. */
export async function changeTags(
  context: OperationContext,
  arn: string | undefined,
  change: (tags: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Promise<void> {
  const tagged = readTaggedArn(arn, context);
  await context.store.exclusively(tagged.lock.kind, tagged.lock.key, async () => {
    const document = await findTagged(context, tagged);
    const value = { ...document, tags: change(document.tags) };
    await context.store.write([{ kind: tagged.kind, key: tagged.key, value }]);
  });
}
