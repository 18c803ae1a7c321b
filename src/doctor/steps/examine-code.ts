// What the packages tell without being run: a Python handler's module for places, and faults of functions that were not tested.
import type { Language } from '../cause.ts';
import { valueOf } from '../collect/ask.ts';
import type { Walk } from '../collect/walk.ts';
import { routeOfExecution } from '../collect/walked-routes.ts';
import type { Finding } from '../finding.ts';
import { readPythonModule, type PythonModule, type RunPythonAst } from '../source/python/module.ts';
import { examinePackage } from '../static/package/examine-package.ts';

export interface ExaminedCode {
  /** Both by the function's ARN as it is invoked. */
  readonly pythonModules: ReadonlyMap<string, PythonModule>;
  readonly faults: ReadonlyMap<string, readonly Finding[]>;
}

export async function examineCode(walk: Walk, language: Language, run: RunPythonAst): Promise<ExaminedCode> {
  const pythonModules = new Map<string, PythonModule>();
  const faults = new Map<string, readonly Finding[]>();
  const failed = failedFunctions(walk);
  const tested = new Set(walk.tests.filter(({ run: { ok } }) => ok).map(({ route }) => route.functionArn));
  for (const called of walk.functions.values()) {
    const settings = valueOf(called.configuration);
    const code = called.code === null ? null : valueOf(called.code);
    if (settings === null || code === null || settings.runtime === null) continue;
    const { runtime, handler } = settings;
    if (failed.has(called.arn) && runtime.startsWith('python') && handler !== null) {
      const module = await readPythonModule(code.source, handler, run);
      if (module !== null) pythonModules.set(called.arn, module);
    }
    // What a run has shown, either way, is surer than what can be read.
    if (failed.has(called.arn) || tested.has(called.arn)) continue;
    const packaged = {
      name: called.name,
      runtime,
      handler: handler ?? undefined,
      architecture: settings.architecture === 'arm64' ? ('arm64' as const) : ('x86_64' as const),
      hasLayers: settings.layers.length > 0,
    };
    faults.set(called.arn, await examinePackage(code, packaged, 'rest-proxy', language, run));
  }
  return { pythonModules, faults };
}

/** Their ARNs as they are invoked. */
function failedFunctions(walk: Walk): ReadonlySet<string | null> {
  return new Set([
    ...walk.failures.map((execution) => routeOfExecution(walk.routes, execution)?.functionArn ?? null),
    ...walk.tests
      .filter(({ run }) => run.ok && run.value.status >= 500)
      .map(({ route }) => route.functionArn),
  ]);
}
