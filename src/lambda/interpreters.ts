// Which interpreter on this machine runs a runtime: the version that the runtime names where it can be found, else the nearest.
import { execFile } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../core/errors.ts';
import type { ManagedRuntime } from './runtimes.ts';

export interface Interpreter {
  /** Absolute, symbolic links resolved: a version manager's shim costs 77 ms a start. */
  readonly path: string;
  /** `24.21.0`, for Python at least `3.13`. */
  readonly version: string;
}

export interface Interpreters {
  /**
   * The same answer at each call; what the first call finds out is kept.
   * @throws UserError where nothing on this machine can run the runtime
   */
  find(runtime: ManagedRuntime): Promise<Interpreter>;
}

export interface InterpreterSearch {
  /** Environment of Varco: PATH, HOME, `VARCO_RUNTIME_NODEJS22_X`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Hears one sentence for each runtime that another version has to stand in for. */
  readonly warn: (sentence: string) => void;
  /** True where functions run under another user than Varco: an interpreter in a private folder is of no use then. */
  readonly mustBeReadableByAll: boolean;
}

interface Candidate {
  readonly path: string;
  /** Null: known by asking only. */
  readonly version: string | null;
}

export function createInterpreters(search: InterpreterSearch): Interpreters {
  const found = new Map<string, Promise<Interpreter>>();
  return {
    find(runtime) {
      let answer = found.get(runtime.name);
      if (answer === undefined) {
        answer = findInterpreter(runtime, search);
        found.set(runtime.name, answer);
        // What is missing now may be installed while Varco runs.
        answer.catch(() => found.delete(runtime.name));
      }
      return answer;
    },
  };
}

/** Where `varco runtimes add` puts what it installs: `v24.21.0/bin/node`. */
export function installedNodesFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment['HOME'] ?? '', '.varco', 'runtimes', 'node');
}

/** `VARCO_RUNTIME_NODEJS22_X` for nodejs22.x */
export function overrideVariable(runtimeName: string): string {
  return `VARCO_RUNTIME_${runtimeName.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

async function findInterpreter(runtime: ManagedRuntime, search: InterpreterSearch): Promise<Interpreter> {
  const variable = overrideVariable(runtime.name);
  const given = search.environment[variable];
  if (given !== undefined && given !== '') {
    const path = executable(given);
    if (path === null)
      throw new UserError(`${variable} names ${given}, which is no file that can be run: correct it.`);
    return { path, version: (await askVersion(path)) ?? runtime.version };
  }
  const seen = new Map<string, Interpreter>();
  for (const candidate of candidates(runtime, search)) {
    const path = executable(candidate.path);
    if (path === null || seen.has(path) || (search.mustBeReadableByAll && !readableByAll(path))) continue;
    const version = candidate.version ?? (await askVersion(path));
    if (version === null) continue;
    const interpreter = { path, version };
    if (isVersion(version, runtime.version)) return interpreter;
    seen.set(path, interpreter);
  }
  return nearest(runtime, [...seen.values()], variable, search);
}

function nearest(
  runtime: ManagedRuntime,
  present: readonly Interpreter[],
  variable: string,
  search: InterpreterSearch,
): Interpreter {
  const language = languageNames[runtime.language];
  const wanted = ordinal(runtime.version);
  const usable = present
    .filter((interpreter) => ordinal(interpreter.version) >= oldestUsable[runtime.language])
    .toSorted((a, b) => ordinal(a.version) - ordinal(b.version));
  // A newer one understands what was written for an older, seldom the reverse.
  const best = usable.find((interpreter) => ordinal(interpreter.version) > wanted) ?? usable.at(-1);
  if (best === undefined) {
    throw new UserError(
      `No ${language} was found for runtime ${runtime.name}: install ${language} ${runtime.version}, or set ${variable} to its path.`,
    );
  }
  search.warn(
    `Runtime ${runtime.name} runs on ${language} ${best.version} (${best.path}), for no ${language} ${runtime.version} was found; install it, or set ${variable} to its path.`,
  );
  return best;
}

/** What the bootstraps and AWS's client are written for. */
const oldestUsable = { nodejs: 1800, python: 308, ruby: 207 } as const;

const languageNames = { nodejs: 'Node.js', python: 'Python', ruby: 'Ruby' } as const;

/** Major and minor as one number, for comparing: 3.12 → 312, 24.21.0 → 2421. */
function ordinal(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 100 + minor;
}

function isVersion(version: string, wanted: string): boolean {
  return version === wanted || version.startsWith(`${wanted}.`);
}

/** The likeliest first; those whose version must be asked for come last. */
function* candidates(runtime: ManagedRuntime, search: InterpreterSearch): Generator<Candidate> {
  const home = search.environment['HOME'] ?? '';
  const path = (search.environment['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  if (runtime.language === 'nodejs') {
    yield { path: process.execPath, version: process.versions.node };
    yield* installed(installedNodesFolder(search.environment), /^v(\d.*)$/, 'bin/node');
    yield* installed(`${home}/.nvm/versions/node`, /^v(\d.*)$/, 'bin/node');
    yield* installed(`${home}/.volta/tools/image/node`, /^(\d.*)$/, 'bin/node');
    for (const data of [`${home}/.local/share`, `${home}/Library/Application Support`]) {
      yield* installed(`${data}/fnm/node-versions`, /^v(\d.*)$/, 'installation/bin/node');
      yield* installed(`${data}/mise/installs/node`, /^(\d.*)$/, 'bin/node');
    }
    yield* installed(`${home}/.asdf/installs/nodejs`, /^(\d.*)$/, 'bin/node');
    for (const folder of path) yield { path: join(folder, 'node'), version: null };
    return;
  }
  if (runtime.language === 'ruby') {
    for (const folder of [...path, '/usr/bin', '/usr/local/bin'])
      yield { path: join(folder, `ruby${runtime.version}`), version: runtime.version };
    yield* installed(`${home}/.rbenv/versions`, /^(\d[\d.]*)$/, 'bin/ruby');
    yield* installed(`${home}/.rubies`, /^ruby-(\d[\d.]*)$/, 'bin/ruby');
    yield* installed(`${home}/.asdf/installs/ruby`, /^(\d[\d.]*)$/, 'bin/ruby');
    yield* installed(`${home}/.local/share/mise/installs/ruby`, /^(\d[\d.]*)$/, 'bin/ruby');
    for (const folder of path) yield { path: join(folder, 'ruby'), version: null };
    return;
  }
  const own = `bin/python${runtime.version}`;
  for (const folder of [...path, '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']) {
    yield { path: join(folder, `python${runtime.version}`), version: runtime.version };
  }
  const managed = [
    ...installed(`${home}/.pyenv/versions`, /^(\d[\d.]*)$/, null),
    ...installed(`${home}/.asdf/installs/python`, /^(\d[\d.]*)$/, null),
    ...installed(`${home}/.local/share/mise/installs/python`, /^(\d[\d.]*)$/, null),
    ...installed(`${home}/.local/share/uv/python`, /^cpython-(\d[\d.]*)-/, null),
  ];
  for (const { path: prefix, version } of managed) {
    if (version !== null && isVersion(version, runtime.version)) yield { path: `${prefix}/${own}`, version };
  }
  for (const { path: prefix, version } of managed) yield { path: `${prefix}/bin/python3`, version };
  for (const folder of [...path, '/usr/bin']) {
    for (const name of listing(folder)) {
      const version = /^python(3\.\d+)$/.exec(name)?.[1];
      if (version !== undefined) yield { path: join(folder, name), version };
    }
  }
}

/** What a version manager has installed under one folder, newest first. */
function* installed(folder: string, name: RegExp, binary: string | null): Generator<Candidate> {
  const versions = listing(folder)
    .map((entry) => ({ entry, version: name.exec(entry)?.[1] ?? null }))
    .filter((each): each is { entry: string; version: string } => each.version !== null)
    .toSorted((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }));
  for (const { entry, version } of versions) {
    yield { path: binary === null ? join(folder, entry) : join(folder, entry, binary), version };
  }
}

function listing(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The real path of a program that can be run; null for none, and for a script (a version manager's shim). */
function executable(path: string): string | null {
  try {
    const real = realpathSync(path);
    accessSync(real, constants.X_OK);
    if (!statSync(real).isFile()) return null;
    const start = Buffer.alloc(2);
    const file = openSync(real, 'r');
    try {
      readSync(file, start, 0, 2, 0);
    } finally {
      closeSync(file);
    }
    return start.toString('latin1') === '#!' ? null : real;
  } catch {
    return null;
  }
}

function readableByAll(path: string): boolean {
  if ((statSync(path).mode & 0o005) !== 0o005) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Without Varco's environment: NODE_OPTIONS and certificate variables cost time or change the answer. */
async function askVersion(path: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { env: {}, timeout: 5_000 });
    return /(\d+(?:\.\d+)+)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}
