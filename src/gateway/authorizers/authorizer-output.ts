// What an authorizer's function returned: principal, policy and context, or why it is none of it (SPEC §1.7).
import { readPolicy, PolicyTextError, type Statement } from '../../policy/document.ts';

export interface AuthorizerOutput {
  readonly principalId: string;
  readonly statements: readonly Statement[];
  /** JSON text of the policy document. */
  readonly policy: string;
  /** Values as text. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey: string | null;
}

export type AuthorizerReading =
  | { readonly ok: true; readonly output: AuthorizerOutput }
  /** The sentence behind `Execution failed due to configuration error: `. */
  | { readonly ok: false; readonly message: string };

const members = new Set(['principalId', 'policyDocument', 'context', 'usageIdentifierKey']);

/** Any member besides the four is an error, so a function's own error object is one too (SPEC §5.2, recorded). */
export function readAuthorizerOutput(payload: string): AuthorizerReading {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return invalid('the result is not JSON');
  }
  if (!isRecord(value)) return invalid('the result is not an object');
  const unknown = Object.keys(value).find((name) => !members.has(name));
  if (unknown !== undefined) {
    return invalid(`Unrecognized field ${JSON.stringify(unknown)} , not marked as ignorable`);
  }
  const { principalId, policyDocument, usageIdentifierKey } = value;
  // AWS's words for what follows are unknown; these are Varco's.
  if (typeof principalId !== 'string') return invalid('principalId is missing or not a string');
  if (!isRecord(policyDocument)) return invalid('policyDocument is missing or not an object');
  if (usageIdentifierKey != null && typeof usageIdentifierKey !== 'string') {
    return invalid('usageIdentifierKey is not a string');
  }
  const context = readContext(value['context']);
  if ('message' in context) return invalid(context.message);
  try {
    const statements = readPolicy(policyDocument);
    const policy = JSON.stringify(policyDocument);
    const output = {
      principalId,
      statements,
      policy,
      context: context.texts,
      usageIdentifierKey: usageIdentifierKey ?? null,
    };
    return { ok: true, output };
  } catch (thrown) {
    if (thrown instanceof PolicyTextError) return invalid(`policyDocument: ${thrown.message}`);
    throw thrown;
  }
}

/** Strings, numbers and booleans only; null is left out (chosen). */
function readContext(
  context: unknown,
): { readonly texts: Readonly<Record<string, string>> } | { readonly message: string } {
  if (context === undefined || context === null) return { texts: {} };
  if (!isRecord(context)) return { message: 'context is not an object' };
  const texts: [string, string][] = [];
  for (const [name, value] of Object.entries(context)) {
    if (value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      return { message: `context.${name} is ${Array.isArray(value) ? 'an array' : 'an object'}` };
    }
    texts.push([name, String(value)]);
  }
  return { texts: Object.fromEntries(texts) };
}

function invalid(what: string): AuthorizerReading {
  return { ok: false, message: `Invalid JSON in response: ${what}` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
