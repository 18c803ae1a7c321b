// The whole package sits one folder down in the zip: the folder was zipped, not what is in it.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { holds } from '../../package-listing.ts';
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
