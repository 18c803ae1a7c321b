// A Python module as the interpreter's `ast` sees it, read by a script that the caller runs.
import { doctorSourceCharactersMax } from '../../../core/limits.ts';
import type { HandlerOutline, Output } from '../outline.ts';
import type { SourceReader, Span } from '../source-reader.ts';
import { pythonOutlineScript } from './script.ts';

export interface PythonModule {
  /** Relative to /var/task. */
  readonly path: string;
  /** Functions at the top level by name, decorated and wrapped ones too. */
  readonly functions: ReadonlyMap<string, HandlerOutline>;
  /** Every name defined at the top level. */
  readonly names: readonly string[];
  /** True where names may come to be in a way that reading does not see: `from x import *`, `globals()`, `setattr`. */
  readonly isOpen?: boolean;
  readonly imports: readonly PythonImport[];
  /** True where the module names `sys.path`. */
  readonly changesSearchPath?: boolean;
  /** `os.environ['X']`, which fails where X is not set; not what stands in a `try`. */
  readonly environment?: readonly { readonly name: string; readonly at: Span; readonly isAtStart: boolean }[];
  readonly syntaxError: { readonly line: number; readonly column: number; readonly message: string } | null;
}

interface PythonImport {
  /** Dotted; relative ones start with dots. */
  readonly module: string;
  readonly at: Span;
  /** In a `try`, a branch or a function: the module can be loaded without it. */
  readonly isOptional?: boolean;
  /** Part of the standard library of the interpreter that read it; undefined where that does not say. */
  readonly isStandard?: boolean;
}

/**
 * Runs `script` with a Python 3.8 or later (`python3 -I -c script`), `source` on standard input, and gives what it
 * printed; null where there is no interpreter, it failed, or it took too long. It parses and never executes the source.
 */
export type RunPythonAst = (script: string, source: string) => Promise<string | null>;

/** A handler string taken apart as AWS's Python client does: the last dot parts module and function; `/` is `.`. */
export function readPythonHandler(
  handler: string,
): { readonly module: string; readonly name: string } | null {
  const dot = handler.lastIndexOf('.');
  return dot <= 0
    ? null
    : { module: handler.slice(0, dot).replaceAll('/', '.'), name: handler.slice(dot + 1) };
}

/** The files a dotted module name can mean. */
export function pythonModuleFiles(module: string): readonly [string, string] {
  const path = module.replaceAll('.', '/');
  return [`${path}.py`, `${path}/__init__.py`];
}

/** The handler's module; null where it, or an interpreter, is not there. */
export async function readPythonModule(
  reader: SourceReader,
  handler: string,
  run: RunPythonAst,
): Promise<PythonModule | null> {
  // Of a handler without a function's name the module still tells which names there are.
  const module = readPythonHandler(handler)?.module ?? handler;
  for (const path of pythonModuleFiles(module)) {
    const source = reader.read(path);
    if (source === null || source.length > doctorSourceCharactersMax) continue;
    return readPythonFile(reader, path, run);
  }
  return null;
}

/** One file; null where it, or an interpreter, is not there, or it is too large. */
export async function readPythonFile(
  reader: SourceReader,
  path: string,
  run: RunPythonAst,
): Promise<PythonModule | null> {
  const source = reader.read(path);
  if (source === null || source.length > doctorSourceCharactersMax) return null;
  const printed = await run(pythonOutlineScript, source);
  return printed === null ? null : pythonModuleOf(path, printed);
}

interface PrintedOutline extends Omit<HandlerOutline, 'path' | 'outputs' | 'awaits' | 'isWrapped'> {
  /** Dotted names, outermost first. */
  readonly decorators?: readonly string[];
  readonly outputs: readonly Omit<Output, 'path' | 'isPromised'>[];
}

interface PrintedModule {
  readonly functions?: Readonly<Record<string, PrintedOutline>>;
  readonly names?: readonly string[];
  readonly isOpen?: boolean;
  readonly changesSearchPath?: boolean;
  readonly environment?: PythonModule['environment'];
  readonly imports?: PythonModule['imports'];
  readonly syntaxError?: PythonModule['syntaxError'];
}

function pythonModuleOf(path: string, printed: string): PythonModule | null {
  const read = readPrinted(printed);
  if (read === null) return null;
  const functions = new Map<string, HandlerOutline>();
  for (const [name, outline] of Object.entries(read.functions ?? {})) {
    functions.set(name, {
      ...outline,
      path,
      outputs: outline.outputs.map((output) => ({ ...output, path, isPromised: false })),
      awaits: [],
      isWrapped: (outline.decorators ?? []).some((decorator) => !isTransparent(decorator)),
      contextPassedOn: false,
      hasCallback: false,
      callbackPassedOn: false,
      callbackCalls: [],
      strayReturns: [],
    });
  }
  return {
    path,
    functions,
    names: read.names ?? [],
    isOpen: read.isOpen ?? false,
    changesSearchPath: read.changesSearchPath ?? false,
    environment: read.environment ?? [],
    imports: read.imports ?? [],
    syntaxError: read.syntaxError ?? null,
  };
}

/** Decorators that give on what the function returned: those of AWS's Powertools, and the tracers'. */
const transparentDecorators: ReadonlySet<string> = new Set([
  'capture_lambda_handler',
  'capture_method',
  'event_parser',
  'event_source',
  'idempotent',
  'inject_lambda_context',
  'log_metrics',
  'serverless_function',
  'datadog_lambda_wrapper',
]);

function isTransparent(decorator: string): boolean {
  return transparentDecorators.has(decorator.split('.').at(-1)!);
}

/** An interpreter too old for the script prints something else, or nothing: the source then stays unread. */
function readPrinted(printed: string): PrintedModule | null {
  try {
    const read: unknown = JSON.parse(printed);
    return typeof read === 'object' && read !== null ? read : null;
  } catch {
    return null;
  }
}
