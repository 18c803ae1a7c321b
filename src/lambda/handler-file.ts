// Whether a handler's name leads to a file of its package, as AWS's runtime clients look for it (SPEC §9.4, §9.5).
import type { FunctionConfiguration } from './model.ts';
import type { PackageEntry } from './package.ts';

/**
 * The files that would do, where the package has none of them; null where it has one, or it cannot be told: another
 * runtime, a layer that may hold it, a name that is malformed anyway.
 */
export function missingHandlerFiles(
  configuration: FunctionConfiguration,
  entries: readonly PackageEntry[],
): readonly string[] | null {
  const { handler, runtime, layers } = configuration;
  if (handler === null || layers.length > 0) return null;
  const candidates = candidateFiles(runtime, handler);
  if (candidates === null) return null;
  const files = new Set(entries.filter(({ type }) => type !== 'directory').map(({ path }) => path));
  return candidates.some((path) => files.has(path)) ? null : candidates;
}

function candidateFiles(runtime: string, handler: string): readonly string[] | null {
  if (runtime.startsWith('nodejs')) return nodeFiles(handler);
  if (runtime.startsWith('ruby')) return rubyFiles(handler);
  return runtime.startsWith('python') ? pythonFiles(handler) : null;
}

/** Before the first dot of the last path segment; a bare name may also be a module of node_modules. */
function nodeFiles(handler: string): readonly string[] | null {
  const name = handler.slice(handler.lastIndexOf('/') + 1);
  const dot = name.indexOf('.');
  if (dot <= 0 || handler.includes('..') || handler.startsWith('/')) return null;
  const path = handler.slice(0, handler.length - name.length + dot).replace(/^\.\//, '');
  return [`${path}.js`, `${path}.mjs`, `${path}.cjs`, path, `node_modules/${path}/package.json`];
}

/** Before the first dot. */
function rubyFiles(handler: string): readonly string[] | null {
  const dot = handler.indexOf('.');
  return dot <= 0 ? null : [`${handler.slice(0, dot)}.rb`];
}

/** Before the last dot; further dots part folders. */
function pythonFiles(handler: string): readonly string[] | null {
  const dot = handler.lastIndexOf('.');
  if (dot <= 0) return null;
  const path = handler.slice(0, dot).replaceAll('.', '/');
  return [`${path}.py`, `${path}/__init__.py`];
}
