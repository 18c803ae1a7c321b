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
import type { FunctionConfiguration } from './model.ts';
import type { CodePackages } from './package.ts';
import { findRuntime, type Runtime, runtimeNames } from './runtimes.ts';
import { programFor } from './sandbox/programs.ts';
import type { SandboxKind } from './sandbox/sandbox.ts';

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
}

export type StartEnvironment = (
  configuration: FunctionConfiguration,
  owner: EnvironmentOwner,
) => Promise<ExecutionEnvironment>;

/**
 * The returned function rejects with an AwsError or a UserError where the function cannot run here: an unknown runtime, no
 * interpreter, code that is gone.
 */
export function createEnvironmentStarter(options: EnvironmentStarterOptions): StartEnvironment {
  const { region, clock, telemetry, folder } = options;
  let interpreters: Interpreters | null = null;
  return async (configuration, owner) => {
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
    const [interpreter, taskFolder] = await Promise.all([interpreters.find(runtime), code.materialise()]);
    const logStream = logStreamName(clock.nowMs(), configuration.version, options.ids.hex32());
    const program = programFor({
      configuration,
      runtime,
      interpreter,
      taskFolder,
      region,
      logStream,
      folder,
    });
    const rewrite = kind.rewrite(program);
    const { logGroup } = configuration.loggingConfig;
    const log = new EnvironmentLog(
      new FunctionLog({ telemetry, clock, logGroup, logStream, rewrite }),
      configuration,
      initStartLine(region, runtime.name, interpreter.version),
    );
    return new ExecutionEnvironment({ configuration, program, kind, rewrite, log, clock, owner });
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

/** `2026/11/22/[$LATEST]` and 32 hex digits (SPEC §9.7). */
function logStreamName(nowMs: number, version: string, hex32: string): string {
  return `${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${hex32}`;
}
