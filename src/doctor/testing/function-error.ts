// Function errors as AWS's runtime clients write them, for the doctor's tests.
import { runInThisContext } from 'node:vm';
import type { OutcomeOf } from '../../execution/outcome.ts';

type FunctionError = OutcomeOf<'function-error'>;

/** `trace` is the stack's text, one frame a line, as Node.js prints it. */
export function nodeError(
  errorType: string,
  errorMessage: string,
  frames: readonly string[] = [],
): FunctionError {
  return {
    kind: 'function-error',
    errorType,
    errorMessage,
    trace: [...`${errorType}: ${errorMessage}`.split('\n'), ...frames.map((frame) => `    at ${frame}`)],
  };
}

/** Each frame is `[file, line, function, code]`, outermost first, as Python's `traceback` formats them. */
export function pythonError(
  errorType: string,
  errorMessage: string,
  frames: readonly (readonly [file: string, line: number, name: string, code: string])[] = [],
): FunctionError {
  return {
    kind: 'function-error',
    errorType,
    errorMessage,
    trace: frames.map(
      ([file, line, name, code]) => `  File "${file}", line ${line}, in ${name}\n    ${code}\n`,
    ),
  };
}

/** How a CommonJS file is loaded. */
export const commonJsLoader = [
  'Module._compile (node:internal/modules/cjs/loader:1554:14)',
  'Object..js (node:internal/modules/cjs/loader:1706:10)',
  'Module.load (node:internal/modules/cjs/loader:1289:32)',
] as const;

export const esModuleLoader = ['ModuleJob.run (node:internal/modules/esm/module_job:271:25)'] as const;

/** What Node.js itself says when `exports.handler` of this CommonJS code is called with the event. */
export async function thrownByHandler(code: string, event: unknown): Promise<FunctionError> {
  const module: { exports: { handler?: (event: unknown) => unknown } } = { exports: {} };
  try {
    const load = runInThisContext(`(function (exports, module) {${code}\n})`, {
      filename: '/var/task/index.js',
    }) as (exports: object, module: object) => void;
    load(module.exports, module);
    await module.exports.handler?.(event);
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
    return nodeError(
      thrown.name,
      thrown.message,
      frames.map((line) => line.slice('    at '.length)),
    );
  }
  throw new Error('the handler did not throw');
}
