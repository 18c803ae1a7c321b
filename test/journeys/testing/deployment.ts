// What the journeys deploy: the code of a function behind an API, as a zip file on disk.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { zipSync } from 'fflate';
import { createVarco, type Varco } from '../../../src/varco.ts';

const code = `exports.handler = async (event) => {
  console.log('asked for', event.path);
  return { statusCode: 200, body: JSON.stringify({ hello: event.queryStringParameters?.name ?? 'world' }) };
};
`;

/** Anyone who sends the token \`let-me-in\`. */
const authorizerCode = `exports.handler = async (event) => ({
  principalId: 'someone',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{
      Action: 'execute-api:Invoke',
      Effect: event.authorizationToken === 'let-me-in' ? 'Allow' : 'Deny',
      Resource: event.methodArn,
    }],
  },
});
`;

export interface Journey {
  readonly varco: Varco;
  readonly endpoint: string;
  /** A folder that is removed afterwards, with hello.zip and authorizer.zip in it. */
  readonly folder: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<{ status: number; body: string }>;
}

export async function startJourney(t: TestContext): Promise<Journey> {
  const folder = await mkdtemp(join(tmpdir(), 'varco-journey-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'hello.zip'), zipped(code));
  await writeFile(join(folder, 'authorizer.zip'), zipped(authorizerCode));
  const varco = await createVarco({ warn: () => {} });
  t.after(() => varco.close());
  const endpoint = varco.endpoint!;
  return {
    varco,
    endpoint,
    folder,
    get: async (path, headers = {}) => {
      const answer = await fetch(`${endpoint}${path}`, { headers });
      return { status: answer.status, body: await answer.text() };
    },
  };
}

function zipped(source: string): Uint8Array {
  return zipSync({ 'index.js': [Buffer.from(source), { attrs: 0o644 << 16, os: 3 }] });
}
