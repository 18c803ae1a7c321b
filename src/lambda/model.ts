// A function as Lambda keeps it: configuration, published versions, aliases and a policy per qualifier.
import type { PolicyStatement } from '../policy/policy.ts';

export type FunctionState = 'Pending' | 'Active' | 'Inactive' | 'Failed';
export type Architecture = 'x86_64' | 'arm64';

/** A layer as a function version uses it: it goes on doing so when the layer version is deleted. */
export interface FunctionLayer {
  /** Of the layer version. */
  readonly arn: string;
  /** Content address of its package. */
  readonly codeSha256: string;
  /** Of the zip. */
  readonly codeSizeBytes: number;
}

export interface FunctionConfiguration {
  readonly functionName: string;
  /** Unqualified ARN. */
  readonly functionArn: string;
  /** `$LATEST` or a number as text. */
  readonly version: string;
  readonly runtime: string;
  /** Null for custom runtimes that need none. */
  readonly handler: string | null;
  readonly role: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly ephemeralStorageMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** True where an environment was sent, if empty: AWS answers with it only then (recorded). Only answers look at it. */
  readonly environmentSent?: boolean;
  readonly architectures: readonly [Architecture];
  /** Content address of the package: base64 SHA-256, as CodeSha256. */
  readonly codeSha256: string;
  readonly codeSizeBytes: number;
  /** In the order in which they are laid over one another at /opt. */
  readonly layers: readonly FunctionLayer[];
  /** What gets events of which every attempt failed; absent: nothing. */
  readonly deadLetterArn?: string;
  /** Named in answers; what it would encrypt is kept as it is here. Absent: none. */
  readonly kmsKeyArn?: string;
  /** Versions that are published start from a snapshot on AWS; here it is only named. Absent: None. */
  readonly snapStart?: 'PublishedVersions';
  /** Absent: PassThrough. */
  readonly tracingMode?: 'Active' | 'PassThrough';
  readonly loggingConfig: {
    readonly logFormat: 'Text' | 'JSON';
    readonly logGroup: string;
    readonly applicationLogLevel?: string;
    readonly systemLogLevel?: string;
  };
  readonly revisionId: string;
  /** ISO time with milliseconds and `+0000`, as Lambda writes it. */
  readonly lastModified: string;
  readonly state: FunctionState;
}

export interface FunctionAlias {
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  readonly revisionId: string;
  /** Second version and its share 0–1, `RoutingConfig.AdditionalVersionWeights`. */
  readonly additionalVersion: { readonly version: string; readonly weight: number } | null;
}

/** What becomes of asynchronous invocations, for one qualifier. */
export interface EventInvokeConfiguration {
  /** Null: 21,600. */
  readonly maximumEventAgeSeconds: number | null;
  /** Null: 2. */
  readonly maximumRetryAttempts: number | null;
  /** ARNs of what hears of successes and of failures; null for nothing. */
  readonly onSuccess: string | null;
  readonly onFailure: string | null;
  readonly lastModifiedMs: number;
}

/** Environments that are kept ready for one version or alias. */
export interface ProvisionedConcurrency {
  readonly requested: number;
  readonly lastModifiedMs: number;
}

/** What a browser of another origin may do with a function URL, as it was sent. */
export interface FunctionUrlCors {
  readonly allowCredentials?: boolean;
  readonly allowHeaders?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowOrigins?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** A function's own address. */
export interface FunctionUrl {
  /** 32 characters, the host name's first label. */
  readonly urlId: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly cors: FunctionUrlCors | null;
  /** Null: not sent, which is BUFFERED. */
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM' | null;
  readonly createdMs: number;
  readonly lastModifiedMs: number;
}

/** When AWS may change the runtime's build. Here it is only named. */
export interface RuntimeManagement {
  readonly updateRuntimeOn: 'Auto' | 'Manual' | 'FunctionUpdate';
  readonly runtimeVersionArn: string | null;
}

/** The document of one function. */
export interface FunctionDocument {
  readonly functionName: string;
  readonly latest: FunctionConfiguration;
  /** Published versions by number. */
  readonly versions: Readonly<Record<string, FunctionConfiguration>>;
  /** The highest number ever published, deleted versions included. Absent: the highest in `versions`. */
  readonly lastVersion?: number;
  readonly aliases: Readonly<Record<string, FunctionAlias>>;
  /** Statements by qualifier; '' is the unqualified function. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** Null: none reserved. 0 throttles everything. */
  readonly reservedConcurrency: number | null;
  /** By qualifier; the unqualified function's under `$LATEST`. Absent: none. */
  readonly eventInvokeConfigurations?: Readonly<Record<string, EventInvokeConfiguration>>;
  /** By version or alias. Absent: none. */
  readonly provisionedConcurrency?: Readonly<Record<string, ProvisionedConcurrency>>;
  /** By alias; '' is the function itself. Absent: none. */
  readonly urls?: Readonly<Record<string, FunctionUrl>>;
  /** By qualifier; the unqualified function's under `$LATEST`. Absent: Auto. */
  readonly runtimeManagement?: Readonly<Record<string, RuntimeManagement>>;
  /** Absent: Terminate, which stops a function that reaches itself again and again. */
  readonly recursiveLoop?: 'Allow' | 'Terminate';
  readonly tags: Readonly<Record<string, string>>;
}
