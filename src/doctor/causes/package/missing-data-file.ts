// A file that the code opens, not a module, is not in the package.
import { runtimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { nearest } from '../../nearest.ts';
import { holds, ownFiles } from '../../package-listing.ts';
import { cut, listed } from '../../words.ts';
import { importFaultOf } from './import-fault.ts';
import { quotedTaskPath } from './unreadable-file.ts';

interface Facts {
  readonly path: string;
  readonly candidates: readonly string[];
}

export const missingDataFile = defineCause<Facts>({
  id: 'package.missing-data-file',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null || importFaultOf(subject) !== null) return null;
    const isMissing =
      /ENOENT: no such file or directory|\[Errno 2\] No such file or directory|cannot open shared object file/.test(
        fault.message,
      );
    if (!isMissing) return null;
    const path = quotedTaskPath(subject, fault.message) ?? relativePath(fault.message);
    if (path === null || (subject.packageListing !== undefined && holds(subject.packageListing, path)))
      return null;
    const files = subject.packageListing === undefined ? [] : ownFiles(subject.packageListing);
    const name = path.split('/').at(-1)!;
    const elsewhere = files.filter((file) => file.endsWith(`/${name}`) || file === name);
    return {
      confidence: runtimeFamily(subject) === 'other' ? 0.7 : 0.88,
      evidence: [cut(faultText(fault))],
      facts: { path, candidates: elsewhere.length > 0 ? elsewhere.slice(0, 3) : nearest(path, files) },
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: ({ path, candidates }) => ({
      title: `The file \`${path}\` is not in the package`,
      why: `The code opens it, and only what was packaged is there.${candidates.length === 0 ? '' : ` The package holds ${listed(candidates.map((each) => `\`${each}\``))}.`}`,
      fix: 'Package the file, and name it relative to the code (`import.meta.dirname`, `__dirname`, `Path(__file__).parent`), not to the working directory.',
    }),
  },
});

/** The working directory of a function is /var/task, so a relative path is one below it. */
function relativePath(message: string): string | null {
  const quoted = /(?:open|stat|scandir|access|directory:?) ?'([^'/][^']*)'/.exec(message)?.[1];
  return quoted?.replace(/^\.\//, '') ?? null;
}
