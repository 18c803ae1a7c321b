// A file cannot be parsed by this runtime (SPEC §9.4, §9.5).
import type { Case } from '../../case.ts';
import { defineCause, type Place } from '../../cause.ts';
import { faultPlace, faultOf, isInitFault, taskPath, type Fault } from '../../fault.ts';
import { findSyntaxFault } from '../../source/syntax-fault.ts';
import { locationAt } from '../../source/place.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';
import { esmCjs } from '../package/esm-cjs.ts';

interface Facts {
  readonly message: string;
  readonly runtime: string | null;
  readonly isMissingExport: boolean;
}

export const syntaxError = defineCause<Facts>({
  id: 'init.syntax-error',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null || !failsToParse(subject, fault) || esmCjs.consider(subject) !== null) return null;
    const message = fault.message
      .replace(/^SyntaxError: /, '')
      .replace(/^Syntax error in module '[^']*': /, '')
      .replace(/ \([^()]*, line \d+\)$/, '');
    return {
      confidence: 0.97,
      evidence: [cut(fault.message)],
      facts: {
        message,
        runtime: subject.function?.runtime ?? null,
        isMissingExport: message.includes('does not provide an export named'),
      },
      place: () => placeOf(subject, fault),
    };
  },
  words: {
    en: ({ message, runtime, isMissingExport }) => ({
      title: isMissingExport
        ? 'An imported name does not exist in its module'
        : `The code does not parse: ${cut(message, 80)}`,
      why: isMissingExport
        ? cut(message)
        : `The module cannot be loaded, so every request fails before the handler runs.${runtime === null ? '' : ` What ${runtime} does not know counts as a syntax error too.`}`,
      fix: isMissingExport
        ? 'Correct the name in the import, or export it.'
        : 'Correct the place shown, or choose a runtime that knows the syntax.',
    }),
    it: ({ message, runtime, isMissingExport }) => ({
      title: isMissingExport
        ? 'Un nome importato non esiste nel suo modulo'
        : `Il codice non si lascia analizzare: ${cut(message, 80)}`,
      why: isMissingExport
        ? cut(message)
        : `Il modulo non può essere caricato, perciò ogni richiesta fallisce prima che l'handler parta.${runtime === null ? '' : ` Anche ciò che ${runtime} non conosce conta come errore di sintassi.`}`,
      fix: isMissingExport
        ? "Correggi il nome nell'import, oppure esportalo."
        : 'Correggi il punto indicato, oppure scegli un runtime che conosce quella sintassi.',
    }),
  },
});

function failsToParse(subject: Case, fault: Fault): boolean {
  if (fault.type === 'Runtime.UserCodeSyntaxError' || fault.message.startsWith('Syntax error in module '))
    return true;
  if (subject.text !== undefined && saysSyntax(fault)) return true;
  // A SyntaxError of JSON.parse at request time is another matter; one while loading names the loader.
  if (
    /Init<SyntaxError>|^SyntaxError$/.test(fault.type ?? '') &&
    subject.text !== undefined &&
    !/JSON|Unexpected end of/.test(fault.message) &&
    !fault.trace.some((line) => /JSON\.parse|Object\.parse \(native\)/.test(line))
  )
    return true;
  return (
    (fault.type === 'SyntaxError' || fault.type === 'IndentationError' || fault.type === 'TabError') &&
    isInitFault(subject, fault) &&
    !fault.trace.some((line) => line.includes('JSON.parse'))
  );
}

/** Of runtimes whose clients have no word of their own for it, and of a class for a newer Java. */
function saysSyntax(fault: Fault): boolean {
  const text = fault.type === null ? fault.message : `${fault.type}: ${fault.message}`;
  if (
    /JSON|JSON\.parse|Unexpected end of/.test(text) ||
    fault.trace.some((line) => /JSON\.parse|Object\.parse \(native\)/.test(line))
  )
    return false;
  return /^(?:module initialization error|Init Error).{0,40}SyntaxError|\(\w+\.py, line \d+\)\s*$|\.rb:\d+: syntax error|<SyntaxError>|^(?:IndentationError|TabError)|PHP Parse error|UnsupportedClassVersionError|syntax error, unexpected/.test(
    text,
  );
}

function placeOf(subject: Case, fault: Fault): Place | null {
  const { source } = subject;
  const { pythonModule } = subject;
  if (source === undefined) return faultPlace(subject, fault);
  if (pythonModule?.syntaxError != null) {
    const { line, column } = pythonModule.syntaxError;
    return placeAt(source, pythonModule.path, { line, column, endLine: line, endColumn: column }, null);
  }
  const traced = faultPlace(subject, fault);
  if (traced !== null) return traced;
  const handler = subject.function?.handler;
  const found =
    handler === undefined || subject.function?.runtime?.startsWith('python') === true
      ? null
      : findSyntaxFault(source, handler);
  if (found === null) return pythonMessagePlace(subject, fault);
  return placeAt(
    source,
    found.path,
    { ...found.at, endLine: found.at.line, endColumn: found.at.column },
    null,
  );
}

/** `invalid syntax (m.py, line 3)`: the file's name without its folder. */
function pythonMessagePlace(subject: Case, fault: Fault): Place | null {
  const named = /\((?<file>[^(),]+), line (?<line>\d+)\)$/.exec(fault.message)?.groups;
  if (named === undefined || subject.source === undefined) return null;
  const file = taskPath(subject, named['file']!) ?? named['file']!;
  const paths = [
    file,
    ...(subject.packageListing ?? []).map(({ path }) => path).filter((path) => path.endsWith(`/${file}`)),
  ];
  for (const path of paths) {
    const location = locationAt(subject.source, path, { line: Number(named['line']), column: null });
    if (location !== null) return { location, patch: null };
  }
  return null;
}
