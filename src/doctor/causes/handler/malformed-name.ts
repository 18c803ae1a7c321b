// The handler's name does not have the form its runtime wants (SPEC §9.4, §9.5).
import { runtimeFamily, type Case, type RuntimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, type Fault } from '../../fault.ts';
import { ownFiles } from '../../package-listing.ts';
import { exportedNames } from '../../source/javascript/exports.ts';
import { isSyntaxFault, moduleFile } from '../../source/javascript/parse.ts';
import { cut, listed } from '../../words.ts';
import { importFaultOf } from '../package/import-fault.ts';

interface Facts {
  readonly handler: string | null;
  readonly family: RuntimeFamily;
  readonly hasDots: boolean;
  /** Python: the module is called as one of the interpreter's own. */
  readonly isBuiltIn: boolean;
  readonly candidates: readonly string[];
}

export const malformedName = defineCause<Facts>({
  id: 'handler.malformed-name',
  step: 5,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const isBuiltIn = fault.type === 'Runtime.BuiltInModuleConflict';
    const isMalformed =
      isBuiltIn ||
      fault.type === 'Runtime.MalformedHandlerName' ||
      fault.message.startsWith('Bad handler') ||
      fault.message.includes('is not a valid handler name') ||
      failsByExtension(subject, fault);
    if (!isMalformed) return null;
    const handler = subject.function?.handler ?? null;
    const candidates = isBuiltIn ? [] : candidatesFor(subject);
    return {
      confidence: 0.98,
      evidence: [cut(fault.message), ...(handler === null ? [] : [`handler: ${handler}`])],
      facts: {
        handler,
        family: runtimeFamily(subject),
        hasDots: handler?.includes('..') ?? fault.message.includes('..'),
        isBuiltIn,
        candidates,
      },
      ...(candidates.length === 1 && handler !== null
        ? { patch: `-Handler: ${handler}\n+Handler: ${candidates[0]!}\n` }
        : {}),
    };
  },
  words: {
    en: ({ handler, family, hasDots, isBuiltIn, candidates }) => ({
      title: `${handler === null ? "The handler's name" : `\`${handler}\``} is not a valid handler name`,
      why: isBuiltIn
        ? "Python has a module of that name of its own, and imports that instead of the function's file."
        : hasDots
          ? 'A handler must not contain `..`; its path starts at the top of the package.'
          : `A handler is written ${family === 'python' ? '`module.function`, such as `lambda_function.lambda_handler`' : '`file.export`, such as `index.handler`'}: the file's path without extension, a dot, a name.`,
      fix:
        candidates.length === 0
          ? isBuiltIn
            ? 'Rename the file, and the handler with it.'
            : 'Correct the handler.'
          : `Set the handler to ${listed(candidates.map((each) => `\`${each}\``))}.`,
    }),
  },
});

const extension = /\.(?:js|mjs|cjs|ts|py)(?=\.|$)/;

/** `index.js.handler`, `app.py`: the runtime takes the extension for a name (TAXONOMY, `Handler 'py' missing`). */
export function failsByExtension(subject: Case, fault: Fault): boolean {
  const handler = subject.function?.handler;
  if (handler === undefined || !extension.test(handler.slice(handler.lastIndexOf('/') + 1))) return false;
  return (
    fault.type === 'Runtime.HandlerNotFound' ||
    fault.message.startsWith("Handler '") ||
    importFaultOf(subject)?.isHandler === true
  );
}

/** `index` → `index.handler`, with the names that the file gives. */
function candidatesFor(subject: Case): readonly string[] {
  const handler = subject.function?.handler;
  if (handler === undefined || handler === '') return [];
  const file = handler.replaceAll('../', '').replace(extension, '');
  const { source, pythonModule } = subject;
  const [path, name] = splitAtDot(file);
  const isPython = runtimeFamily(subject) === 'python';
  const module = isPython || source === undefined ? null : moduleFile(source, path);
  const names = isPython
    ? [...(pythonModule?.functions.keys() ?? [])]
    : module === null || isSyntaxFault(module)
      ? []
      : exportedNames(module);
  if (names.length === 0) {
    return isPython
      ? inListing(subject, path, '.py', name ?? 'lambda_handler')
      : inListing(subject, path, '.js', name ?? 'handler');
  }
  return (name !== null && names.includes(name) ? [name] : names)
    .slice(0, 3)
    .map((each) => `${path}.${each}`);
}

function splitAtDot(file: string): readonly [path: string, name: string | null] {
  const dot = file.lastIndexOf('.');
  return dot > file.lastIndexOf('/') ? [file.slice(0, dot), file.slice(dot + 1)] : [file, null];
}

function inListing(subject: Case, file: string, extension: string, name: string): readonly string[] {
  const files = subject.packageListing === undefined ? [] : ownFiles(subject.packageListing);
  return files.includes(file + extension) ? [`${file}.${name}`] : [];
}
