// A program in the package lacks the execute bit for others (TAXONOMY rule 3).
import { word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { entryAt, isExecutable, isReadable, octal } from '../../package-listing.ts';
import { editablePath } from '../../source/source-reader.ts';
import { cut } from '../../words.ts';
import type { Case, PackageFact } from '../../case.ts';
import type { Match } from '../../cause.ts';
import { nestedProgram } from './nested-folder.ts';
import { quotedTaskPath } from './unreadable-file.ts';

export const notExecutable = defineCause<{ readonly path: string | null; readonly mode: string | null }>({
  id: 'package.not-executable',
  step: 4,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return fromOtherSystem(subject);
    const isNested = nestedProgram(subject, fault.message) !== null;
    const isSpawn =
      !isNested &&
      /spawn\b.*\bEACCES|fork\/exec .*: permission denied|exec: "?[^"]*"?: permission denied|(?:\/var\/task|\/opt)\/\S+: [Pp]ermission denied|cannot run program.{0,120}permission denied|EACCES: permission denied, (?:exec|spawn)|not executable/i.test(
        fault.message,
      );
    const path = quotedTaskPath(subject, fault.message);
    const entry =
      path === null || subject.packageListing === undefined ? null : entryAt(subject.packageListing, path);
    const closed = /permission denied/i.test(fault.message) && path === null ? closedProgram(subject) : null;
    if (closed !== null)
      return {
        confidence: 0.93,
        evidence: [cut(faultText(fault)), `${closed.path} has mode ${octal(closed.mode)} in the package`],
        facts: { path: closed.path, mode: octal(closed.mode) },
        command: `chmod 755 ${word(closed.path)}`,
      };
    const isRunRefused =
      fault.message.includes('[Errno 13] Permission denied') &&
      entry !== null &&
      entry.type === 'file' &&
      isReadable(entry) &&
      !isExecutable(entry);
    if (!isSpawn && !isRunRefused) return fromOtherSystem(subject);
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
    it: ({ path, mode }) => ({
      title: `${path === null ? 'Un programma' : `\`${path}\``} non può essere eseguito`,
      why: `La funzione gira con un utente diverso da quello che ha fatto il pacchetto, e ${mode === null ? 'il modo' : `il modo ${mode}`} non permette agli altri di eseguire il file. Gli zip fatti su Windows non hanno alcun bit di esecuzione.`,
      fix: 'Imposta il programma a 755 prima di comprimere, su Linux, macOS o WSL.',
    }),
  },
});

/**
 * A time-out or an end without a word, and the same code works when it is packaged on another system: Windows has no
 * execute bits to put into a zip, and a program that may not be started is waited for.
 */
function fromOtherSystem({
  text,
  outcome,
}: Case): Match<{ readonly path: string | null; readonly mode: string | null }> | null {
  if (text?.hints.has('otherSystem') !== true) return null;
  const isMute =
    outcome?.kind === 'function-timeout' ||
    (outcome?.kind === 'function-error' &&
      /exited before completing|Runtime exited|Task timed out|ExitError/.test(outcome.errorMessage));
  if (!isMute) return null;
  return {
    confidence: 0.88,
    evidence: [cut(outcome.errorMessage), cut(text.words)],
    facts: { path: null, mode: null },
  };
}

/** A `bootstrap`, or a program that the handler names, which everybody may read and nobody may run. */
function closedProgram({ packageListing, function: facts }: Case): PackageFact | null {
  return (
    packageListing?.find(
      (entry) =>
        entry.type === 'file' &&
        !isExecutable(entry) &&
        (entry.path === 'bootstrap' || entry.path === facts?.handler || entry.path.endsWith('.sh')),
    ) ?? null
  );
}
