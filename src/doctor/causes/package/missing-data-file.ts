// A file that the code opens, not a module, is not in the package.
import { runtimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { nearest } from '../../nearest.ts';
import { holds, ownFiles } from '../../package-listing.ts';
import { cut, listed } from '../../words.ts';
import { importFaultOf } from './import-fault.ts';
import { quotedTaskPath } from './unreadable-file.ts';
import { elenco } from '../../words-italian.ts';

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
      /ENOENT: no such file or directory, (?!mkdir)|\[Errno 2\] No such file or directory|cannot open shared object file|TemplateNotFound|FileNotFoundException|No such file or directory @ rb_sysopen|could not (?:be found|locate)|open \S+: no such file/i.test(
        faultText(fault),
      );
    if (!isMissing) return null;
    const path =
      quotedTaskPath(subject, fault.message) ??
      relativePath(fault.message) ??
      layerPath(fault.message) ??
      sharedObject(fault.message) ??
      engine(fault.message) ??
      (fault.type?.endsWith('TemplateNotFound') === true ? fault.message.trim() : null);
    if (
      path === null &&
      subject.text !== undefined &&
      fault.message.includes('cannot open shared object file')
    )
      return {
        confidence: 0.86,
        evidence: [cut(faultText(fault))],
        facts: { path: 'a shared library', candidates: [] },
      };
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
    it: ({ path, candidates }) => ({
      title: `Il file \`${path}\` non è nel pacchetto`,
      why: `Il codice lo apre, e c'è solo ciò che è stato messo nel pacchetto.${candidates.length === 0 ? '' : ` Il pacchetto contiene ${elenco(candidates.map((each) => `\`${each}\``))}.`}`,
      fix: 'Metti il file nel pacchetto, e indicalo rispetto al codice (`import.meta.dirname`, `__dirname`, `Path(__file__).parent`), non alla directory di lavoro.',
    }),
  },
});

/** A file of a layer, or one that a library keeps for itself. */
function layerPath(message: string): string | null {
  return /['"\s](\/opt\/[^'"\s:]+)/.exec(message)?.[1] ?? null;
}

/** `libpq.so.5: cannot open shared object file`. */
function sharedObject(message: string): string | null {
  return /(\S+?\.so[.\d]*): cannot open shared object file/.exec(message)?.[1] ?? null;
}

/** `Query engine library … could not be found`, `could not locate the Query Engine for runtime`. */
function engine(message: string): string | null {
  return (
    /\b([Qq]uery[ -][Ee]ngine|schema[ -]engine|[\w.-]+\.(?:node|wasm|pem|crt|ttf|html|json|ya?ml|template|so))\b.{0,80}(?:could not|cannot) (?:be found|locate)|could not locate the ([Qq]uery [Ee]ngine)/.exec(
      message,
    )?.[1] ?? (/could not locate the Query Engine/i.test(message) ? 'query engine' : null)
  );
}

/** The working directory of a function is /var/task, so a relative path is one below it. */
function relativePath(message: string): string | null {
  const quoted = /(?:open|stat|scandir|access|directory:?) ?'([^'/][^']*)'/.exec(message)?.[1];
  return quoted?.replace(/^\.\//, '') ?? null;
}
