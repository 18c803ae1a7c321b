// The handler's file is there, written for another runtime than the configured one.
import type { Case } from '../../case.ts';
import { defineCause, type Match } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import { isForeignClass, missingClass } from './class-not-found.ts';
import { entryAt } from '../../package-listing.ts';
import { importEvidence, importFaultOf, type ImportFault } from '../package/import-fault.ts';

interface Facts {
  readonly file: string;
  readonly runtime: string;
  readonly language: string;
}

export const wrongRuntime = defineCause<Facts>({
  id: 'handler.wrong-runtime',
  step: 5,
  match(subject) {
    const found = importFaultOf(subject);
    const other = found === null ? null : otherRuntimeFile(subject, found);
    if (found === null || other === null) return foreignHandler(subject);
    return {
      confidence: 0.95,
      evidence: [importEvidence(subject, found), `the package holds ${other.file}`],
      facts: { ...other, runtime: subject.function?.runtime ?? 'the configured runtime' },
    };
  },
  words: {
    en: ({ file, runtime, language }) => ({
      title: `The handler is for ${language}, and the runtime is ${runtime}`,
      why:
        file === ''
          ? `${runtime} reads the handler's name in its own way, and finds nothing under it.`
          : `The package holds \`${file}\`; ${runtime} does not look for such a file.`,
      fix: `Set the function's runtime to the one for ${language}.`,
    }),
    it: ({ file, runtime, language }) => ({
      title: `L'handler è per ${lingua(language)}, e il runtime è ${runtime === 'the configured runtime' ? 'un altro' : runtime}`,
      why:
        file === ''
          ? "Ogni runtime legge il nome dell'handler a modo suo, e questo non trova nulla sotto quel nome."
          : `Il pacchetto contiene \`${file}\`; questo runtime non cerca un file del genere.`,
      fix: `Imposta il runtime della funzione a quello per ${lingua(language)}.`,
    }),
  },
});

const languages: readonly (readonly [extension: string, language: string])[] = [
  ['.js', 'JavaScript'],
  ['.mjs', 'JavaScript'],
  ['.cjs', 'JavaScript'],
  ['.ts', 'TypeScript, which must be compiled to JavaScript first'],
  ['.py', 'Python'],
  ['.rb', 'Ruby'],
];

/** The handler's file with another language's extension; null where there is none. */
export function otherRuntimeFile(
  subject: Case,
  found: ImportFault,
): { readonly file: string; readonly language: string } | null {
  const listing = subject.packageListing;
  if (!found.isHandler || listing === undefined) return null;
  const base = found.family === 'python' ? found.missing.replaceAll('.', '/') : found.wanted[0]!;
  for (const [extension, language] of languages) {
    if (entryAt(listing, base + extension) !== null) return { file: base + extension, language };
  }
  return null;
}

/** Handlers that one runtime only knows, and the message of another that fell over them. */
const foreignNames: readonly (readonly [pattern: RegExp, language: string, own: RegExp])[] = [
  [/^(?:wsgi_handler|lambda_function)\b/, 'Python', /^(?:python|ruby)/],
  [/::/, 'Java or .NET', /^(?:java|dotnet|provided)/],
  [/^(?:not\.used\.in\.provided\.runtime|native\.handler|bootstrap)$/, 'a custom runtime', /^provided/],
];

/** The names in the message and in the configuration, where no listing shows the file. */
function foreignHandler(subject: Case): Match<Facts> | null {
  const fault = faultOf(subject);
  if (fault === null) return null;
  const text = faultText(fault);
  const runtime = subject.function?.runtime ?? 'the configured runtime';
  const isLookup =
    /Cannot find module|No module named|Unable to import module|Bad handler|Class not found|ClassNotFoundException|cannot load such file|MalformedHandlerName|Could not find the|Unable to load type/.test(
      text,
    );
  if (!isLookup) return null;
  const matched = (file: string, language: string, confidence: number): Match<Facts> => ({
    confidence,
    evidence: [cut(text)],
    facts: { file, runtime, language },
  });
  // People say it themselves: `python2.7 (should be go1.x)`.
  const told =
    /\b(?:should (?:be|have been)|instead of|but (?:it )?(?:is|was)|actually|wrong(?:ly)?)\b[^)]{0,40}/i.exec(
      subject.text?.runtimeWords ?? '',
    )?.[0];
  if (told !== undefined) return matched('', cut(told, 40), 0.985);
  // A custom runtime's executable is named bootstrap; the managed runtime takes it for a library with the handler.
  if (/from assembly 'bootstrap'|bootstrap\.deps\.json|file name 'bootstrap/.test(text))
    return matched('', 'a custom runtime', 0.96);
  const missing = missingClass(subject, fault);
  if (missing !== null)
    return missing.isHandler && isForeignClass(missing.name) ? matched('', 'another runtime', 0.93) : null;
  const handler = subject.function?.handler ?? '';
  const asked =
    /(?:Cannot find module '\.?\/?(?:var\/task\/)?|import module '|Bad handler '|such file -- )([^'\s]+)/.exec(
      text,
    )?.[1] ?? '';
  for (const [pattern, language, own] of foreignNames) {
    if (own.test(runtime)) continue;
    // `x.lambda_handler` is Ruby's habit too: the message must be about the handler's own file.
    const isAsked = asked !== '' && pattern.test(asked.replace(/\.\w+$/, ''));
    if (isAsked && language === 'a custom runtime') return matched('', language, 0.99);
    if (
      isAsked ||
      (pattern.source.includes('::') &&
        pattern.test(handler) &&
        /Bad handler|Malformed|import module/.test(text))
    )
      return matched('', language, 0.96);
  }
  return null;
}

/** The rule's words for a language, in Italian; the names of languages stay. */
function lingua(language: string): string {
  switch (language) {
    case 'TypeScript, which must be compiled to JavaScript first':
      return 'TypeScript, che va prima compilato in JavaScript';
    case 'Java or .NET':
      return 'Java o .NET';
    case 'a custom runtime':
      return 'un runtime personalizzato';
    case 'another runtime':
      return 'un altro runtime';
    default:
      return language;
  }
}
