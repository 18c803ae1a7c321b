// A program in the package lacks the execute bit for others (TAXONOMY rule 3).
import { word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { entryAt, isExecutable, isReadable, octal } from '../../package-listing.ts';
import { editablePath } from '../../source/source-reader.ts';
import { cut } from '../../words.ts';
import { quotedTaskPath } from './unreadable-file.ts';

export const notExecutable = defineCause<{ readonly path: string | null; readonly mode: string | null }>({
  id: 'package.not-executable',
  step: 4,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const isSpawn = /spawn\b.*\bEACCES|fork\/exec .*: permission denied/.test(fault.message);
    const path = quotedTaskPath(subject, fault.message);
    const entry =
      path === null || subject.packageListing === undefined ? null : entryAt(subject.packageListing, path);
    const isRunRefused =
      fault.message.includes('[Errno 13] Permission denied') &&
      entry !== null &&
      entry.type === 'file' &&
      isReadable(entry) &&
      !isExecutable(entry);
    if (!isSpawn && !isRunRefused) return null;
    return {
      confidence: entry === null ? 0.9 : 0.97,
      evidence: [
        cut(faultText(fault)),
        ...(entry === null ? [] : [`${entry.path} has mode ${octal(entry.mode)} in the package`]),
      ],
      facts: { path, mode: entry === null ? null : octal(entry.mode) },
      ...(path === null ? {} : { command: `chmod 755 ${word(editablePath(subject.source, path) ?? path)}` }),
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: ({ path, mode }) => ({
      title: `${path === null ? 'A program' : `\`${path}\``} may not be executed`,
      why: `The function runs as another user than the one who made the package, and ${mode === null ? 'the mode' : `mode ${mode}`} does not let others execute the file. Zips made on Windows have no execute bits at all.`,
      fix: 'Make the program 755 before zipping, on Linux, macOS or WSL.',
    }),
  },
});
