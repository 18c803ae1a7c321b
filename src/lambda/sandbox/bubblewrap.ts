// Sandboxes made with bubblewrap: own file system view, users, processes and host name; nothing of the user's home.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import {
  commandLine,
  type InsidePaths,
  notEnforcedAnywhere,
  type Program,
  type SandboxExit,
  type SandboxKind,
  sandboxUser,
} from './sandbox.ts';
import { spawnSandbox } from './spawn.ts';

/** The name a host in Lambda's network has. */
const hostname = '169.254.76.1';
/** Folders of the system that programs need, and that a merged-usr system has as links into /usr. */
const systemFolders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store', '/gnu/store'];
/** What of /etc a function may need: certificates, names, the dynamic linker. */
const etcEntries = [
  'ssl',
  'ca-certificates',
  'pki',
  'resolv.conf',
  'nsswitch.conf',
  'services',
  'protocols',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'alternatives',
  'mime.types',
  'openssl',
];

/**
 * Null where bubblewrap is not there or does not work here (no user namespaces, a container that forbids them).
 * @param folder where the made-up passwd and group files are kept
 */
export function createBubblewrap(folder: string, path: string | undefined): SandboxKind | null {
  const program = process.platform === 'linux' ? findProgram('bwrap', path) : null;
  if (program === null) return null;
  const base = [...isolation, ...systemView(folder)];
  // Everything that start() uses, so that an older bubblewrap is found out here.
  const check = spawnSync(
    program,
    [...base, ...privateTmp(1), '--chdir', '/tmp', '--', '/bin/sh', '-c', ':'],
    {
      env: {},
      stdio: 'ignore',
      timeout: 10_000,
    },
  );
  if (check.status !== 0) return null;
  return {
    name: 'bubblewrap',
    notEnforced: notEnforcedAnywhere,
    start: (order) => start(program, base, order),
    environment: (order) => order.environment(insideOf(interpreterView(order).path)),
    rewrite: rewriteLibrary,
    close: () => {},
  };
}

// prettier-ignore
const isolation = [
  '--unshare-all', '--share-net', '--die-with-parent', '--new-session',
  '--uid', String(sandboxUser.uid), '--gid', String(sandboxUser.gid), '--hostname', hostname,
];

function systemView(folder: string): readonly string[] {
  const view = ['--ro-bind', '/usr', '/usr'];
  for (const name of systemFolders) {
    if (!existsSync(name)) continue;
    if (lstatSync(name).isSymbolicLink()) view.push('--symlink', readlinkSync(name), name);
    else view.push('--ro-bind', name, name);
  }
  for (const name of etcEntries) view.push('--ro-bind-try', `/etc/${name}`, `/etc/${name}`);
  mkdirSync(folder, { recursive: true });
  const { name, uid, gid } = sandboxUser;
  writeFileSync(
    join(folder, 'passwd'),
    `root:x:0:0:root:/root:/bin/sh\n${name}:x:${uid}:${gid}::/home/${name}:/sbin/nologin\n`,
  );
  writeFileSync(join(folder, 'group'), `root:x:0:\n${name}:x:${gid}:\n`);
  // The name by which extensions listen for telemetry.
  writeFileSync(join(folder, 'hosts'), `${readHosts()}\n127.0.0.1 sandbox.localdomain sandbox\n`);
  view.push('--ro-bind', join(folder, 'hosts'), '/etc/hosts');
  view.push('--ro-bind', join(folder, 'passwd'), '/etc/passwd');
  view.push('--ro-bind', join(folder, 'group'), '/etc/group');
  view.push('--proc', '/proc', '--dev', '/dev', '--dir', '/opt', '--dir', '/var/lang');
  return view;
}

function readHosts(): string {
  return existsSync('/etc/hosts') ? readFileSync('/etc/hosts', 'utf8') : '127.0.0.1 localhost';
}

function privateTmp(sizeMb: number): readonly string[] {
  return ['--perms', '1777', '--size', String(sizeMb * 1_048_576), '--tmpfs', '/tmp'];
}

function start(bwrap: string, base: readonly string[], program: Program): ReturnType<typeof spawnSandbox> {
  const interpreter = interpreterView(program);
  const inside = insideOf(interpreter.path);
  return spawnSandbox({
    command: bwrap,
    // prettier-ignore
    arguments: [
      ...base,
      ...interpreter.binds,
      ...(program.runtimeFolder === null ? ['--dir', '/var/runtime'] : ['--ro-bind', program.runtimeFolder, '/var/runtime']),
      '--ro-bind', program.taskFolder, '/var/task',
      ...(program.layersFolder === null ? [] : ['--ro-bind', program.layersFolder, '/opt']),
      ...privateTmp(program.ephemeralStorageMb),
      '--chdir', '/var/task',
      '--', ...commandLine(program, inside),
    ],
    cwd: '/',
    environment: program.environment(inside),
    hasExtensions: program.extensions.length > 0,
    user: null,
    toExit,
    // bubblewrap's monitor, the first process of the namespace, the function.
    depth: 2,
  });
}

function insideOf(interpreter: string): InsidePaths {
  return { taskRoot: '/var/task', runtimeFolder: '/var/runtime', layersRoot: '/opt', interpreter };
}

/** The interpreter at /var/lang, where Lambda has it; one of the system's Pythons stays where its library is. */
function interpreterView(program: Program): { readonly path: string; readonly binds: readonly string[] } {
  // A custom runtime's own program lies in the package.
  if (program.interpreter === null) return { path: program.entrypoint!, binds: [] };
  const { path } = program.interpreter;
  const prefix = dirname(dirname(path));
  const inside = `/var/lang/bin/${path.slice(path.lastIndexOf('/') + 1)}`;
  const binds = ['--ro-bind', path, inside];
  if (program.language === 'nodejs') {
    const hasLibrary =
      !path.startsWith('/usr/') &&
      existsSync(join(prefix, 'lib')) &&
      readdirSync(join(prefix, 'lib')).some((name) => name.startsWith('libnode'));
    if (hasLibrary) binds.push('--ro-bind', join(prefix, 'lib'), '/var/lang/lib');
    return { path: inside, binds };
  }
  if (path.startsWith('/usr/')) return { path, binds: [] };
  return { path: inside, binds: [...binds, '--ro-bind', join(prefix, 'lib'), '/var/lang/lib'] };
}

function rewriteLibrary(program: Program): (text: string) => string {
  if (program.language !== 'python' || program.interpreter?.path.startsWith('/usr/') !== true)
    return (text) => text;
  const own = `${dirname(dirname(program.interpreter.path))}/lib/python`;
  return (text) => (text.includes(own) ? text.replaceAll(own, '/var/lang/lib/python') : text);
}

/** bubblewrap reports a process that died of a signal as 128 + its number, as a shell does. */
function toExit(status: number | null, signal: string | null): SandboxExit {
  if (signal !== null) return { kind: 'signal', signal };
  const code = status ?? 1;
  const name = code > 128 ? fatalSignals.get(code - 128) : undefined;
  return name === undefined ? { kind: 'exit', status: code } : { kind: 'signal', signal: name };
}

/** Those that a process dies of by its own fault or the kernel's; other statuses above 128 are taken as exit codes. */
const fatalSignals: ReadonlyMap<number, string> = new Map(
  (['SIGSEGV', 'SIGABRT', 'SIGKILL', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTERM'] as const).map((name) => [
    constants.signals[name],
    name,
  ]),
);

function findProgram(name: string, path: string | undefined): string | null {
  for (const folder of (path ?? '').split(':')) {
    if (folder.startsWith('/') && existsSync(join(folder, name))) return join(folder, name);
  }
  return existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : null;
}
