// Watches a deployed project's files: changed code is deployed at once, a changed template is told.
import { watch, type FSWatcher } from 'chokidar';
import { basename, sep } from 'node:path';
import type { OperationContext } from '../aws/context.ts';
import { messageOf, UserError } from '../core/errors.ts';
import type { DeployedCode } from './code/deployed-code.ts';
import { redeployCode } from './redeploy-code.ts';

export interface ProjectWatchOptions {
  /** Absolute. */
  readonly templateFile: string;
  readonly codes: readonly DeployedCode[];
  /** Files and folders whose change deploys the template again. */
  readonly sources: readonly string[];
  readonly context: OperationContext;
  /** Hears which functions have new code by now. */
  readonly onCode: (functionNames: readonly string[]) => void;
  readonly onTemplate: () => void;
  /** True as long as the last deployment failed: any change tries it again. */
  readonly isBroken: () => boolean;
  /** Hears one sentence where new code cannot be deployed; the old goes on serving. */
  readonly onFailure: (sentence: string) => void;
}

export interface ProjectWatch {
  /** Resolves when changes will be seen. */
  readonly ready: Promise<void>;
  /** Resolves when what was begun is done. */
  close(): Promise<void>;
}

/**
 * An editor writes a file in several steps, and a build many files: so long nothing more may change. Longer than the
 * 50 ms for which chokidar tells one change of a file only: what it leaves out has happened by the time the file is read.
 */
const quietMs = 60;

export function watchProject(options: ProjectWatchOptions): ProjectWatch {
  const watched = options.codes.filter(({ code }) => code.kind !== 'inline');
  const pathOf = ({ code }: DeployedCode): string => (code.kind === 'inline' ? '' : code.path);
  const watcher = watch([...new Set([options.templateFile, ...options.sources, ...watched.map(pathOf)])], {
    ignoreInitial: true,
    ignored: isIgnored,
  });
  const changed = new Set<DeployedCode>();
  let templateChanged = false;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();

  const deploy = async (): Promise<void> => {
    // After a deployment that failed there may be no function to give new code to.
    if (templateChanged || options.isBroken()) {
      templateChanged = false;
      changed.clear();
      options.onTemplate();
      return;
    }
    const batch = [...changed];
    changed.clear();
    const done: string[] = [];
    for (const code of batch) {
      try {
        if (await redeployCode(code, options.context)) done.push(code.functionName);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        options.onFailure(error.message);
      }
    }
    if (done.length > 0) options.onCode(done);
  };

  watcher.on('all', (_event, path) => {
    if ([options.templateFile, ...options.sources].some((source) => isWithin(path, source)))
      templateChanged = true;
    for (const code of watched) if (isWithin(path, pathOf(code))) changed.add(code);
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(deploy).catch((error: unknown) => options.onFailure(messageOf(error)));
    }, quietMs);
  });
  watcher.on('error', (error) => options.onFailure(`Files cannot be watched: ${messageOf(error)}`));
  return {
    ready: isReady(watcher),
    async close() {
      if (timer !== null) clearTimeout(timer);
      await watcher.close();
      await working;
    },
  };
}

function isWithin(path: string, fileOrFolder: string): boolean {
  return path === fileOrFolder || path.startsWith(fileOrFolder + sep);
}

function isReady(watcher: FSWatcher): Promise<void> {
  return new Promise((resolve) => void watcher.once('ready', resolve));
}

/** Installed packages change with their lock file, which is watched; looking at each of their files costs too much. */
const ignoredFolders: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.varco',
  '__pycache__',
  '.venv',
]);

function isIgnored(path: string): boolean {
  return ignoredFolders.has(basename(path));
}
