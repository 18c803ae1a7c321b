// The file loads, and the function that the handler names is not in it (SPEC §9.4, §9.5).
import type { Case } from '../../case.ts';
import { runtimeFamily, type RuntimeFamily } from '../../case.ts';
import { defineCause, type Place } from '../../cause.ts';
import { faultOf } from '../../fault.ts';
import { nearest } from '../../nearest.ts';
import { exportedNames } from '../../source/javascript/exports.ts';
import { handlerModule } from '../../source/javascript/function.ts';
import { isSyntaxFault } from '../../source/javascript/parse.ts';
import { exportPlace } from '../../source/export-place.ts';
import { cut, listed } from '../../words.ts';
import { failsByExtension } from './malformed-name.ts';
import { elenco } from '../../words-italian.ts';

interface Facts {
  readonly handler: string | null;
  readonly name: string | null;
  readonly file: string | null;
  /** Names the file does give. */
  readonly names: readonly string[];
  readonly meant: string | null;
  readonly isNoFunction: boolean;
  readonly family: RuntimeFamily;
}

export const handlerNotFound = defineCause<Facts>({
  id: 'handler.not-found',
  step: 5,
  match(subject) {
    const fault = faultOf(subject);
    if (
      fault?.type !== 'Runtime.HandlerNotFound' &&
      !isPythonText(fault?.message) &&
      !isOtherText(fault?.message)
    )
      return null;
    if (
      failsByExtension(subject, fault!) ||
      /Handler '(?:py|js|mjs|ts|rb)' missing|\.(?:js|mjs|cjs|ts) is undefined or not exported/.test(
        fault!.message,
      )
    )
      return null;
    const handler = subject.function?.handler ?? null;
    const name = handler === null ? null : handler.slice(handler.lastIndexOf('.') + 1);
    const given = givenNames(subject);
    const meant =
      name === null
        ? null
        : (nearest(name, given.names)[0] ?? (given.names.length === 1 ? given.names[0]! : null));
    return {
      confidence: 0.98,
      evidence: [
        cut(fault!.message),
        ...(given.names.length === 0 ? [] : [`${given.file} gives ${given.names.slice(0, 8).join(', ')}`]),
      ],
      facts: {
        handler,
        name,
        file: given.file,
        names: given.names.slice(0, 8),
        meant,
        isNoFunction: fault!.message.endsWith('is not a function'),
        family: runtimeFamily(subject),
      },
      place: () => placeOf(subject, name, meant),
      ...(handler === null || meant === null || meant === name
        ? {}
        : {
            patch: `-Handler: ${handler}\n+Handler: ${handler.slice(0, handler.length - name!.length)}${meant}\n`,
          }),
    };
  },
  words: {
    en: ({ handler, name, file, names, meant, isNoFunction, family }) => ({
      title: isNoFunction
        ? `The handler \`${handler ?? '?'}\` is not a function`
        : `${file === null ? 'The file' : `\`${file}\``} has no ${family === 'python' ? 'function' : 'export'} \`${name ?? '?'}\``,
      why:
        names.length === 0
          ? 'The file was loaded, and the name behind the last dot of the handler was looked up in it.'
          : `It has ${listed(names.map((each) => `\`${each}\``))}.`,
      fix:
        meant !== null && meant !== name && handler !== null
          ? `Set the handler to \`${handler.slice(0, handler.length - name!.length)}${meant}\`, or rename the function.`
          : family === 'python'
            ? `Define \`def ${name ?? 'handler'}(event, context)\` in the file, or correct the handler.`
            : `Export it: \`export const ${name ?? 'handler'} = async (event) => …\` (ES module) or \`exports.${name ?? 'handler'} = async (event) => …\` (CommonJS).`,
    }),
    it: ({ handler, name, file, names, meant, isNoFunction, family }) => ({
      title: isNoFunction
        ? `L'handler \`${handler ?? '?'}\` non è una funzione`
        : `${file === null ? 'Il file' : `\`${file}\``} non ha ${family === 'python' ? 'una funzione' : 'un export'} \`${name ?? '?'}\``,
      why:
        names.length === 0
          ? "Il file è stato caricato, e vi è stato cercato il nome dopo l'ultimo punto dell'handler."
          : `Ha ${elenco(names.map((each) => `\`${each}\``))}.`,
      fix:
        meant !== null && meant !== name && handler !== null
          ? `Imposta l'handler a \`${handler.slice(0, handler.length - name!.length)}${meant}\`, oppure rinomina la funzione.`
          : family === 'python'
            ? `Definisci \`def ${name ?? 'handler'}(event, context)\` nel file, oppure correggi l'handler.`
            : `Esportala: \`export const ${name ?? 'handler'} = async (event) => …\` (modulo ES) o \`exports.${name ?? 'handler'} = async (event) => …\` (CommonJS).`,
    }),
  },
});

/** Node.js without its type, Java, .NET and Ruby. */
function isOtherText(message: string | undefined): boolean {
  return (
    message !== undefined &&
    /is undefined or not exported|^(?:[\w/.-]+\.)?\w*[Hh]andler\w* is not a function|No public method named \S+ with appropriate method signature|Unable to find method '[^']*' in type|function handler was not provided|Lambda function handler .{0,40}not (?:found|provided)|undefined method [`'][\w.]*handler[\w.]*' for|uninitialized constant \w+Handler|handler \S+ is not (?:defined|callable)|^module '[\w.]+' has no attribute '\w*(?:handler|main)\w*'/i.test(
      message,
    )
  );
}

function isPythonText(message: string | undefined): boolean {
  return (
    message !== undefined && message.startsWith("Handler '") && message.includes("' missing on module '")
  );
}

function givenNames(subject: Case): { readonly file: string | null; readonly names: readonly string[] } {
  const { source, pythonModule } = subject;
  const handler = subject.function?.handler;
  if (pythonModule !== undefined)
    return { file: pythonModule.path, names: [...pythonModule.functions.keys()] };
  if (source === undefined || handler === undefined || runtimeFamily(subject) !== 'nodejs')
    return { file: null, names: [] };
  const module = handlerModule(source, handler);
  if (module === null || isSyntaxFault(module)) return { file: null, names: [] };
  return { file: module.path, names: exportedNames(module) };
}

/** The name that was meant, else the file's first export. */
function placeOf(subject: Case, name: string | null, meant: string | null): Place | null {
  const { source, pythonModule } = subject;
  const handler = subject.function?.handler;
  if (source === undefined || handler === undefined) return null;
  if (pythonModule !== undefined)
    return meant === null ? null : exportPlace.python(source, pythonModule, meant);
  const module = handlerModule(source, handler);
  if (module === null || isSyntaxFault(module)) return null;
  return exportPlace.javascript(source, module, meant ?? name);
}
