// An OperationContext for this room's tests: a real store in memory, real operations, and functions written down, not run.
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createTestContext, type TestContext } from '../../aws/testing/operation-context.ts';
import type { CodePackage, CodePackages } from '../../lambda/package.ts';

/** What was packaged: `folder PATH`, `zip PATH`, or `bytes` and how many. */
export interface DeployContext extends TestContext {
  readonly packaged: readonly string[];
}

export function createDeployContext(): DeployContext {
  const context = createTestContext();
  const packaged: string[] = [];
  return { ...context, lambda: { ...context.lambda, packages: packageRecorder(packaged) }, packaged };
}

function packageRecorder(packaged: string[]): CodePackages {
  const packages = new Map<string, CodePackage>();
  const keep = (what: string): CodePackage => {
    packaged.push(what);
    const created: CodePackage = {
      sha256: createHash('sha256').update(what).digest('base64'),
      sizeBytes: what.length,
      entries: [],
      origin: null,
      materialise: () => Promise.reject(new Error('nothing runs here')),
    };
    packages.set(created.sha256, created);
    return created;
  };
  return {
    fromFolder: async (path) => keep(`folder ${path} with ${(await readdir(path)).length}`),
    fromZip: async (zip) =>
      keep(typeof zip === 'string' ? `zip ${zip}` : `bytes ${Buffer.from(zip).toString('base64')}`),
    get: (sha256) => packages.get(sha256) ?? null,
    find: async (sha256) => packages.get(sha256) ?? null,
    putOff: () => undefined,
    close: async () => undefined,
  };
}
