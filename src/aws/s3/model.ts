// S3's state as the store keeps it: buckets, objects, and uploads in parts that are not complete yet.

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Kind `s3-bucket`, by name. */
export interface BucketDocument {
  readonly bucketName: string;
  /** Where it was made: its location constraint. */
  readonly region: string;
  readonly createdAtMs: number;
  readonly tags: readonly Tag[];
}

/** What a client said of an object's content, to be said again when it is read. */
export interface ObjectHeaders {
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  /** As it was sent; S3 does not look into it. */
  readonly expires?: string;
  readonly websiteRedirectLocation?: string;
  /** Without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A piece of an object's bytes under the address that `chunks.ts` reads it by. */
export interface Chunk {
  readonly address: string;
  readonly sizeBytes: number;
}

/** The checksum that came with an object, such as `{ name: 'ChecksumCRC32', value: 'AAAAAA==' }`. */
export interface ObjectChecksum {
  readonly name: string;
  readonly value: string;
}

/** Kind `s3-object`, by `bucketName/key`. */
export interface ObjectDocument {
  readonly bucketName: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly chunks: readonly Chunk[];
  /** Without quotes. */
  readonly etag: string;
  readonly lastModifiedMs: number;
  readonly headers: ObjectHeaders;
  readonly tags: readonly Tag[];
  readonly checksum: ObjectChecksum | null;
}

/** Kind `s3-upload`, by upload id. */
export interface UploadDocument {
  readonly uploadId: string;
  readonly bucketName: string;
  readonly key: string;
  readonly startedAtMs: number;
  readonly headers: ObjectHeaders;
  readonly tags: readonly Tag[];
}

/** Kind `s3-part`, by `uploadId/partNumber`, the number with five digits. */
export interface PartDocument {
  readonly uploadId: string;
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly chunks: readonly Chunk[];
  readonly etag: string;
  readonly lastModifiedMs: number;
}
