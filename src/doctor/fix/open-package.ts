// Gives the files of a package the modes that let the function read and run them, and uploads it again, its content untouched.
import { packageZippedBytesMax } from '../../core/limits.ts';
import { ask, valueOf } from '../collect/ask.ts';
import { withModes } from '../collect/open-zip.ts';
import { isExecutable, isReadable, modeText } from '../package-listing.ts';
import type { PackageFact } from '../case.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { WalkWords } from '../steps/words.ts';
import type { Fix } from './fix.ts';
import { settled } from './settled.ts';

const shownMax = 6;

export function openPackage(
  { finding, routes, functionArn }: WalkFinding,
  walk: Walk,
  words: WalkWords,
): Fix | null {
  const called = walk.functions.get(functionArn ?? '') ?? null;
  const code = called?.code == null ? null : valueOf(called.code);
  // Versions cannot be changed, and larger packages go through S3.
  if (
    called === null ||
    code === null ||
    called.qualifier !== null ||
    code.zippedBytes > packageZippedBytesMax
  )
    return null;
  const changes = code.entries.flatMap((entry) => {
    const mode = openMode(entry);
    return mode === entry.mode ? [] : [{ entry, after: { ...entry, mode } }];
  });
  if (changes.length === 0) return null;
  const more = changes.length - shownMax;
  return {
    cause: finding.cause,
    routes,
    intent: words.fixes.openPackage(called.name, changes.length),
    change: [
      ...changes
        .slice(0, shownMax)
        .map(({ entry, after }) => `${modeText(entry)} → ${modeText(after)}  ${entry.path}`),
      ...(more > 0 ? [words.more(more)] : []),
    ],
    undo: words.fixes.undoPackage,
    apply: async (account) => {
      const lambda = await account.lambda();
      const modes = new Map(changes.map(({ after }) => [after.path, after.mode]));
      return ask({ action: 'lambda:UpdateFunctionCode', resource: called.arn }, async () => {
        await lambda.updateFunctionCode({ FunctionName: called.arn, ZipFile: withModes(code.zip, modes) });
        await settled(lambda, called.arn);
      });
    },
  };
}

/** What it takes for others to read it; a program, or a custom runtime's start, may be run too. */
function openMode(entry: PackageFact): number {
  const isProgram = (entry.mode & 0o111) !== 0 || entry.path === 'bootstrap';
  if (isReadable(entry) && (entry.path !== 'bootstrap' || isExecutable(entry))) return entry.mode;
  if (entry.type === 'symlink') return entry.mode;
  return entry.type === 'directory' || isProgram ? 0o755 : 0o644;
}
