// An OperationContext for tests: a real store in memory, a clock that stands, seeded ids, and what was published written down.
import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import { createIds } from '../../core/ids.ts';
import type { FunctionDocument } from '../../lambda/model.ts';
import type { CodePackage, CodePackages } from '../../lambda/package.ts';
import { functionNotFound } from '../../lambda/refusals.ts';
import { parseFunctionName } from '../../lambda/resolve-function.ts';
import type { LambdaService } from '../../lambda/service.ts';
import { openBlobs } from '../../store/blobs.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import { createTelemetry } from '../../telemetry/create-telemetry.ts';
import type { OperationContext } from '../context.ts';

export interface TestContext extends OperationContext {
  /** Ids of APIs in the order of their publication. */
  readonly publishedApis: readonly string[];
  /** Functions by name as they were last published. */
  readonly publishedFunctions: ReadonlyMap<string, FunctionDocument>;
  /** Moves the clock on. */
  advance(milliseconds: number): void;
}

const accountId = '111122223333';
const region = 'eu-south-1';

export const startMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

export function createTestContext(): TestContext {
  const publishedApis: string[] = [];
  const publishedFunctions = new Map<string, FunctionDocument>();
  let nowMs = startMs;
  const clock: Clock = { nowMs: () => nowMs, elapsedMs: () => nowMs, after: () => () => undefined };
  return {
    accountId,
    region,
    store: openSqliteStore({ file: null }),
    clock,
    ids: createIds(seededBytes()),
    gateway: {
      publish: async (apiId) => {
        publishedApis.push(apiId);
      },
      publishAccount: async () => undefined,
      testInvoke: () => Promise.reject(new Error('nothing is invoked here')),
      testInvokeAuthorizer: () => Promise.reject(new Error('nothing is invoked here')),
      flushUsage: async () => undefined,
    },
    accessKeyId: null,
    blobs: openBlobs(null),
    telemetry: createTelemetry({ clock }),
    logRole: { isMissing: () => false, refresh: async () => undefined },
    keys: { find: () => null, refresh: async () => undefined },
    endpoint: () => 'http://127.0.0.1:4566',
    lambda: lambdaRecorder(publishedFunctions),
    publishedApis,
    publishedFunctions,
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}

/** Bytes that are the same in every run: a hash of a counter. */
function seededBytes(): (bytes: Uint8Array) => void {
  let count = 0;
  return (bytes) => {
    for (let offset = 0; offset < bytes.length; offset += 32) {
      const block = createHash('sha256').update(String(count++)).digest();
      bytes.set(block.subarray(0, bytes.length - offset), offset);
    }
  };
}

/** Takes documents in and keeps packages by their hash; nothing runs. */
function lambdaRecorder(published: Map<string, FunctionDocument>): LambdaService {
  const asked = new Set<string>();
  return {
    packages: packageRecorder(),
    publish: (document) => void published.set(document.functionName, document),
    remove: (functionName) => void published.delete(functionName),
    function: (functionName) => published.get(functionName) ?? null,
    invoke: async ({ functionArn }) => {
      const reference = parseFunctionName(functionArn, accountId, region);
      if (reference === null || published.has(reference.functionName)) {
        throw new Error('nothing is invoked here');
      }
      return functionNotFound('00000000-0000-4000-8000-000000000000', reference);
    },
    invokeAsync: () => Promise.reject(new Error('nothing is invoked here')),
    functionUrl: () => null,
    // Environments take a moment to start: they are ready when asked for again.
    provisioned: (functionName) => {
      if (!asked.has(functionName)) {
        asked.add(functionName);
        return { allocated: 0, available: 0, hasFailed: false };
      }
      const counts = Object.values(published.get(functionName)?.provisionedConcurrency ?? {});
      const allocated = counts.reduce((sum, { requested }) => sum + requested, 0);
      return { allocated, available: allocated, hasFailed: false };
    },
    notEnforced: () => [],
    close: async () => undefined,
  };
}

function packageRecorder(): CodePackages {
  const packages = new Map<string, CodePackage>();
  return {
    fromFolder: () => Promise.reject(new Error('no folders here')),
    fromZip: async (zip) => {
      const bytes = Buffer.from(zip);
      if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) throw new UserError('This is no zip file.');
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      const created: CodePackage = {
        sha256,
        sizeBytes: bytes.length,
        entries: [],
        origin: null,
        materialise: () => Promise.reject(new Error('nothing runs here')),
      };
      packages.set(sha256, created);
      return created;
    },
    get: (sha256) => packages.get(sha256) ?? null,
    find: async (sha256) => packages.get(sha256) ?? null,
    putOff: () => undefined,
    close: async () => undefined,
  };
}

/** Bytes that begin as a zip does; the text makes one package differ from another. */
export function zipNamed(text: string): Uint8Array {
  return Buffer.from(`PK\u0003\u0004${text}`);
}
