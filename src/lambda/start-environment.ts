// From a function's configuration to a running execution environment: its code, its interpreter, its sandbox, its log.
import type { Clock } from '../core/clock.ts';
import { AwsError, UserError } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { EnvironmentLog } from './environment-log.ts';
import { type EnvironmentOwner, ExecutionEnvironment } from './execution-environment.ts';
import { createInterpreters, type Interpreters } from './interpreters.ts';
import { FunctionLog } from './log/function-log.ts';
import { initStartLine } from './log/platform-lines.ts';
import type { InitializationType } from './function-pool.ts';
import type { FunctionConfiguration } from './model.ts';
import type { CodePackages } from './package.ts';
import { createLayerFolders, type LayerFolders } from './packages/lay-over.ts';
import { findRuntime, type Runtime, runtimeNames } from './runtimes.ts';
import { openRuntimeApi } from './lane/runtime-api.ts';
import { findEntrypoint } from './sandbox/entrypoint.ts';
import { programFor } from './sandbox/programs.ts';
import type { Program, Sandbox, SandboxKind } from './sandbox/sandbox.ts';
import { stillborn } from './sandbox/stillborn.ts';
import type { Supervisor } from './supervisor.ts';

export interface EnvironmentStarterOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  readonly warn: (sentence: string) => void;
  /** Varco's own environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where runtime folders are laid out. */
  readonly folder: string;
  readonly packages: CodePackages;
  readonly sandboxKind: () => SandboxKind;
  readonly supervisor: Supervisor;
}

export type StartEnvironment = (
  configuration: FunctionConfiguration,
  owner: EnvironmentOwner,
  type: InitializationType,
) => Promise<ExecutionEnvironment>;

/**
 * The returned function rejects with an AwsError or a UserError where the function cannot run here: an unknown runtime, no
 * interpreter, code that is gone.
 */
export function createEnvironmentStarter(options: EnvironmentStarterOptions): StartEnvironment {
  const { region, clock, telemetry, folder, supervisor } = options;
  let interpreters: Interpreters | null = null;
  let layers: LayerFolders | null = null;
  return async (configuration, owner, initializationType) => {
    const runtime = runtimeOf(configuration);
    const code = options.packages.get(configuration.codeSha256);
    if (code === null) {
      throw new UserError(
        `The code of function ${configuration.functionName} is not there: publish it again.`,
      );
    }
    const kind = options.sandboxKind();
    interpreters ??= createInterpreters({
      environment: options.environment,
      warn: options.warn,
      mustBeReadableByAll: kind.name === 'process' && process.getuid?.() === 0,
    });
    if (runtime.language === 'custom') assertArchitecture(configuration);
    layers ??= createLayerFolders(folder, options.packages);
    // First, so that nothing is being laid out any more when this fails.
    const layersFolder = await layers.folderOf(configuration.layers);
    const [interpreter, taskFolder] = await Promise.all([
      runtime.language === 'custom' ? null : interpreters.find(runtime),
      code.materialise(),
    ]);
    const entrypoint =
      interpreter === null
        ? await findEntrypoint(taskFolder, layersFolder, configuration.architectures[0])
        : null;
    const runtimeApi = interpreter === null ? await openRuntimeApi() : null;
    const logStream = logStreamName(clock.nowMs(), configuration.version, options.ids.hex32());
    const program = programFor({
      configuration,
      runtime,
      executable: interpreter ?? entrypoint!,
      taskFolder,
      layersFolder,
      region,
      logStream,
      folder,
      runtimeApi: runtimeApi?.address ?? null,
      initializationType,
    });
    const rewrite = kind.rewrite(program);
    const { logGroup } = configuration.loggingConfig;
    const log = new EnvironmentLog(
      new FunctionLog({ telemetry, clock, logGroup, logStream, rewrite }),
      configuration,
      initStartLine(region, runtime.name, interpreter?.version ?? '0'),
    );
    const start = startsWith(program, kind, entrypoint?.fault ?? null);
    return new ExecutionEnvironment({
      configuration,
      start,
      runtimeApi,
      rewrite,
      log,
      clock,
      owner,
      supervisor,
    });
  };
}

function runtimeOf(configuration: FunctionConfiguration): Runtime {
  const runtime = findRuntime(configuration.runtime);
  if (runtime === null) {
    const message = `Value '${configuration.runtime}' at 'runtime' is no runtime of Lambda.`;
    throw new AwsError('InvalidRuntimeException', 502, message);
  }
  if (runtime === 'not-built') {
    const message = `Varco does not run ${configuration.runtime} yet; it runs ${runtimeNames.join(', ')}.`;
    throw new AwsError('InvalidRuntimeException', 502, message);
  }
  return runtime;
}

/** How each process of the environment is started; what Lambda could not run is not tried. */
function startsWith(program: Program, kind: SandboxKind, fault: string | null): () => Sandbox {
  if (fault !== null) return () => stillborn({ kind: 'invalid-entrypoint', reason: fault });
  return () => kind.start(program);
}

/** `process.arch` by Lambda's names. */
const architectureHere = process.arch === 'x64' ? 'x86_64' : process.arch;

/** Interpreters are this machine's own; a function's own program is for one kind of machine. */
function assertArchitecture({ functionName, architectures: [architecture] }: FunctionConfiguration): void {
  if (architecture === architectureHere) return;
  throw new UserError(
    `Function ${functionName} is for ${architecture}, and this machine is ${architectureHere}: build it for ${architectureHere} and set Architectures so, to run it here.`,
  );
}

/** `2026/11/22/[$LATEST]` and 32 hex digits (SPEC §9.7). */
function logStreamName(nowMs: number, version: string, hex32: string): string {
  return `${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${hex32}`;
}
