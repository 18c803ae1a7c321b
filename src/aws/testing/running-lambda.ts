// An OperationContext whose functions really run, for tests of what invokes them.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { type Clock, systemClock } from '../../core/clock.ts';
import { systemIds } from '../../core/ids.ts';
import { createLambdaService } from '../../lambda/create-lambda-service.ts';
import { createTelemetry } from '../../telemetry/create-telemetry.ts';
import type { OperationContext } from '../context.ts';
import { createTestContext } from './operation-context.ts';

export interface RunningLambda extends OperationContext {
  readonly warnings: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

export function createRunningLambda(clock: Clock = systemClock): RunningLambda {
  const folder = mkdtempSync(join(tmpdir(), 'varco-operations-test-'));
  // Functions run as another user where the tests run as root.
  chmodSync(folder, 0o755);
  const context = createTestContext();
  const telemetry = createTelemetry();
  const warnings: string[] = [];
  const { accountId, region } = context;
  const lambda = createLambdaService({
    accountId,
    region,
    clock,
    ids: systemIds,
    telemetry,
    folder: join(folder, 'service'),
    warn: (sentence) => warnings.push(sentence),
  });
  return {
    ...context,
    clock,
    ids: systemIds,
    telemetry,
    lambda,
    warnings,
    async [Symbol.asyncDispose]() {
      await lambda.close();
      await context.store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A zip as it is made on Unix. */
export function zipWith(files: Readonly<Record<string, string>>): Uint8Array {
  const readableByAll = (0o100644 << 16) >>> 0;
  const entries = Object.entries(files).map(
    ([path, text]) => [path, [strToU8(text), { os: 3, attrs: readableByAll }]] as const,
  );
  return zipSync(Object.fromEntries(entries) as never);
}
