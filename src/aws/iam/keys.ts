// The access keys in force: those that Varco was started with, those made by CreateAccessKey, and those of sessions.
import type { CallingIdentity, KnownKey } from '../../core/signature/verify-signature.ts';
import type { Store } from '../../store/store.ts';
import type { Keys } from '../context.ts';
import { awsManagedPolicyText } from './aws-managed-policies.ts';
import type {
  AccessKeyDocument,
  KeyHolder,
  PolicyDocument,
  PolicyHolder,
  RoleDocument,
  UserDocument,
} from './model.ts';

/** A key of the account's root. */
export interface ConfiguredKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface KeysOptions {
  readonly store: Store;
  readonly accountId: string;
  readonly configured: readonly ConfiguredKey[];
}

/**
 * Known to Varco where no keys are required, so that signed requests to methods with AWS_IAM authorization can be tried
 * without making a user first (chosen; AWS has no such key).
 */
export const rootTestKey: ConfiguredKey = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Knows the configured keys, and those of the store from the first `refresh` on. */
export function createKeys({ store, accountId, configured }: KeysOptions): Keys {
  const fixed = new Map<string, KnownKey>(
    configured.map(({ accessKeyId, secretAccessKey }) => [accessKeyId, { secretAccessKey, accountId }]),
  );
  let kept: ReadonlyMap<string, KnownKey> = new Map();
  let last: Promise<void> = Promise.resolve();
  const refresh = (): Promise<void> => {
    // One after another: what an earlier one read must not win over what a later one read.
    const next = last.then(async () => {
      kept = await readKeys(store, accountId);
    });
    last = next.catch(() => undefined);
    return next;
  };
  return { find: (accessKeyId) => fixed.get(accessKeyId) ?? kept.get(accessKeyId) ?? null, refresh };
}

async function readKeys(store: Store, accountId: string): Promise<ReadonlyMap<string, KnownKey>> {
  const keys = new Map<string, KnownKey>();
  const documents = await store.list<AccessKeyDocument>('access-key');
  if (documents.length === 0) return keys;
  const identityOf = await readIdentities(store, accountId);
  for (const { accessKeyId, secretAccessKey, active, holder, session } of documents) {
    const identity = identityOf(holder);
    if (!active || identity === 'gone') continue;
    keys.set(accessKeyId, {
      secretAccessKey,
      accountId,
      ...(session === null ? {} : { sessionToken: session.token, expiresAtMs: session.expiresAtMs }),
      ...(identity === 'root' ? {} : { identity }),
    });
  }
  return keys;
}

async function readIdentities(
  store: Store,
  accountId: string,
): Promise<(holder: KeyHolder) => CallingIdentity | 'root' | 'gone'> {
  const [users, roles, policies] = await Promise.all([
    store.list<UserDocument>('iam-user'),
    store.list<RoleDocument>('iam-role'),
    store.list<PolicyDocument>('iam-policy'),
  ]);
  const userOf = new Map(users.map((user) => [user.userName, user]));
  const roleOf = new Map(roles.map((role) => [role.roleName, role]));
  const textOf = new Map(policies.map((policy) => [policy.arn, defaultText(policy)]));
  const textsOf = ({ inlinePolicies, attachedPolicies }: PolicyHolder): readonly string[] => [
    ...Object.values(inlinePolicies),
    ...attachedPolicies.flatMap((arn) => textOf.get(arn) ?? awsManagedPolicyText(arn) ?? []),
  ];
  return (holder) => {
    switch (holder.kind) {
      case 'root':
        return 'root';
      case 'user': {
        const user = userOf.get(holder.userName);
        return user === undefined ? 'gone' : { arn: user.arn, userId: user.userId, policies: textsOf(user) };
      }
      case 'role': {
        const role = roleOf.get(holder.roleName);
        if (role === undefined) return 'gone';
        return {
          arn: assumedRoleArn(accountId, holder.roleName, holder.sessionName),
          userId: `${role.roleId}:${holder.sessionName}`,
          policies: textsOf(role),
        };
      }
    }
  };
}

function defaultText({ versions, defaultVersionId }: PolicyDocument): string {
  return versions.find(({ versionId }) => versionId === defaultVersionId)!.text;
}

/** A role's path does not occur in it. */
export function assumedRoleArn(accountId: string, roleName: string, sessionName: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
}
