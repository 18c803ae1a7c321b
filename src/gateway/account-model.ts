// What belongs to the account and to no single API (SPEC §1.8): keys, usage plans, custom domains, account settings.

/** Key in the store: its id. */
export interface ApiKeyDocument {
  readonly id: string;
  /** What clients send; unique in the account. */
  readonly value: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly customerId: string | null;
  readonly enabled: boolean;
  readonly createdAtMs: number;
  readonly lastUpdatedAtMs: number;
  /** `{apiId}/{stage}`: associations of the time before usage plans. */
  readonly stageKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface ThrottleModel {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface QuotaModel {
  readonly limit: number;
  /** Days by which the period begins later: 1 makes a WEEK begin on Monday in place of Sunday. 0 for DAY. */
  readonly offset: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

export interface UsagePlanStageModel {
  readonly apiId: string;
  readonly stage: string;
  /** By `{resourcePath}/{METHOD}`: `/orders/{id}/GET`. */
  readonly throttle: Readonly<Record<string, ThrottleModel>>;
}

/** Key in the store: its id. */
export interface UsagePlanDocument {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly productCode: string | null;
  readonly apiStages: readonly UsagePlanStageModel[];
  readonly throttle: ThrottleModel | null;
  readonly quota: QuotaModel | null;
  /** In the order they were added. */
  readonly apiKeyIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What one key used of one plan. Key in the store: `{usagePlanId}/{apiKeyId}`. */
export interface UsageDocument {
  readonly usagePlanId: string;
  readonly apiKeyId: string;
  /** By day, `2026-11-22`: requests used, and what was left of the quota at the day's end (null: no quota). */
  readonly days: Readonly<Record<string, { readonly used: number; readonly remaining: number | null }>>;
}

/** Key in the store: the name. */
export interface DomainNameDocument {
  readonly domainName: string;
  readonly endpointType: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  readonly ipAddressType: 'ipv4' | 'dualstack';
  readonly certificateName: string | null;
  readonly certificateArn: string | null;
  readonly regionalCertificateName: string | null;
  readonly regionalCertificateArn: string | null;
  readonly securityPolicy: string;
  readonly createdAtMs: number;
  readonly certificateUploadedAtMs: number | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** Key in the store: `{domainName}/{basePath}`. */
export interface BasePathMappingDocument {
  readonly domainName: string;
  /** '' where the mapping has none, which AWS shows as `(none)`. */
  readonly basePath: string;
  readonly apiId: string;
  /** Null: the request's first segment behind the base path names the stage. */
  readonly stage: string | null;
}

/** Key in the store: `account`. */
export interface AccountDocument {
  readonly cloudwatchRoleArn: string | null;
}
