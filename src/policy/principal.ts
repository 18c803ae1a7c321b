// Who makes a request, and whether a policy's Principal element names them.
import { splitArn } from './arn-like.ts';
import type { PrincipalElement } from './document.ts';

export type Principal =
  | { readonly kind: 'anonymous' }
  /** An account's root, an IAM user or a role's session. */
  | {
      readonly kind: 'aws';
      readonly accountId: string;
      readonly arn: string;
      /** `AIDA…`, `AROA…:{session}`; the account's number for its root. */
      readonly userId: string;
    }
  | { readonly kind: 'service'; readonly name: string };

export const anonymous: Principal = { kind: 'anonymous' };

export function isNamed(element: PrincipalElement, principal: Principal): boolean {
  if (element === '*') return true;
  const named = element['AWS'] ?? [];
  // In a resource policy `{"AWS": "*"}` is everybody, the anonymous included.
  if (named.includes('*')) return true;
  switch (principal.kind) {
    case 'anonymous':
      return false;
    case 'service':
      return (element['Service'] ?? []).some((name) => name === '*' || name === principal.name);
    case 'aws':
      return named.some((name) => isCaller(name, principal));
  }
}

type AwsPrincipal = Extract<Principal, { kind: 'aws' }>;

/** An account's number or root names all of the account; a role names its sessions; a user id names itself. */
function isCaller(name: string, { accountId, arn, userId }: AwsPrincipal): boolean {
  if (name === arn || name === accountId || name === userId) return true;
  const parts = splitArn(name);
  if (parts === null || parts[4] !== accountId) return false;
  if (parts[5] === 'root') return true;
  const role = roleOf(arn);
  // A session's ARN leaves out the role's path.
  return role !== null && parts[5].startsWith('role/') && parts[5].split('/').at(-1) === role;
}

/** The role's name of `arn:aws:sts::{account}:assumed-role/{role}/{session}`, else null. */
function roleOf(arn: string): string | null {
  const [kind, role] = splitArn(arn)?.[5].split('/') ?? [];
  return kind === 'assumed-role' && role !== undefined ? role : null;
}
