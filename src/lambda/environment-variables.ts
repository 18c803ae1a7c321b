// The environment a function's process starts with, as on Lambda (SPEC §9.8 and the developer guide's list).
import type { InitializationType } from './log/platform-events.ts';
import type { FunctionConfiguration } from './model.ts';

export interface EnvironmentFacts {
  readonly configuration: FunctionConfiguration;
  readonly region: string;
  readonly logStream: string;
  /** Where the function's code and the runtime are, as the process sees it. */
  readonly taskRoot: string;
  readonly runtimeFolder: string;
  /** Where the layers are, as the process sees it. */
  readonly layersRoot: string;
  /** Folder of the interpreter, first in PATH; null for a custom runtime. */
  readonly interpreterFolder: string | null;
  /** Where the Runtime API and the Extensions API answer; null for a runtime that speaks over frames, without extensions. */
  readonly runtimeApi: string | null;
  readonly initializationType: InitializationType;
}

/** Descriptor on which AWS's runtimes write log events in frames. */
export const telemetryFd = 4;

/**
 * Lambda's own variables, then the function's, then those that nobody may set. AWS refuses a function that sets one of its
 * reserved names; here credentials and regions may be set, so that an SDK in a function can be led to a local endpoint.
 */
export function environmentVariables(facts: EnvironmentFacts): Record<string, string> {
  const { configuration, region } = facts;
  const { logFormat, logGroup } = configuration.loggingConfig;
  const applicationLogLevel = applicationLogLevelOf(configuration);
  const own = facts.interpreterFolder === null ? '' : `${facts.interpreterFolder}:`;
  const environment: Record<string, string> = {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    SHLVL: '0',
    PATH: `${own}/usr/local/bin:/usr/bin/:/bin:${facts.layersRoot}/bin`,
    LD_LIBRARY_PATH: `${own.replace(/\/bin:$/, '/lib:')}/lib64:/usr/lib64:${facts.runtimeFolder}:${facts.runtimeFolder}/lib:${facts.taskRoot}:${facts.taskRoot}/lib:${facts.layersRoot}/lib`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // There so that an SDK client can be made; no endpoint of AWS accepts them.
    AWS_ACCESS_KEY_ID: 'VARCOLOCALVARCOLOCAL',
    AWS_SECRET_ACCESS_KEY: 'varco-local-not-a-secret',
    AWS_SESSION_TOKEN: 'varco-local-not-a-token',
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    ...languageVariables(configuration.runtime, facts),
    ...configuration.environment,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: configuration.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: facts.logStream,
    AWS_LAMBDA_INITIALIZATION_TYPE: facts.initializationType,
    // Without a Runtime API nothing listens there.
    AWS_LAMBDA_RUNTIME_API: facts.runtimeApi ?? '127.0.0.1:9001',
    LAMBDA_TASK_ROOT: facts.taskRoot,
    LAMBDA_RUNTIME_DIR: facts.runtimeFolder,
    _HANDLER: configuration.handler ?? '',
  };
  // Not defined for runtimes that the function brings along (developer guide).
  if (facts.interpreterFolder !== null) {
    environment['AWS_EXECUTION_ENV'] = `AWS_Lambda_${configuration.runtime}`;
    environment['_LAMBDA_TELEMETRY_LOG_FD'] = String(telemetryFd);
  }
  if (logFormat === 'JSON') environment['AWS_LAMBDA_LOG_FORMAT'] = 'JSON';
  if (applicationLogLevel !== null) environment['AWS_LAMBDA_LOG_LEVEL'] = applicationLogLevel;
  return environment;
}

/** Levels count in the JSON format only; there INFO is the default. */
export function applicationLogLevelOf({ loggingConfig }: FunctionConfiguration): string | null {
  return loggingConfig.logFormat === 'JSON' ? (loggingConfig.applicationLogLevel ?? 'INFO') : null;
}

/** Published copies of the runtimes' start scripts set these, where the function does not. */
function languageVariables(runtime: string, facts: EnvironmentFacts): Record<string, string> {
  const node = /^nodejs(\d+)\.x$/.exec(runtime)?.[1];
  if (node !== undefined) {
    return {
      NODE_PATH: `${facts.layersRoot}/nodejs/node${node}/node_modules:${facts.layersRoot}/nodejs/node_modules:${facts.runtimeFolder}/node_modules:${facts.runtimeFolder}:${facts.taskRoot}`,
    };
  }
  if (runtime.startsWith('ruby')) {
    const version = `${runtime.slice('ruby'.length)}.0`;
    return {
      GEM_PATH: `${facts.taskRoot}/vendor/bundle/ruby/${version}:${facts.layersRoot}/ruby/gems/${version}`,
      RUBYLIB: `${facts.runtimeFolder}:${facts.layersRoot}/ruby/lib`,
    };
  }
  if (!runtime.startsWith('python')) return {};
  // The bootstrap looks for layers at /opt; where they lie elsewhere it is told, and forgets it again.
  const layers: Record<string, string> =
    facts.layersRoot === '/opt' ? {} : { _VARCO_LAYERS: facts.layersRoot };
  return { PYTHONPATH: facts.runtimeFolder, ...layers };
}
