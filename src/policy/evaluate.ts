// What policies say of a request: identity-based ones, resource policies, and the documents that authorizers return.
import { isMet } from './condition.ts';
import { readPolicyText, type Statement } from './document.ts';
import { fillVariables, type ConditionKeys } from './policy-variable.ts';
import { isNamed, type Principal } from './principal.ts';
import { matchesWildcard } from './wildcard.ts';

export interface PolicyRequest {
  /** Null for policies without Principal elements: those of identities and authorizers. */
  readonly principal: Principal | null;
  /** `execute-api:Invoke` */
  readonly action: string;
  readonly resource: string;
  /** Names in lower case: `aws:sourceip`. */
  readonly conditionKeys: ConditionKeys;
}

export type PolicyVerdict =
  | { readonly decision: 'allow' | 'explicit-deny'; readonly statement: Statement }
  | { readonly decision: 'implicit-deny'; readonly statement: null };

/** A Deny that applies wins over every Allow; where nothing applies, the answer is an implicit deny. @throws PolicyTextError */
export function evaluatePolicy(documents: readonly string[], request: PolicyRequest): PolicyVerdict {
  return evaluateStatements(documents.flatMap(readPolicyText), request);
}

/** The same for statements that were read before. */
export function evaluateStatements(statements: readonly Statement[], request: PolicyRequest): PolicyVerdict {
  let allowing: Statement | null = null;
  for (const statement of statements) {
    if (!applies(statement, request)) continue;
    if (statement.effect === 'Deny') return { decision: 'explicit-deny', statement };
    allowing ??= statement;
  }
  return allowing === null
    ? { decision: 'implicit-deny', statement: null }
    : { decision: 'allow', statement: allowing };
}

function applies(statement: Statement, request: PolicyRequest): boolean {
  const { principal, actions, resources, conditions, hasVariables } = statement;
  if (request.principal !== null) {
    // A resource policy's statement without a principal names nobody.
    if (principal === null) return false;
    if (isNamed(principal.element, request.principal) === principal.not) return false;
  }
  const action = request.action.toLowerCase();
  // Actions are compared without regard to case.
  if (actions.patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action)) === actions.not) {
    return false;
  }
  const matches = (pattern: string): boolean => {
    const filled = hasVariables ? fillVariables(pattern, request.conditionKeys) : pattern;
    return filled !== null && matchesWildcard(filled, request.resource);
  };
  if (resources.patterns.some(matches) === resources.not) return false;
  return conditions.every((condition) => isMet(condition, request.conditionKeys, hasVariables));
}
