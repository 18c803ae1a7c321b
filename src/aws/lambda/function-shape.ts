// A function's configuration as the operations answer it (recorded in November 2025).
import { createHash } from 'node:crypto';
import type { FunctionConfiguration as FunctionAnswer } from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '../../lambda/model.ts';
import { present } from '../present.ts';

// AWS also answers `VpcConfig`, `FileSystemConfigs`, `SigningJobArn`, `ConfigSha256` and others where they are set.

/** @param qualifier What the function was asked for by; it stands in the ARN. */
export function functionShape(
  configuration: FunctionConfiguration,
  qualifier: string | null,
): FunctionAnswer {
  return {
    ...listedFunctionShape(configuration, qualifier),
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(configuration) },
    State: configuration.state,
    LastUpdateStatus: 'Successful',
  };
}

/** Listings leave out the states and the runtime's version. */
export function listedFunctionShape(
  configuration: FunctionConfiguration,
  qualifier: string | null,
): FunctionAnswer {
  const { environment, environmentSent, layers, functionArn } = configuration;
  return present({
    FunctionName: configuration.functionName,
    FunctionArn: qualifier === null ? functionArn : `${functionArn}:${qualifier}`,
    Runtime: configuration.runtime as FunctionAnswer['Runtime'],
    Role: configuration.role,
    Handler: configuration.handler,
    CodeSize: configuration.codeSizeBytes,
    Description: configuration.description,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMb,
    LastModified: configuration.lastModified,
    CodeSha256: configuration.codeSha256,
    Version: configuration.version,
    Environment: environmentSent === true ? { Variables: { ...environment } } : undefined,
    TracingConfig: { Mode: configuration.tracingMode ?? 'PassThrough' },
    RevisionId: configuration.revisionId,
    Layers:
      layers.length === 0
        ? undefined
        : layers.map(({ arn, codeSizeBytes }) => ({ Arn: arn, CodeSize: codeSizeBytes })),
    PackageType: 'Zip' as const,
    Architectures: [...configuration.architectures],
    EphemeralStorage: { Size: configuration.ephemeralStorageMb },
    SnapStart: {
      ApplyOn: configuration.snapStart ?? ('None' as const),
      // A version that is there has its snapshot (recorded).
      OptimizationStatus:
        configuration.snapStart === undefined || configuration.version === '$LATEST'
          ? ('Off' as const)
          : ('On' as const),
    },
    DeadLetterConfig:
      configuration.deadLetterArn === undefined ? undefined : { TargetArn: configuration.deadLetterArn },
    KMSKeyArn: configuration.kmsKeyArn,
    LoggingConfig: loggingShape(configuration.loggingConfig),
  });
}

const creating = { reason: 'The function is being created.', code: 'Creating' } as const;

/**
 * A new function as AWS answers before it is ready. Here it is ready at once, and stands under another revision: on AWS
 * becoming ready changes it too.
 */
export function pendingShape(answer: FunctionAnswer, revisionId: string): FunctionAnswer {
  const { LastUpdateStatus: _none, ...rest } = answer;
  return {
    ...rest,
    RevisionId: revisionId,
    State: 'Pending',
    StateReason: creating.reason,
    StateReasonCode: creating.code,
  };
}

/** A changed function as AWS answers before the change has arrived: with the words for a new one (recorded). */
export function updatingShape(answer: FunctionAnswer, revisionId: string): FunctionAnswer {
  return {
    ...answer,
    RevisionId: revisionId,
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: creating.reason,
    // The SDK's type does not know this code for an update.
    LastUpdateStatusReasonCode: creating.code as string as 'InternalError',
  };
}

function loggingShape(
  logging: FunctionConfiguration['loggingConfig'],
): NonNullable<FunctionAnswer['LoggingConfig']> {
  return present({
    LogFormat: logging.logFormat,
    LogGroup: logging.logGroup,
    ApplicationLogLevel: logging.applicationLogLevel as 'INFO' | undefined,
    SystemLogLevel: logging.systemLogLevel as 'INFO' | undefined,
  });
}

/** AWS names the build of the runtime by a hash; here it is that of the runtime's name. */
function runtimeVersionArn({ functionArn, runtime }: FunctionConfiguration): string {
  const [arn, partition, service, region] = functionArn.split(':');
  const build = createHash('sha256').update(runtime).digest('hex');
  return [arn, partition, service, region, '', 'runtime', build].join(':');
}
