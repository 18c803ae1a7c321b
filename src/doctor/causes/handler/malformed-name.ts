// The handler's name does not have the form its runtime wants (SPEC §9.4, §9.5).
import { runtimeFamily, type Case, type RuntimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, type Fault } from '../../fault.ts';
import { ownFiles } from '../../package-listing.ts';
import { exportedNames } from '../../source/javascript/exports.ts';
import { isSyntaxFault, moduleFile } from '../../source/javascript/parse.ts';
import { cut, listed } from '../../words.ts';
import { importFaultOf } from '../package/import-fault.ts';
import { elenco } from '../../words-italian.ts';

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
      isDotnetText(fault.message) ||
      namesExtension(fault.message) ||
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
    it: ({ handler, family, hasDots, isBuiltIn, candidates }) => ({
      title: `${handler === null ? "Il nome dell'handler" : `\`${handler}\``} non è un nome di handler valido`,
      why: isBuiltIn
        ? 'Python ha già un modulo con quel nome, e importa quello al posto del file della funzione.'
        : hasDots
          ? 'Un handler non può contenere `..`; il suo percorso parte dal primo livello del pacchetto.'
          : `Un handler si scrive ${family === 'python' ? '`modulo.funzione`, come `lambda_function.lambda_handler`' : '`file.export`, come `index.handler`'}: il percorso del file senza estensione, un punto, un nome.`,
      fix:
        candidates.length === 0
          ? isBuiltIn
            ? "Rinomina il file, e con esso l'handler."
            : "Correggi l'handler."
          : `Imposta l'handler a ${elenco(candidates.map((each) => `\`${each}\``))}.`,
    }),
  },
});

/** .NET takes what stands before the first `::` for an assembly and looks for its files. */
function isDotnetText(message: string): boolean {
  return (
    /Could not find the required '[^']*\.deps\.json'/.test(message) ||
    message.includes('Could not find the specified handler assembly') ||
    /LambdaValidationException|handler string .{0,60}(?:not valid|invalid|format)|Invalid lambda function handler/i.test(
      message,
    )
  );
}

/** `Handler 'py' missing on module 'app'`, `app.py is undefined or not exported`: an extension taken for a function. */
function namesExtension(message: string): boolean {
  return /Handler '(?:py|js|mjs|ts|rb|zip)' missing on module|\.(?:js|mjs|cjs|ts) is undefined or not exported/.test(
    message,
  );
}

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
