// A function as AWS has it: configuration, policies, package; and what could not be told of it.
import type { PolicyStatement } from '../../policy/policy.ts';
import type { PackageContents } from '../static/package/contents.ts';
import type { Asked } from './ask.ts';

export interface FunctionPicture {
  /** As it is invoked: with the qualifier, stage variables filled in. */
  readonly arn: string;
  readonly name: string;
  readonly qualifier: string | null;
  /** `not-found` where Lambda has no such function, version or alias. */
  readonly configuration: Asked<FunctionSettings>;
  /** Of the qualifier that is invoked. Empty where there is no policy. */
  readonly policy: Asked<readonly PolicyStatement[]>;
  /** Of the function without qualifier, where a qualifier is invoked. */
  readonly ownPolicy: Asked<readonly PolicyStatement[]> | null;
  /** Null where the function is a container image. */
  readonly code: Asked<PackagePicture> | null;
}

export interface FunctionSettings {
  readonly version: string;
  readonly runtime: string | null;
  readonly handler: string | null;
  readonly architecture: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environmentNames: readonly string[];
  readonly layers: readonly string[];
  readonly isImage: boolean;
  readonly isInVpc: boolean;
  readonly kmsKeyArn: string | null;
  readonly roleArn: string | null;
  /** `Active`, `Pending`, `Inactive`, `Failed`. */
  readonly state: string;
  readonly stateReason: string | null;
  /** `Successful`, `Failed`, `InProgress`. */
  readonly lastUpdateStatus: string;
  readonly lastUpdateReason: string | null;
  readonly lastModifiedMs: number | null;
  /** Null where none is reserved. */
  readonly reservedConcurrency: number | null;
  /** Lambda could not decrypt the environment variables. */
  readonly environmentError: string | null;
  readonly logGroup: string;
}

export interface PackagePicture extends PackageContents {
  readonly zippedBytes: number;
  /** The whole zip, as downloaded. */
  readonly zip: Uint8Array;
}
