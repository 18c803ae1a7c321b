// The handler's file is there, written for another runtime than the configured one.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
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
    if (found === null || other === null) return null;
    return {
      confidence: 0.95,
      evidence: [importEvidence(subject, found), `the package holds ${other.file}`],
      facts: { ...other, runtime: subject.function?.runtime ?? 'the configured runtime' },
    };
  },
  words: {
    en: ({ file, runtime, language }) => ({
      title: `The handler's file is ${language}, and the runtime is ${runtime}`,
      why: `The package holds \`${file}\`; ${runtime} does not look for such a file.`,
      fix: `Set the function's runtime to the one for ${language}.`,
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
