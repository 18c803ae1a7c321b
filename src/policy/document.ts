// A policy's JSON text as statements to evaluate: single values become lists, so that every reader sees one shape.

/** Condition keys in lower case; operators as written. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Who a Principal element names: `*`, or values by kind (`AWS`, `Service`, `Federated`, `CanonicalUser`). */
export type PrincipalElement = '*' | Readonly<Record<string, readonly string[]>>;

/** Each part with the truth of its name: `actions.not` is true for a NotAction. */
export interface Statement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Null in identity-based policies, which have none. */
  readonly principal: { readonly not: boolean; readonly element: PrincipalElement } | null;
  readonly actions: { readonly not: boolean; readonly patterns: readonly string[] };
  readonly resources: { readonly not: boolean; readonly patterns: readonly string[] };
  readonly conditions: readonly Condition[];
  /** False for documents of before 2012-10-17, in which `${…}` is plain text. */
  readonly hasVariables: boolean;
}

/** A text that is no policy; `message` says what is wrong with it. */
export class PolicyTextError extends Error {}

/** @throws PolicyTextError */
export function readPolicyText(text: string): readonly Statement[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PolicyTextError('The policy is not JSON', { cause });
  }
  return readPolicy(value);
}

/** The same for a document that is parsed already. @throws PolicyTextError */
export function readPolicy(document: unknown): readonly Statement[] {
  if (!isRecord(document)) throw new PolicyTextError('The policy is not a JSON object');
  const hasVariables = document['Version'] === '2012-10-17';
  return listOf(document['Statement']).map((statement) => readStatement(statement, hasVariables));
}

function readStatement(statement: unknown, hasVariables: boolean): Statement {
  if (!isRecord(statement)) throw new PolicyTextError('A statement is not a JSON object');
  const { Sid: sid, Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new PolicyTextError("A statement's Effect must be Allow or Deny");
  }
  const actions = readPatterns(statement, 'Action');
  if (actions.patterns.length === 0) throw new PolicyTextError('A statement has no Action');
  const resources = readPatterns(statement, 'Resource');
  return {
    sid: typeof sid === 'string' ? sid : null,
    effect,
    principal: readPrincipal(statement),
    actions,
    resources,
    conditions: readConditions(statement['Condition']),
    hasVariables,
  };
}

function readPatterns(statement: Readonly<Record<string, unknown>>, name: 'Action' | 'Resource') {
  const not = statement[name] === undefined && statement[`Not${name}`] !== undefined;
  const patterns = listOf(not ? statement[`Not${name}`] : statement[name]).map((pattern) => {
    if (typeof pattern !== 'string') throw new PolicyTextError(`A statement's ${name} is not text`);
    return pattern;
  });
  return { not, patterns };
}

function readPrincipal(statement: Readonly<Record<string, unknown>>): Statement['principal'] {
  const not = statement['Principal'] === undefined && statement['NotPrincipal'] !== undefined;
  const principal = not ? statement['NotPrincipal'] : statement['Principal'];
  if (principal === undefined) return null;
  if (typeof principal === 'string') {
    return { not, element: principal === '*' ? '*' : { AWS: [principal] } };
  }
  if (!isRecord(principal)) throw new PolicyTextError("A statement's Principal is neither text nor object");
  const element = Object.fromEntries(
    Object.entries(principal).map(([kind, values]) => [kind, listOf(values).map(String)]),
  );
  return { not, element };
}

function readConditions(conditions: unknown): readonly Condition[] {
  if (conditions === undefined) return [];
  if (!isRecord(conditions)) throw new PolicyTextError("A statement's Condition is not a JSON object");
  return Object.entries(conditions).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw new PolicyTextError(`The condition ${operator} is not a JSON object`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: listOf(values).map(String),
    }));
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
