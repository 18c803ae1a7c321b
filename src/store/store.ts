// The port behind which state lives (DESIGN D6). Documents today: control-plane state, transactional, JSON.

/** The kinds of documents, and the key of each. */
export type DocumentKind =
  | 'rest-api' // key: apiId
  | 'deployment' // key: apiId/deploymentId
  | 'stage' // key: apiId/stageName
  | 'function'; // key: functionName

export interface Store {
  /** The document, or null. Values are frozen copies: writing needs `put`. */
  get<T>(kind: DocumentKind, key: string): Promise<T | null>;
  /** All documents whose key starts with `keyPrefix`, by key. */
  list<T>(kind: DocumentKind, keyPrefix?: string): Promise<readonly T[]>;
  /** All or nothing; durable when the promise resolves. A change of `null` deletes. */
  write(changes: readonly DocumentChange[]): Promise<void>;
  close(): Promise<void>;
}

export interface DocumentChange {
  readonly kind: DocumentKind;
  readonly key: string;
  readonly value: object | null;
}
