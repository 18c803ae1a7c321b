// Sandboxes where bubblewrap is not to be had: a plain process, under an unprivileged user when Varco is root.
import { chmodSync, chownSync, mkdtempSync, rm } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeOpenFolder } from '../packages/work-folders.ts';
import { createGuard } from './guard.ts';
import {
  commandLine,
  type InsidePaths,
  notEnforcedAnywhere,
  type Program,
  type SandboxKind,
  sandboxUser,
} from './sandbox.ts';
import { spawnSandbox } from './spawn.ts';

const notEnforced = [
  'Functions run without bubblewrap: they can read whatever their user can read on this machine, and /var/task is only where messages say it is.',
  'Nothing keeps a function from writing to /tmp of this machine, or more than its EphemeralStorage; TMPDIR is its own folder.',
  ...notEnforcedAnywhere,
];

/** @param folder where temporary folders are made */
export function createPlainProcesses(folder: string): SandboxKind {
  const user = process.getuid?.() === 0 ? sandboxUser : null;
  const guard = createGuard();
  makeOpenFolder(folder);
  return {
    name: 'process',
    notEnforced: user === null ? [...notEnforced, ownUser] : notEnforced,
    environment: (program) => program.environment(insideOf(program)),
    start(program) {
      const temporary = mkdtempSync(join(folder, 'tmp-'));
      chmodSync(temporary, 0o700);
      if (user !== null) chownSync(temporary, user.uid, user.gid);
      const inside = insideOf(program);
      const [command, ...rest] = commandLine(wrapperHere(program), inside);
      return spawnSandbox({
        command,
        arguments: rest,
        cwd: program.taskFolder,
        environment: { ...program.environment(inside), TMPDIR: temporary },
        hasExtensions: program.extensions.length > 0,
        user,
        toExit: (status, signal) =>
          signal === null ? { kind: 'exit', status: status ?? 1 } : { kind: 'signal', signal },
        depth: 0,
        onStarted: (pid) => guard.watch(pid),
        onEnded: (pid) => {
          if (pid !== null) guard.forget(pid);
          // What cannot be removed now goes with the folder when Varco ends.
          rm(temporary, { recursive: true, force: true }, () => {});
        },
      });
    },
    rewrite,
    close: () => guard.close(),
  };
}

const ownUser = 'Functions run as the user who runs Varco, with that user’s rights.';

function insideOf(program: Program): InsidePaths {
  return {
    taskRoot: program.taskFolder,
    runtimeFolder: program.runtimeFolder ?? '/var/runtime',
    layersRoot: program.layersFolder ?? '/opt',
    interpreter: program.interpreter?.path ?? here(program.entrypoint!, program),
  };
}

/** What is of the package, or of a layer, is where that is. */
function here(path: string, program: Program): string {
  if (path.startsWith('/opt/') && program.layersFolder !== null)
    return join(program.layersFolder, path.slice('/opt/'.length));
  if (!path.startsWith('/var/task/')) return path;
  return join(program.taskFolder, path.slice('/var/task/'.length));
}

function wrapperHere(program: Program): Program {
  return program.wrapper === null ? program : { ...program, wrapper: here(program.wrapper, program) };
}

/** Messages read as on Lambda, and no path of this machine leaves in them. Results are left alone. */
function rewrite(program: Program): (text: string) => string {
  const { interpreter, runtimeFolder } = program;
  const places: (readonly [here: string, there: string])[] = [[program.taskFolder, '/var/task']];
  if (program.layersFolder !== null) places.push([program.layersFolder, '/opt']);
  if (runtimeFolder !== null) places.push([runtimeFolder, '/var/runtime']);
  if (interpreter !== null) {
    places.push([`${dirname(dirname(interpreter.path))}/lib/python`, '/var/lang/lib/python']);
  }
  const spelled = places.flatMap(([here, there]) =>
    // As it is, as a URL has it, and as JSON has it.
    [...new Set([here, pathToFileURL(here).pathname, JSON.stringify(here).slice(1, -1)])].map(
      (each) => [each, there] as const,
    ),
  );
  return (text) => {
    let rewritten = text;
    for (const [here, there] of spelled) {
      if (rewritten.includes(here)) rewritten = rewritten.replaceAll(here, there);
    }
    return rewritten;
  };
}
