// Policies stand per qualifier: the one that a qualifier leads to, and the revision that guards it (recorded).
import type { FunctionDocument } from '../../lambda/model.ts';
import type { PolicyStatement } from '../../policy/policy.ts';
import type { OperationContext } from '../context.ts';
import { aliasNotFound, functionNotFound } from './errors.ts';
import type { FunctionName } from './function-reference.ts';

export function statementsAt(
  document: FunctionDocument,
  { qualifier }: FunctionName,
): readonly PolicyStatement[] {
  const key = qualifier ?? '';
  return Object.hasOwn(document.policies, key) ? (document.policies[key] ?? []) : [];
}

/** The revision of what the qualifier names; null where it names nothing. */
export function revisionAt(document: FunctionDocument, { qualifier }: FunctionName): string | null {
  if (qualifier === null || qualifier === '$LATEST') return document.latest.revisionId;
  // Versions are numbers and aliases are not: a qualifier is in one of the two at most.
  for (const named of [document.versions, document.aliases]) {
    if (Object.hasOwn(named, qualifier)) return named[qualifier]?.revisionId ?? null;
  }
  return null;
}

/** @throws AwsError ResourceNotFoundException, in words that tell a missing alias from a missing version (recorded). */
export function requireRevisionAt(document: FunctionDocument, name: FunctionName): string {
  const revisionId = revisionAt(document, name);
  if (revisionId !== null) return revisionId;
  const { qualifier, arn } = name;
  throw qualifier !== null && /^(?!\d+$)[\w-]+$/.test(qualifier) ? aliasNotFound(arn) : functionNotFound(arn);
}

/** Each change of a policy gives what it stands at a new revision (recorded). */
export function withStatements(
  document: FunctionDocument,
  { qualifier }: FunctionName,
  statements: readonly PolicyStatement[],
  context: OperationContext,
): FunctionDocument {
  const { [qualifier ?? '']: _replaced, ...others } = document.policies;
  const policies = statements.length === 0 ? others : { ...others, [qualifier ?? '']: statements };
  return withRevision({ ...document, policies }, qualifier, context.ids.uuid());
}

function withRevision(
  document: FunctionDocument,
  qualifier: string | null,
  revisionId: string,
): FunctionDocument {
  if (qualifier === null) return { ...document, latest: { ...document.latest, revisionId } };
  const version = document.versions[qualifier];
  if (version !== undefined) {
    return { ...document, versions: { ...document.versions, [qualifier]: { ...version, revisionId } } };
  }
  const alias = document.aliases[qualifier]!;
  return { ...document, aliases: { ...document.aliases, [qualifier]: { ...alias, revisionId } } };
}
