// Whether a function's resource policy lets a service invoke it, and if not, which statement came closest (SPEC §9.1).
import { isMet } from './condition.ts';
import type { InvokePermissionQuery, PolicyDecision, PolicyMismatch, PolicyStatement } from './policy.ts';
import { sourceArnMismatches } from './source-arn-mismatch.ts';
import { matchesWildcard } from './wildcard.ts';

const invokeAction = 'lambda:InvokeFunction';

/**
 * `statements` are those of the qualifier that is invoked: policies are kept per qualifier. A Deny that applies wins over
 * every Allow; where nothing applies, the answer is no.
 */
export function decide(statements: readonly PolicyStatement[], query: InvokePermissionQuery): PolicyDecision {
  if (statements.length === 0) return { allowed: false, reason: 'no-policy', closest: null, query };
  let allowedBy: PolicyStatement | null = null;
  let closest: Closest | null = null;
  for (const statement of statements) {
    const mismatches = mismatchesOf(statement, query);
    if (statement.Effect === 'Deny') {
      if (mismatches.length > 0) continue;
      const effect: PolicyMismatch = { part: 'effect', allowed: 'Deny', presented: 'Allow' };
      const denied = { sid: statement.Sid, mismatches: [effect] };
      return { allowed: false, reason: 'explicit-deny', closest: denied, query };
    }
    if (mismatches.length === 0) allowedBy ??= statement;
    else if (closest === null || isCloser(mismatches, closest.mismatches)) {
      closest = { sid: statement.Sid, mismatches };
    }
  }
  if (allowedBy !== null) return { allowed: true, sid: allowedBy.Sid };
  return { allowed: false, reason: 'no-match', closest, query };
}

interface Closest {
  readonly sid: string;
  readonly mismatches: readonly PolicyMismatch[];
}

/** A statement for this service is closer than any that is not, since it is the one that was meant; then fewer win. */
function isCloser(mismatches: readonly PolicyMismatch[], than: readonly PolicyMismatch[]): boolean {
  const forOthers = isForOthers(mismatches);
  if (forOthers !== isForOthers(than)) return !forOthers;
  return mismatches.length < than.length;
}

function isForOthers(mismatches: readonly PolicyMismatch[]): boolean {
  return mismatches.some(({ part }) => part === 'principal');
}

/** Empty where the statement applies to the query, whatever its effect. */
function mismatchesOf(statement: PolicyStatement, query: InvokePermissionQuery): readonly PolicyMismatch[] {
  const mismatches: PolicyMismatch[] = [];
  const { Action, Principal, Resource } = statement;
  if (!isPrincipal(Principal, query.servicePrincipal)) {
    const allowed = typeof Principal === 'string' ? Principal : (Principal.Service ?? Principal.AWS ?? '');
    mismatches.push({ part: 'principal', allowed, presented: query.servicePrincipal });
  }
  // Actions are compared without regard to case.
  if (!matchesWildcard(Action.toLowerCase(), invokeAction.toLowerCase())) {
    mismatches.push({ part: 'action', allowed: Action, presented: invokeAction });
  }
  if (!matchesWildcard(Resource, query.functionArn)) {
    mismatches.push({ part: 'resource', allowed: Resource, presented: query.functionArn });
  }
  for (const [operator, conditions] of Object.entries(statement.Condition ?? {})) {
    for (const [key, value] of Object.entries(conditions)) {
      mismatches.push(...conditionMismatches(operator, key, value, query));
    }
  }
  return mismatches;
}

function isPrincipal(principal: PolicyStatement['Principal'], service: string): boolean {
  if (typeof principal === 'string') return principal === '*';
  return principal.Service === service || principal.AWS === '*';
}

/** Condition keys are compared without regard to case. What is not known to be met is not met. */
function conditionMismatches(
  operator: string,
  key: string,
  value: string,
  query: InvokePermissionQuery,
): readonly PolicyMismatch[] {
  switch (`${operator} ${key.toLowerCase()}`) {
    case 'ArnLike aws:sourcearn':
      return sourceArnMismatches(value, query.sourceArn);
    case 'StringEquals aws:sourceaccount':
      if (value === query.sourceAccount) return [];
      return [{ part: 'source-account', allowed: value, presented: query.sourceAccount }];
    default: {
      const given = { 'aws:sourcearn': query.sourceArn, 'aws:sourceaccount': query.sourceAccount };
      if (isMet({ operator, key: key.toLowerCase(), values: [value] }, given, false)) return [];
      return [{ part: 'condition', allowed: `${key} ${operator} ${value}`, presented: 'not given' }];
    }
  }
}
