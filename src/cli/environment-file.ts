// Reads the file of `--env-vars`: the form that SAM uses, by logical id of a function.
import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '../core/errors.ts';
import type { EnvironmentOverrides } from '../served-project.ts';

/** @throws UserError where the file is missing, no JSON, or not in that form */
export function readEnvironmentFile(path: string): EnvironmentOverrides {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UserError(`--env-vars cannot read ${path} (${messageOf(cause)}): name a JSON file.`, { cause });
  }
  if (!isMap(content) || !Object.values(content).every(isMap)) {
    throw new UserError(
      `${path} must map functions to their variables: {"MyFunction": {"TABLE": "orders"}}, or {"Parameters": {…}} for all.`,
    );
  }
  return Object.fromEntries(
    Object.entries(content).map(([name, variables]) => [name, textsOf(name, variables as object, path)]),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Numbers and switches are written out, as a template's would be. */
function textsOf(functionName: string, variables: object, path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]: [string, unknown]) => {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        throw new UserError(`${path}: ${functionName}.${name} must be a text: put it into quotes.`);
      }
      return [name, String(value)];
    }),
  );
}
