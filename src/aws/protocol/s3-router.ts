// Which S3 operation a request means: by method, whether it names a bucket and a key, and what its query holds.
import type { RestOperation } from './rest-router.ts';
import type { WireHead } from './wire.ts';

export interface S3Match {
  readonly operation: string;
  readonly labels: { readonly Bucket?: string; readonly Key?: string };
}

/** Null where no operation has the method and place. */
export type S3Router = (head: WireHead) => S3Match | null;

type Scope = 'service' | 'bucket' | 'object';

interface Target {
  readonly operation: string;
  /** The parameters that tell it from others; a null value may be any. */
  readonly query: readonly (readonly [string, string | null])[];
}

export function compileS3Router(operations: readonly RestOperation[]): S3Router {
  const targets = new Map<string, Target[]>();
  for (const { name, method, uri } of operations) {
    const [path = '', query = ''] = uri.split('?');
    const scope = scopes.get(path);
    // WriteGetObjectResponse alone has a path of its own.
    if (scope === undefined) continue;
    const place = `${method} ${scope}`;
    targets.set(place, [...(targets.get(place) ?? []), { operation: name, query: readQuery(query) }]);
  }
  // The one that asks for more of the query is tried first.
  for (const list of targets.values()) list.sort((one, other) => other.query.length - one.query.length);
  return (head) => {
    const labels = s3Place(head);
    const scope = labels.Bucket === undefined ? 'service' : labels.Key === undefined ? 'bucket' : 'object';
    const target = targets
      .get(`${head.method} ${scope}`)
      ?.find(({ query }) => query.every((wanted) => head.query.some((given) => isMet(wanted, given))));
    return target === undefined ? null : { operation: withSource(target.operation, head), labels };
  };
}

const scopes: ReadonlyMap<string, Scope> = new Map([
  ['/', 'service'],
  ['/{Bucket}', 'bucket'],
  ['/{Bucket}/{Key+}', 'object'],
]);

function readQuery(query: string): Target['query'] {
  return [...new URLSearchParams(query)].map(([name, value]) => [name, value.startsWith('{') ? null : value]);
}

function isMet(
  [name, wanted]: readonly [string, string | null],
  [given, value]: readonly [string, string],
): boolean {
  return given === name && (wanted === null || wanted === value);
}

/** A copy is told by a header alone. */
function withSource(operation: string, { headers }: WireHead): string {
  const copies = {
    PutObject: 'CopyObject',
    UploadPart: 'UploadPartCopy',
    CopyObject: 'PutObject',
    UploadPartCopy: 'UploadPart',
  };
  const isCopy = headers['x-amz-copy-source'] !== undefined;
  if (isCopy === operation.includes('Copy')) return operation;
  return copies[operation as keyof typeof copies] ?? operation;
}

/** Bucket and key: the bucket in the host's name, or as the path's first segment. */
function s3Place({ headers, path }: Pick<WireHead, 'headers' | 'path'>): S3Match['labels'] {
  const inHost = bucketOfHost(headers.host);
  const behind = path.startsWith('/') ? path.slice(1) : path;
  const slash = behind.indexOf('/');
  const bucket = inHost ?? decode(slash < 0 ? behind : behind.slice(0, slash));
  const key = inHost !== null ? behind : slash < 0 ? '' : behind.slice(slash + 1);
  if (bucket === '') return {};
  // A slash at a key's end is part of it.
  return key === '' ? { Bucket: bucket } : { Bucket: bucket, Key: decode(key) };
}

/** `pets.s3.localhost`, `pets.s3.eu-south-1.amazonaws.com`, `pets.localhost`: `pets`. Null for a name without one. */
export function bucketOfHost(host = ''): string | null {
  const name = host.replace(/:\d*$/, '').toLowerCase();
  const [, virtual] = /^(.+)\.s3(?:[.-].*)?$/.exec(name) ?? /^(.+)\.localhost$/.exec(name) ?? [];
  return virtual === undefined || /^s3(?:[.-]|$)/.test(virtual) ? null : virtual;
}

/** Is a request without a signature of version 4 one for S3? By its host, or by a signature that only S3 still takes. */
export function isForS3(head: WireHead): boolean {
  return /(?:^|\.)s3[.-]/.test(head.headers.host ?? '') || isSignedV2(head);
}

/** Signed as before version 4, in its URL or in its header. */
export function isSignedV2({ headers, query }: WireHead): boolean {
  return (
    headers.authorization?.startsWith('AWS ') === true || query.some(([name]) => name === 'AWSAccessKeyId')
  );
}

/** What is not well encoded is taken as it stands. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
