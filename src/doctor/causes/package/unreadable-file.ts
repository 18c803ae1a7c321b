// A file is in the package, and its mode keeps the function from reading it (SPEC §9.4, §9.5; TAXONOMY rules 1 and 2).
import type { Case, PackageFact } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { word } from '../../aws-command.ts';
import { faultOf, faultText, taskPath, taskRoots, type Fault } from '../../fault.ts';
import { barrier, isReadable, modeText, octal } from '../../package-listing.ts';
import { editablePath } from '../../source/source-reader.ts';
import { counted, cut } from '../../words.ts';
import { isPartOfLibrary } from './missing-module.ts';
import { importFaultOf, type ImportFault } from './import-fault.ts';

interface Facts {
  readonly path: string;
  readonly entry: PackageFact | null;
  readonly others: number;
  /** True where the runtime said "not found" of a file that is there. */
  readonly isDisguised: boolean;
}

export const unreadableFile = defineCause<Facts>({
  id: 'package.unreadable-file',
  step: 4,
  match(subject) {
    const found = deniedPath(subject) ?? disguised(subject);
    if (found === null) return null;
    const listing = subject.packageListing ?? [];
    const entry = barrier(listing, found.path);
    const others = listing.filter((each) => !isReadable(each)).length - (entry === null ? 0 : 1);
    return {
      confidence: entry === null ? (found.isDisguised ? 0.76 : 0.93) : 0.985,
      evidence: [
        cut(faultText(found.fault)),
        ...(entry === null
          ? []
          : [`${modeText(entry)} ${entry.path} in the package (mode ${octal(entry.mode)})`]),
      ],
      facts: { path: found.path, entry, others: Math.max(0, others), isDisguised: found.isDisguised },
      command: chmod(subject, entry, others),
    };
  },
  words: {
    en: ({ path, entry, others, isDisguised }) => ({
      title: `The function may not read \`${path}\` of its package`,
      why: `${entry === null ? 'Its mode' : `Mode ${octal(entry.mode)}${entry.path === path ? '' : ` of ${entry.path}`}`} gives nothing to others, and a Lambda function runs as another user than the one who made the package.${isDisguised ? ' The runtime takes what it cannot read for missing.' : ''}${others > 0 ? ` ${counted(others, 'more entry is', 'more entries are')} unreadable.` : ''}`,
      fix: 'Make files 644 and folders 755 before zipping; a zip keeps the modes it was made with.',
    }),
    it: ({ path, entry, others, isDisguised }) => ({
      title: `La funzione non può leggere \`${path}\` del suo pacchetto`,
      why: `${entry === null ? 'Il suo modo' : `Il modo ${octal(entry.mode)}${entry.path === path ? '' : ` di ${entry.path}`}`} non concede nulla agli altri, e una funzione Lambda gira con un utente diverso da quello che ha fatto il pacchetto.${isDisguised ? ' Il runtime prende per mancante ciò che non può leggere.' : ''}${others > 0 ? ` ${others === 1 ? "Un'altra voce è illeggibile" : `Altre ${others} voci sono illeggibili`}.` : ''}`,
      fix: 'Imposta i file a 644 e le cartelle a 755 prima di comprimere; uno zip conserva i modi con cui è stato fatto.',
    }),
  },
});

interface Denied {
  readonly fault: Fault;
  readonly path: string;
  readonly isDisguised: boolean;
}

/** `EACCES: permission denied, open '/var/task/index.js'`, `[Errno 13] Permission denied: '/var/task/app.py'`. */
function deniedPath(subject: Case): Denied | null {
  const fault = faultOf(subject);
  if (fault === null) return null;
  const path = quotedTaskPath(subject, fault.message);
  if (path === null) return unnamedPath(subject, fault);
  const isRead =
    /EACCES: permission denied, (?:open|stat|lstat|scandir|readlink|access)\b/.test(fault.message) ||
    fault.message.includes('[Errno 13] Permission denied') ||
    /Permission denied @ rb_sysopen|\(Permission denied\)|UnauthorizedAccessException|open \S+: permission denied|Permission denied.{0,20}failed to open/.test(
      fault.message,
    );
  if (!isRead) return null;
  // A file that the package does not hold, or lets everybody read, was to be written or run: other causes.
  const { packageListing } = subject;
  if (packageListing !== undefined && barrier(packageListing, path) === null) return null;
  return { fault, path, isDisguised: false };
}

/** `EACCES: permission denied` without a path, and a listing with a file that nobody else may read. */
function unnamedPath(subject: Case, fault: Fault): Denied | null {
  if (!/EACCES: permission denied|\[Errno 13\] Permission denied|Permission denied @/.test(fault.message))
    return null;
  const closed = subject.packageListing?.find((each) => !isReadable(each));
  return closed === undefined ? null : { fault, path: closed.path, isDisguised: false };
}

/** The path below /var/task that a message quotes. */
export function quotedTaskPath(subject: Case, message: string): string | null {
  for (const root of taskRoots(subject)) {
    const start = message.indexOf(`${root}/`);
    if (start === -1) continue;
    const end = message.slice(start).search(/['"\n]|: | E[A-Z]{3,}|$/);
    const path = taskPath(subject, message.slice(start, start + end));
    if (path !== null && path !== '') return path;
  }
  return null;
}

/** "Cannot find module", though the package holds it behind a closed mode. */
function disguised(subject: Case): Denied | null {
  const found = importFaultOf(subject);
  const { packageListing } = subject;
  if (found === null) return null;
  if (isPartOfLibrary(found)) return { fault: found.fault, path: found.wanted[0]!, isDisguised: true };
  if (packageListing === undefined) return saidOfModes(subject, found);
  for (const path of found.wanted) {
    const entry = barrier(packageListing, path);
    if (
      entry !== null &&
      packageListing.some((each) => each.path === path || each.path.startsWith(`${path}/`))
    ) {
      return { fault: found.fault, path, isDisguised: true };
    }
  }
  return null;
}

/** "Cannot find module", and the same code works from another system, or with other modes: the file is there, and closed. */
function saidOfModes({ text }: Case, found: ImportFault): Denied | null {
  if (text === undefined || !(text.hints.has('otherSystem') || text.hints.has('zipModes'))) return null;
  return { fault: found.fault, path: found.wanted[0] ?? found.missing, isDisguised: true };
}

/** In the code folder, or in whatever the zip is made of. */
function chmod(subject: Case, entry: PackageFact | null, others: number): string {
  const { source } = subject;
  if (entry === null || others > 0) return `chmod -R u=rwX,go=rX ${word(editablePath(source, '') ?? '.')}`;
  return `chmod ${entry.type === 'directory' ? '755' : '644'} ${word(editablePath(source, entry.path) ?? entry.path)}`;
}
