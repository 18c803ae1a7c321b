// Which functions can start in a process that was booted before anyone knew of them.
import type { FunctionConfiguration } from '../model.ts';

/**
 * What a process reads of its environment while it boots, before it is told which function it is. NODE_ENV is read by
 * programs only, and is what most functions set.
 */
const readAtBoot =
  /^(?:NODE_(?!ENV$)|PYTHON|LD_|DYLD_|LC_|AWS_LAMBDA_|UV_|SSL_|OPENSSL_|MALLOC_|GLIBC_|ICU_|_)|^(?:LANG|LANGUAGE|TZ|PATH)$/;

/** The runtimes whose bootstrap knows how to wait. */
const waitingRuntimes = /^(?:nodejs|python)/;

export function isSpareable({ runtime, layers, environment }: FunctionConfiguration): boolean {
  if (!waitingRuntimes.test(runtime)) return false;
  if (layers.length > 0) return false;
  for (const name in environment) if (readAtBoot.test(name)) return false;
  return true;
}

/** What Varco itself sets and a process reads while it boots; the same for all functions that can start in a spare. */
const bootNames: ReadonlySet<string> = new Set([
  'LANG',
  'TZ',
  'SHLVL',
  'PATH',
  'LD_LIBRARY_PATH',
  'NODE_PATH',
  'PYTHONPATH',
]);

export function bootEnvironment(
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => bootNames.has(name)));
}
