// A policy as `get-policy` prints it, as a document, or as one statement; of a function or of an API.
import type { PolicyStatement } from '../../policy/policy.ts';
import { isRecord } from './log-text.ts';

export interface PolicyFacts {
  /** Statements of a function's resource policy. */
  readonly ofFunction: readonly PolicyStatement[] | null;
  /** Statements that are about `execute-api:Invoke`, or about everything: an API's own policy. */
  readonly ofApi: readonly Readonly<Record<string, unknown>>[];
}

/** Null where it is none, or was abridged so that it cannot be read. */
export function readPolicyFacts(value: unknown): PolicyFacts | null {
  const statements = statementsIn(value, 0);
  if (statements === null) return null;
  const ofApi = statements.filter((each) =>
    actionsOf(each).some((action) => action === '*' || /^execute-api:/i.test(action)),
  );
  const ofFunction = statements.filter((each) => actionsOf(each).some((action) => /^lambda:/i.test(action)));
  return {
    ofFunction:
      ofFunction.length > 0 || statements.length === 0 ? ofFunction.flatMap(asFunctionStatement) : null,
    ofApi,
  };
}

function statementsIn(value: unknown, depth: number): readonly Readonly<Record<string, unknown>>[] | null {
  if (depth > 4) return null;
  if (typeof value === 'string') {
    if (/ResourceNotFoundException|no policy is associated/i.test(value)) return [];
    try {
      return statementsIn(JSON.parse(value), depth + 1);
    } catch {
      return null;
    }
  }
  if (Array.isArray(value)) return value.every(isRecord) ? value : null;
  if (!isRecord(value)) return null;
  for (const key of ['Policy', 'policy'])
    if (value[key] !== undefined) return statementsIn(value[key], depth + 1);
  const statement = value['Statement'] ?? value['statement'];
  if (statement !== undefined) return statementsIn(statement, depth + 1);
  return 'Effect' in value || 'Action' in value ? [value] : null;
}

function actionsOf(statement: Readonly<Record<string, unknown>>): readonly string[] {
  const action = statement['Action'];
  return (Array.isArray(action) ? action : [action]).filter((each) => typeof each === 'string');
}

/** One action and one resource each, as AddPermission writes them. */
function asFunctionStatement(statement: Readonly<Record<string, unknown>>): readonly PolicyStatement[] {
  const { Sid, Effect, Principal, Resource, Condition } = statement;
  return actionsOf(statement).map((Action) => ({
    Sid: typeof Sid === 'string' ? Sid : 'statement',
    Effect: Effect === 'Deny' ? 'Deny' : 'Allow',
    Principal: principalOf(Principal),
    Action,
    Resource: typeof Resource === 'string' ? Resource : '*',
    ...(isRecord(Condition) ? { Condition: conditionOf(Condition) } : {}),
  }));
}

function principalOf(value: unknown): PolicyStatement['Principal'] {
  if (typeof value === 'string') return value === '*' ? '*' : { Service: value };
  if (!isRecord(value)) return {};
  const service = value['Service'];
  const aws = value['AWS'];
  return {
    ...(typeof service === 'string' ? { Service: service } : {}),
    ...(typeof aws === 'string' ? { AWS: aws } : {}),
  };
}

/** Operators and keys in the spelling that `decide` compares. */
function conditionOf(
  condition: Readonly<Record<string, unknown>>,
): NonNullable<PolicyStatement['Condition']> {
  let sourceArn: string | undefined;
  let sourceAccount: string | undefined;
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isRecord(keys)) continue;
    for (const [key, value] of Object.entries(keys)) {
      const text = Array.isArray(value) ? String(value[0]) : String(value);
      if (key.toLowerCase() === 'aws:sourcearn' && /^Arn|^String/.test(operator)) sourceArn = text;
      if (key.toLowerCase() === 'aws:sourceaccount') sourceAccount = text;
    }
  }
  return {
    ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': sourceArn } }),
    ...(sourceAccount === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
  };
}
