// What runs in a sandbox for each language: the interpreter's flags, and the folder that becomes /var/runtime.
import { chmodSync, copyFileSync, existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../core/errors.ts';
import { packageRoot } from '../../core/package-root.ts';
import { debugHost, type DebugTarget } from '../debug-target.ts';
import { environmentVariables } from '../environment-variables.ts';
import type { InitializationType } from '../log/platform-events.ts';
import type { Interpreter } from '../interpreters.ts';
import { makeOpenFolder } from '../packages/work-folders.ts';
import type { FunctionConfiguration } from '../model.ts';
import type { ManagedRuntime, NodeRuntime, Runtime } from '../runtimes.ts';
import type { InsidePaths, Program } from './sandbox.ts';

const runtimesFolder = fileURLToPath(new URL('runtimes/', packageRoot));

/** An interpreter on this machine, or a custom runtime's program, as a path inside. */
export type Executable = Interpreter | { readonly path: string };

export function programFor(order: {
  readonly configuration: FunctionConfiguration;
  readonly runtime: Runtime;
  readonly executable: Executable;
  readonly taskFolder: string;
  readonly layersFolder: string | null;
  readonly region: string;
  readonly logStream: string;
  /** Where runtime folders are laid out. */
  readonly folder: string;
  readonly runtimeApi: string | null;
  /** Programs of /opt/extensions. */
  readonly extensions: readonly string[];
  readonly debug: DebugTarget | null;
  readonly initializationType: InitializationType;
}): Program {
  const { configuration, runtime, executable } = order;
  const interpreter = 'version' in executable ? executable : null;
  const wrapper = configuration.environment['AWS_LAMBDA_EXEC_WRAPPER'];
  return {
    interpreter,
    entrypoint: interpreter === null ? executable.path : null,
    language: runtime.language,
    runtimeFolder: runtime.language === 'custom' ? null : layOutRuntime(runtime, order.folder),
    taskFolder: order.taskFolder,
    layersFolder: order.layersFolder,
    ephemeralStorageMb: configuration.ephemeralStorageMb,
    // AWS's own start scripts read the variable; a custom runtime does as it likes.
    wrapper: interpreter === null || wrapper === undefined || wrapper === '' ? null : wrapper,
    extensions: order.extensions,
    arguments: (inside) => [
      ...(order.debug?.protocol === 'inspect' ? [`--inspect=${debugHost}:${order.debug.port}`] : []),
      ...runtimeArguments(runtime, interpreter, configuration, inside),
    ],
    environment: (inside) => ({
      ...(order.debug?.protocol === 'debugpy' ? { _VARCO_DEBUGPY: `${debugHost}:${order.debug.port}` } : {}),
      ...environmentVariables({
        configuration,
        region: order.region,
        logStream: order.logStream,
        taskRoot: inside.taskRoot,
        runtimeFolder: inside.runtimeFolder,
        layersRoot: inside.layersRoot,
        interpreterFolder: interpreter === null ? null : dirname(inside.interpreter),
        runtimeApi: order.runtimeApi,
        initializationType: order.initializationType,
      }),
    }),
  };
}

function runtimeArguments(
  runtime: Runtime,
  interpreter: Interpreter | null,
  configuration: FunctionConfiguration,
  inside: InsidePaths,
): readonly string[] {
  if (interpreter === null || runtime.language === 'custom') return [];
  if (runtime.language === 'python') return pythonArguments(inside);
  if (runtime.language === 'ruby') return [`${inside.runtimeFolder}/bootstrap.rb`];
  return [...nodeFlags(runtime, interpreter, configuration), `${inside.runtimeFolder}/bootstrap.mjs`];
}

/** As the start script in a public copy of nodejs24.x has them: a tenth of the memory for the young generation. */
function nodeFlags(
  runtime: NodeRuntime,
  interpreter: Interpreter,
  { memoryMb, environment }: FunctionConfiguration,
): readonly string[] {
  const options = environment['NODE_OPTIONS'] ?? '';
  const flags: string[] = [];
  if (!/max[-_](?:semi|old)[-_]space[-_]size/.test(options)) {
    const newSpaceMb = Math.floor(memoryMb / 10);
    flags.push(`--max-semi-space-size=${Math.floor(newSpaceMb / 2)}`);
    flags.push(`--max-old-space-size=${memoryMb - newSpaceMb}`);
  }
  // Node.js 18 has neither feature and does not know the flags; NODE_OPTIONS can turn a feature on again.
  if (Number.parseInt(interpreter.version, 10) >= 20) {
    for (const feature of runtime.disabled) {
      if (!options.includes(`--experimental-${feature}`)) flags.push(`--no-experimental-${feature}`);
    }
  }
  return flags;
}

/** Without the site module: what is installed on this machine is not installed on Lambda. The bootstrap does its part. */
function pythonArguments(inside: InsidePaths): readonly string[] {
  return ['-S', `${inside.runtimeFolder}/bootstrap.py`];
}

/** A folder with just the files of one runtime, readable to every user; laid out once. */
function layOutRuntime(runtime: ManagedRuntime, folder: string): string {
  const [name, files] = runtimeFiles(runtime);
  const target = join(folder, `runtime-${name}`);
  if (existsSync(target)) return target;
  const partial = `${target}.partial`;
  makeOpenFolder(partial);
  for (const [file, source] of Object.entries(files)) {
    if (!existsSync(source)) {
      throw new UserError(`The runtime file ${source} is missing: run \`npm run build\`.`);
    }
    copyFileSync(source, join(partial, file));
    chmodSync(join(partial, file), 0o644);
  }
  renameSync(partial, target);
  return target;
}

function runtimeFiles(
  runtime: ManagedRuntime,
): readonly [name: string, files: Readonly<Record<string, string>>] {
  if (runtime.language === 'python')
    return ['python', { 'bootstrap.py': `${runtimesFolder}python/bootstrap.py` }];
  if (runtime.language === 'ruby') return ['ruby', { 'bootstrap.rb': `${runtimesFolder}ruby/bootstrap.rb` }];
  return [
    runtime.client,
    {
      'bootstrap.mjs': `${runtimesFolder}node/bootstrap.mjs`,
      'index.mjs': `${runtimesFolder}node/vendor/${runtime.client}/index.mjs`,
    },
  ];
}
