// Modules that came with a runtime once and no longer do.
import { nodeMajor, type Case } from '../../case.ts';
import { packageName, type ImportFault } from './import-fault.ts';

/** Python's removals by minor version (docs.python.org, "What's New", Removed). */
const pythonRemoved: readonly (readonly [minor: number, modules: ReadonlySet<string>])[] = [
  [12, new Set(['asynchat', 'asyncore', 'distutils', 'imp', 'smtpd'])],
  [
    13,
    new Set([
      'aifc',
      'audioop',
      'cgi',
      'cgitb',
      'chunk',
      'crypt',
      'imghdr',
      'lib2to3',
      'mailcap',
      'msilib',
      'nis',
      'nntplib',
      'ossaudiodev',
      'pipes',
      'sndhdr',
      'spwd',
      'sunau',
      'telnetlib',
      'uu',
      'xdrlib',
    ]),
  ],
];

/** What it was and since which runtime it is gone; null for a module that never came along, or a runtime that has it. */
export function runtimeRemoved(
  subject: Case,
  found: ImportFault,
): { readonly name: string; readonly since: string } | null {
  if (found.isOwnFile) return null;
  if (found.family === 'nodejs') {
    const name = packageName(found.missing);
    const major = nodeMajor(subject);
    return name === 'aws-sdk' && (major === null || major >= 18) ? { name, since: 'nodejs18.x' } : null;
  }
  const name = found.missing.split('.')[0]!;
  const runtime = subject.function?.runtime ?? '';
  const minor = runtime.startsWith('python3.')
    ? Number(runtime.slice('python3.'.length))
    : Number.POSITIVE_INFINITY;
  for (const [since, modules] of pythonRemoved) {
    if (modules.has(name) && minor >= since) return { name, since: `python3.${since}` };
  }
  return null;
}
