// One region's part of a store: its documents under keys of their own, beside those that belong to the whole account.
import type { DocumentKind, Store } from './store.ts';

/** IAM and S3 know no regions (an S3 bucket's name is taken everywhere). */
const ofTheAccount: ReadonlySet<DocumentKind> = new Set<DocumentKind>([
  'iam-role',
  'iam-user',
  'iam-policy',
  'access-key',
  's3-bucket',
  's3-object',
  's3-upload',
  's3-part',
  'region',
]);

/** Closing it closes nothing: the store is shared. */
export function regionalStore(store: Store, region: string): Store {
  const keyOf = (kind: DocumentKind, key: string): string =>
    ofTheAccount.has(kind) ? key : `${region}/${key}`;
  return {
    get: (kind, key) => store.get(kind, keyOf(kind, key)),
    list: (kind, keyPrefix = '') => store.list(kind, keyOf(kind, keyPrefix)),
    write: (changes) =>
      store.write(changes.map(({ kind, key, value }) => ({ kind, key: keyOf(kind, key), value }))),
    exclusively: (kind, key, work) => store.exclusively(kind, keyOf(kind, key), work),
    together: (work) => store.together(work),
    close: async () => undefined,
  };
}
