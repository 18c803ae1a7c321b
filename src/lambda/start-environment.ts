// From a function's configuration to a running execution environment: its code, its interpreter, its sandbox, its log.
import type { Clock } from '../core/clock.ts';
import { AwsError, UserError } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { debugMismatch, type DebugTarget, type FindDebugTarget } from './debug-target.ts';
import { EnvironmentLog } from './environment-log.ts';
import { applicationLogLevelOf } from './environment-variables.ts';
import { type EnvironmentOwner, ExecutionEnvironment } from './execution-environment.ts';
import { Extensions } from './extensions/extensions.ts';
import { findExternalExtensions } from './extensions/external-extensions.ts';
import { createInterpreters, type Interpreters } from './interpreters.ts';
import { FunctionLog } from './log/function-log.ts';
import { createLevelFilter } from './log/application-level.ts';
import { runtimeVersion } from './log/platform-lines.ts';
import type { InitializationType } from './log/platform-events.ts';
import type { FunctionConfiguration } from './model.ts';
import type { CodePackage, CodePackages } from './package.ts';
import { createLayerFolders, type LayerFolders } from './packages/lay-over.ts';
import { findRuntime, type Runtime, runtimeNames } from './runtimes.ts';
import { openRuntimeApi, type RuntimeApi } from './lane/runtime-api.ts';
import { findEntrypoint } from './sandbox/entrypoint.ts';
import { programFor } from './sandbox/programs.ts';
import type { Program, Sandbox, SandboxKind } from './sandbox/sandbox.ts';
import { stillborn } from './sandbox/stillborn.ts';
import { isSpareable } from './spares/spareable.ts';
import { type Adopted, Spares } from './spares/spares.ts';
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
  readonly spares: Spares;
  readonly debugTarget: FindDebugTarget;
}

export type StartEnvironment = (
  configuration: FunctionConfiguration,
  owner: EnvironmentOwner,
  type: InitializationType,
) => Promise<ExecutionEnvironment>;

export interface EnvironmentStarter {
  /**
   * Rejects with an AwsError or a UserError where the function cannot run here: an unknown runtime, no interpreter, code
   * that is gone.
   */
  readonly start: StartEnvironment;
  /** What a spare process for such a function is to run; null where none can stand in for it. Rejects as `start`. */
  programLike(configuration: FunctionConfiguration): Promise<Program | null>;
}

interface Prepared {
  readonly program: Program;
  readonly interpreterVersion: string;
  readonly logStream: string;
  readonly runtimeApi: RuntimeApi | null;
  /** Null where there can be none. */
  readonly extensions: Extensions | null;
  /** Why Lambda could not run the package's program; null where it can. */
  readonly fault: string | null;
}

export function createEnvironmentStarter(options: EnvironmentStarterOptions): EnvironmentStarter {
  const { region, clock, telemetry, folder, supervisor, spares } = options;
  let interpreters: Interpreters | null = null;
  let layers: LayerFolders | null = null;
  const debugOf = ({ functionName, runtime }: FunctionConfiguration): DebugTarget | null => {
    const target = options.debugTarget(functionName);
    return target === null || debugMismatch(target, runtime) !== null ? null : target;
  };

  const prepare = async (
    configuration: FunctionConfiguration,
    code: CodePackage | null,
    initializationType: InitializationType,
  ): Promise<Prepared> => {
    const runtime = runtimeOf(configuration);
    interpreters ??= createInterpreters({
      environment: options.environment,
      warn: options.warn,
      mustBeReadableByAll: options.sandboxKind().name === 'process' && process.getuid?.() === 0,
    });
    if (runtime.language === 'custom') assertArchitecture(configuration);
    layers ??= createLayerFolders(folder, options.packages);
    // First, so that nothing is being laid out any more when this fails.
    const layersFolder = await layers.folderOf(configuration.layers);
    const [interpreter, taskFolder] = await Promise.all([
      runtime.language === 'custom' ? null : interpreters.find(runtime),
      code?.materialise() ?? '',
    ]);
    const entrypoint =
      interpreter === null
        ? await findEntrypoint(taskFolder, layersFolder, configuration.architectures[0])
        : null;
    const external = await findExternalExtensions(layersFolder);
    const wrapper = configuration.environment['AWS_LAMBDA_EXEC_WRAPPER'] ?? '';
    // An extension inside the runtime's process is brought along by a wrapper script.
    const extensions =
      external.length === 0 && wrapper === ''
        ? null
        : new Extensions({ external, configuration, clock, ids: options.ids });
    const runtimeApi = interpreter === null || extensions !== null ? await openRuntimeApi(extensions) : null;
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
      extensions: external.map(({ name }) => name),
      debug: debugOf(configuration),
      initializationType,
    });
    const fault = entrypoint?.fault ?? null;
    const interpreterVersion = interpreter?.version ?? '0';
    return { program, interpreterVersion, logStream, runtimeApi, extensions, fault };
  };

  const start: StartEnvironment = async (configuration, owner, initializationType) => {
    const code = await options.packages.find(configuration.codeSha256);
    if (code === null) {
      throw new UserError(
        `The code of function ${configuration.functionName} is not there: publish it again.`,
      );
    }
    const prepared = await prepare(configuration, code, initializationType);
    const { logStream, runtimeApi, extensions } = prepared;
    const kind = options.sandboxKind();
    const isDebugged = debugOf(configuration) !== null;
    const spareable = !isDebugged && isSpareable(configuration);
    const adopted = spareable ? spares.take(prepared.program, code.entries) : null;
    const rewrite = rewriteBoth(kind, prepared.program, adopted);
    const { logGroup, logFormat } = configuration.loggingConfig;
    const applicationLogLevel = applicationLogLevelOf(configuration);
    const log = new EnvironmentLog({
      log: new FunctionLog({
        telemetry,
        clock,
        logGroup,
        logStream,
        rewrite,
        keeps: applicationLogLevel === null ? null : createLevelFilter(applicationLogLevel),
        isJson: logFormat === 'JSON',
        onLine: extensions === null ? null : (...told) => extensions.line(...told),
      }),
      configuration,
      clock,
      initializationType,
      runtimeVersion: runtimeVersion(region, configuration.runtime, prepared.interpreterVersion),
      listener: extensions,
    });
    const environment = new ExecutionEnvironment({
      configuration,
      start: startsWith(prepared.program, kind, prepared.fault, adopted),
      runtimeApi,
      isFramed: prepared.program.interpreter !== null,
      extensions,
      isDebugged,
      rewrite,
      log,
      clock,
      owner,
      supervisor,
    });
    if (adopted !== null) environment.onExit(() => adopted.release());
    if (spareable) spares.want(prepared.program);
    return environment;
  };

  return {
    start,
    async programLike(configuration) {
      if (!isSpareable(configuration) || debugOf(configuration) !== null) return null;
      return (await prepare(configuration, null, 'on-demand')).program;
    },
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

/** A spare's code lies in a folder of its own, that of a second process where it was laid out. */
function rewriteBoth(kind: SandboxKind, program: Program, adopted: Adopted | null): (text: string) => string {
  const rewrite = kind.rewrite(program);
  if (adopted === null) return rewrite;
  const rewriteSpare = kind.rewrite(adopted.program);
  return (text) => rewrite(rewriteSpare(text));
}

/** How each process of the environment is started; what Lambda could not run is not tried. */
function startsWith(
  program: Program,
  kind: SandboxKind,
  fault: string | null,
  adopted: Adopted | null,
): () => Sandbox {
  if (fault !== null) return () => stillborn({ kind: 'invalid-entrypoint', reason: fault });
  let spare = adopted;
  return () => {
    if (spare === null) return kind.start(program);
    // A second process, where init is tried again, is one that boots: the spare's folder is gone by then.
    const first = spare;
    spare = null;
    return Spares.adopt(first, kind.environment(first.program));
  };
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
