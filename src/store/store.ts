// The port behind which state lives (DESIGN D6). Documents today: control-plane state, transactional, JSON.

/** The kinds of documents, and the key of each. */
export type DocumentKind =
  | 'rest-api' // key: apiId
  | 'deployment' // key: apiId/deploymentId
  | 'stage' // key: apiId/stageName
  | 'api-key' // key: apiKeyId
  | 'usage-plan' // key: usagePlanId
  | 'usage' // key: usagePlanId/apiKeyId
  | 'domain-name' // key: domainName
  | 'base-path-mapping' // key: domainName/basePath
  | 'apigateway-account' // key: account
  | 'client-certificate' // key: clientCertificateId
  | 'documentation-part' // key: apiId/partId
  | 'documentation-version' // key: apiId/version
  | 'function' // key: functionName
  | 'layer-version' // key: layerName/version, eight digits
  | 'code-origin' // key: SHA-256 in hex
  | 'log-group' // key: logGroupName
  | 'log-stream' // key: logGroupName:logStreamName
  | 'metric-alarm' // key: alarmName
  | 'iam-role' // key: roleName
  | 'iam-user' // key: userName
  | 'iam-policy' // key: policy ARN
  | 'access-key' // key: accessKeyId
  | 's3-bucket' // key: bucketName
  | 's3-object' // key: bucketName/objectKey
  | 's3-upload' // key: uploadId
  | 's3-part' // key: uploadId/partNumber, five digits
  | 'stack' // key: stack id
  | 'region'; // key: its name

export interface Store {
  /** The document, or null. Values are frozen copies: changing one needs `write`. */
  get<T>(kind: DocumentKind, key: string): Promise<T | null>;
  /** All documents whose key starts with `keyPrefix`, by key in the order of its code points. */
  list<T>(kind: DocumentKind, keyPrefix?: string): Promise<readonly T[]>;
  /** All or nothing; durable when the promise resolves. A change of `null` deletes. Of two changes of one key the last holds. */
  write(changes: readonly DocumentChange[]): Promise<void>;
  /**
   * Runs `work` while nobody else runs under the same kind and key: an operation that reads a document, decides and
   * writes it back loses no other's change. First come, first served; asking again for the same key within `work`
   * waits for ever.
   */
  exclusively<T>(kind: DocumentKind, key: string, work: () => Promise<T>): Promise<T>;
  /**
   * Writes within `work` wait for the disk once, when all is done, and not one by one: they are durable when the promise
   * resolves. For what nobody has been told of before, such as the deployment of a whole project.
   */
  together<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DocumentChange {
  readonly kind: DocumentKind;
  readonly key: string;
  readonly value: object | null;
}
