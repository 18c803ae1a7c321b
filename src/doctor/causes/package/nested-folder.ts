// The whole package sits one folder down in the zip: the folder was zipped, not what is in it.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { holds } from '../../package-listing.ts';
import { faultOf } from '../../fault.ts';
import { cut } from '../../words.ts';
import { importEvidence, importFaultOf } from './import-fault.ts';

interface Facts {
  readonly folder: string;
  readonly file: string;
}

export const nestedFolder = defineCause<Facts>({
  id: 'package.nested-folder',
  step: 4,
  match(subject) {
    const found = importFaultOf(subject);
    const fault = faultOf(subject);
    const program = fault === null ? null : nestedProgram(subject, fault.message);
    if (program !== null)
      return {
        confidence: 0.97,
        evidence: [cut(fault!.message), `the package holds ${program.folder}/${program.file}`],
        facts: program,
        command: `zip -j function.zip ${program.folder}/${program.file}`,
      };
    if (found?.isHandler !== true) return null;
    const nested = nestedHandler(subject, found.wanted);
    if (nested === null) return null;
    return {
      confidence: 0.97,
      evidence: [importEvidence(subject, found), `the package holds ${nested.folder}/${nested.file}`],
      facts: nested,
      command: `cd ${nested.folder} && zip -r ../function.zip .`,
    };
  },
  words: {
    en: ({ folder, file }) => ({
      title: `The package holds everything inside the folder \`${folder}\``,
      why: `The handler's file is ${folder}/${file}, and Lambda looks for ${file} at the top.`,
      fix: `Zip what is in \`${folder}\`, not the folder, or set the handler's path to begin with \`${folder}/\`.`,
    }),
    it: ({ folder, file }) => ({
      title: `Il pacchetto contiene tutto dentro la cartella \`${folder}\``,
      why: `Il file dell'handler è ${folder}/${file}, e Lambda cerca ${file} al primo livello.`,
      fix: `Comprimi ciò che sta in \`${folder}\`, non la cartella, oppure fai cominciare il percorso dell'handler con \`${folder}/\`.`,
    }),
  },
});

/** The only folder at the top, if the handler's file is in it. */
export function nestedHandler(subject: Case, wanted: readonly string[]): Facts | null {
  const listing = subject.packageListing ?? [];
  const folder = listing[0]?.path.split('/')[0];
  if (folder === undefined || !listing.every(({ path }) => path === folder || path.startsWith(`${folder}/`)))
    return null;
  const file = wanted.find(
    (path) => path !== '' && !path.startsWith(`${folder}/`) && holds(listing, `${folder}/${path}`),
  );
  return file === undefined ? null : { folder, file };
}

/** `fork/exec /var/task/x: permission denied` where x is a folder of the package: a folder cannot be executed. */
export function nestedProgram(subject: Case, message: string): Facts | null {
  const name = /fork\/exec \/var\/task\/(\S+?): permission denied/.exec(message)?.[1];
  if (name === undefined || subject.packageListing === undefined) return null;
  const files = subject.packageListing.filter(({ type }) => type !== 'directory').map(({ path }) => path);
  const inside = files.find((path) => path.startsWith(`${name}/`));
  if (inside !== undefined) return { folder: name, file: inside.slice(name.length + 1) };
  // What the handler names is not at the top, and is in a folder.
  const wanted = [name, subject.function?.handler ?? name].map((each) => each.split('/').at(-1)!);
  const below = files.includes(name)
    ? undefined
    : files.find((path) => wanted.some((each) => path.endsWith(`/${each}`)));
  return below === undefined
    ? null
    : { folder: below.slice(0, below.lastIndexOf('/')), file: below.slice(below.lastIndexOf('/') + 1) };
}
