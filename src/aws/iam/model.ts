// IAM's state as the store keeps it. IAM is of the account and knows no regions.

export interface IamTag {
  readonly key: string;
  readonly value: string;
}

/** What roles and users have in common: the policies that say what they may do. */
export interface PolicyHolder {
  readonly arn: string;
  readonly path: string;
  readonly createdAtMs: number;
  readonly permissionsBoundary: string | null;
  readonly tags: readonly IamTag[];
  /** Policy name → text, as it was given. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs in the order in which they were attached. */
  readonly attachedPolicies: readonly string[];
}

/** Kind `iam-role`, by name. */
export interface RoleDocument extends PolicyHolder {
  readonly roleName: string;
  /** `AROA…` */
  readonly roleId: string;
  readonly description: string | null;
  readonly maxSessionSeconds: number;
  /** Who may assume it: a policy's text, as it was given. */
  readonly trustPolicy: string;
}

/** Kind `iam-user`, by name. */
export interface UserDocument extends PolicyHolder {
  readonly userName: string;
  /** `AIDA…` */
  readonly userId: string;
}

/** Kind `iam-policy`, by ARN. */
export interface PolicyDocument {
  readonly arn: string;
  readonly policyName: string;
  /** `ANPA…` */
  readonly policyId: string;
  readonly path: string;
  readonly description: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly tags: readonly IamTag[];
  /** `v3` */
  readonly defaultVersionId: string;
  /** Oldest first. */
  readonly versions: readonly PolicyVersion[];
  /** The number of the version that is made next; numbers are never given twice. */
  readonly nextVersion: number;
}

export interface PolicyVersion {
  readonly versionId: string;
  readonly text: string;
  readonly createdAtMs: number;
}

/** Kind `access-key`, by id: a user's key, or the temporary one of a session. */
export interface AccessKeyDocument {
  /** `AKIA…`; `ASIA…` of a session. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly createdAtMs: number;
  readonly active: boolean;
  readonly holder: KeyHolder;
  /** Null for keys that last. */
  readonly session: { readonly token: string; readonly expiresAtMs: number } | null;
}

/** Whose key it is. */
export type KeyHolder =
  | { readonly kind: 'root' }
  | { readonly kind: 'user'; readonly userName: string }
  | { readonly kind: 'role'; readonly roleName: string; readonly sessionName: string };
