// The settings of a function that CreateFunction and UpdateFunctionConfiguration share: checks, defaults, reading.
import type { UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { functionMemoryMbMax, functionMemoryMbMin, functionTimeoutSecondsMax } from '../../core/limits.ts';
import type { FunctionConfiguration } from '../../lambda/model.ts';
import {
  type ConstraintCheck,
  lengthBetween,
  matches,
  oneOf,
  pattern,
  valueBetween,
} from '../constraints.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { assertEnvironment, variableNamesConstraint } from './environment.ts';
import { invalidParameter } from './errors.ts';

/** What both inputs have in common. */
export type SettingsInput = Omit<UpdateFunctionConfigurationRequest, 'FunctionName' | 'RevisionId'>;

/** The part of a configuration that comes from these settings. */
export type FunctionSettings = Pick<
  FunctionConfiguration,
  | 'runtime'
  | 'handler'
  | 'role'
  | 'description'
  | 'timeoutSeconds'
  | 'memoryMb'
  | 'ephemeralStorageMb'
  | 'environment'
  | 'environmentSent'
  | 'loggingConfig'
  | 'tracingMode'
  | 'deadLetterArn'
  | 'kmsKeyArn'
  | 'snapStart'
>;

export function defaultSettings(functionName: string): FunctionSettings {
  return {
    runtime: '',
    handler: null,
    role: '',
    description: '',
    timeoutSeconds: 3,
    memoryMb: 128,
    ephemeralStorageMb: 512,
    environment: {},
    loggingConfig: { logFormat: 'Text', logGroup: `/aws/lambda/${functionName}` },
  };
}

const rolePattern = pattern('arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+');
/** Chosen: a NUL breaks it too, for no process can be told such a name. */
const handlerPattern = { ...pattern('[^\\s]+'), expression: /^[^\s\0]+$/ };
const logGroupPattern = pattern('[\\.\\-_/#A-Za-z0-9]+');

export function settingsConstraints(input: SettingsInput): readonly ConstraintCheck[] {
  const { LoggingConfig: logging } = input;
  return [
    matches('role', input.Role, rolePattern),
    lengthBetween('handler', input.Handler, 0, 128),
    matches('handler', input.Handler || undefined, handlerPattern),
    lengthBetween('description', input.Description, 0, 256),
    valueBetween('timeout', input.Timeout, 1, functionTimeoutSecondsMax),
    valueBetween('memorySize', input.MemorySize, functionMemoryMbMin, functionMemoryMbMax),
    valueBetween('ephemeralStorage.size', input.EphemeralStorage?.Size, 512, 10_240),
    variableNamesConstraint(input.Environment?.Variables),
    oneOf('tracingConfig.mode', input.TracingConfig?.Mode, ['Active', 'PassThrough']),
    oneOf('loggingConfig.logFormat', logging?.LogFormat, ['JSON', 'Text']),
    oneOf('loggingConfig.applicationLogLevel', logging?.ApplicationLogLevel, applicationLogLevels),
    oneOf('loggingConfig.systemLogLevel', logging?.SystemLogLevel, ['DEBUG', 'INFO', 'WARN']),
    matches('loggingConfig.logGroup', logging?.LogGroup, logGroupPattern),
  ];
}

const applicationLogLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** The members that were sent laid over the current settings. The constraints have been checked. */
export function readSettings<S extends FunctionSettings>(
  operation: string,
  input: SettingsInput,
  current: S,
): S {
  refuseMembers(operation, input);
  assertRuntime(input.Runtime);
  assertEnvironment(input.Environment?.Variables ?? {});
  const tracingMode = input.TracingConfig?.Mode;
  const runtime = input.Runtime ?? current.runtime;
  const changed = {
    ...current,
    runtime,
    handler: input.Handler ?? current.handler,
    role: input.Role ?? current.role,
    description: input.Description ?? current.description,
    timeoutSeconds: input.Timeout ?? current.timeoutSeconds,
    memoryMb: input.MemorySize ?? current.memoryMb,
    ephemeralStorageMb: input.EphemeralStorage?.Size ?? current.ephemeralStorageMb,
    ...(input.Environment === undefined
      ? {}
      : { environment: { ...input.Environment.Variables }, environmentSent: true }),
    ...(tracingMode === undefined ? {} : { tracingMode }),
    ...readOptional('deadLetterArn', input.DeadLetterConfig?.TargetArn),
    ...readOptional('kmsKeyArn', input.KMSKeyArn),
    ...readSnapStart(input.SnapStart, runtime),
    loggingConfig: readLogging(input.LoggingConfig, current.loggingConfig),
  };
  return withoutUnset(changed) as S;
}

const notBuiltMembers = [
  'CapacityProviderConfig',
  'DurableConfig',
  'FileSystemConfigs',
  'ImageConfig',
  'VpcConfig',
] as const;

function refuseMembers(operation: string, input: SettingsInput): void {
  refuseNotBuilt(operation, Object.fromEntries(notBuiltMembers.map((name) => [name, input[name]])));
}

/** What is sent empty is taken away. */
function readOptional<K extends 'deadLetterArn' | 'kmsKeyArn'>(
  member: K,
  sent: string | undefined,
): { readonly [P in K]?: string | undefined } {
  return (sent === undefined ? {} : { [member]: sent || undefined }) as { [P in K]?: string | undefined };
}

/** AWS lists the runtimes it has snapshots for. */
const snapStartRuntimes = /^(?:java(?:1[1-9]|[2-9]\d)|python3\.(?:1[2-9]|[2-9]\d)|dotnet(?:[89]|\d{2}))$/;

function readSnapStart(
  sent: SettingsInput['SnapStart'],
  runtime: string,
): { readonly snapStart?: 'PublishedVersions' | undefined } {
  if (sent?.ApplyOn === undefined) return {};
  if (sent.ApplyOn === 'None') return { snapStart: undefined };
  if (snapStartRuntimes.test(runtime)) return { snapStart: 'PublishedVersions' };
  throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
}

/** Members that are undefined are taken out: what is not set is not there. */
function withoutUnset(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** Families AWS has or had. It also refuses retired versions, by a list that changes with the calendar. */
const runtimePattern =
  /^(?:nodejs\d+\.x|python\d\.\d+|ruby\d\.\d|java(?:8(?:\.al2)?|\d{2})|dotnet(?:core\d\.\d|\d{1,2})|go1\.x|provided(?:\.al\d+)?)$/;
const currentRuntimes = [
  'nodejs24.x',
  'nodejs22.x',
  'nodejs20.x',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'ruby3.4',
  'ruby3.3',
  'java25',
  'java21',
  'java17',
  'java11',
  'java8.al2',
  'dotnet10',
  'dotnet8',
  'provided.al2023',
  'provided.al2',
];

function assertRuntime(runtime: string | undefined): void {
  if (runtime === undefined || runtimePattern.test(runtime)) return;
  throw invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${currentRuntimes.join(', ')}] or be a valid ARN`,
  );
}

/** Levels belong to JSON alone, and are INFO unless said otherwise (recorded). */
function readLogging(
  input: SettingsInput['LoggingConfig'],
  current: FunctionConfiguration['loggingConfig'],
): FunctionConfiguration['loggingConfig'] {
  const logFormat = input?.LogFormat ?? current.logFormat;
  const logGroup = input?.LogGroup ?? current.logGroup;
  if (logFormat === 'Text') return { logFormat, logGroup };
  return {
    logFormat,
    logGroup,
    applicationLogLevel: input?.ApplicationLogLevel ?? current.applicationLogLevel ?? 'INFO',
    systemLogLevel: input?.SystemLogLevel ?? current.systemLogLevel ?? 'INFO',
  };
}
