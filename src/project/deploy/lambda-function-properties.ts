// What becomes of each property of AWS::Lambda::Function; most are SAM's as well.
import {
  byValue,
  honoured,
  ignored,
  mapOf,
  noEffect,
  partly,
  refused,
  type PropertyTable,
} from '../property-table.ts';

const ownNetwork = "functions run in this machine's network";

/** The properties that AWS::Serverless::Function hands through. */
export const lambdaFunctionShared: PropertyTable = {
  Architectures: honoured,
  CapacityProviderConfig: ignored('functions run on this machine'),
  CodeSigningConfigArn: ignored('signatures of code are not checked'),
  Description: honoured,
  DurableConfig: ignored('durable functions are not built'),
  Environment: mapOf({ Variables: honoured }),
  EphemeralStorage: mapOf({ Size: honoured }),
  FileSystemConfigs: ignored('no file systems are mounted'),
  FunctionName: honoured,
  FunctionScalingConfig: ignored('functions run on this machine'),
  Handler: honoured,
  ImageConfig: ignored('container images are not run'),
  KmsKeyArn: noEffect('the environment is not encrypted locally'),
  Layers: honoured,
  LoggingConfig: mapOf({
    ApplicationLogLevel: honoured,
    LogFormat: honoured,
    LogGroup: honoured,
    SystemLogLevel: honoured,
  }),
  MemorySize: honoured,
  PackageType: byValue((value) =>
    value === 'Image'
      ? refused(
          'is Image, and Varco does not run container images: give the function a folder or zip of code',
        )
      : honoured,
  ),
  PublishToLatestPublished: ignored('only $LATEST, versions and aliases exist'),
  RecursiveLoop: noEffect('Varco does not look for loops'),
  ReservedConcurrentExecutions: honoured,
  Role: honoured,
  Runtime: honoured,
  RuntimeManagementConfig: ignored("the runtime is this machine's"),
  SnapStart: byValue((value) =>
    JSON.stringify(value) === '{"ApplyOn":"None"}'
      ? noEffect('it is off')
      : ignored('functions always start afresh'),
  ),
  Tags: honoured,
  TenancyConfig: ignored('tenants share sandboxes'),
  Timeout: honoured,
  VpcConfig: ignored(ownNetwork),
};

export const lambdaFunctionProperties: PropertyTable = {
  ...lambdaFunctionShared,
  // A text is a folder or zip, as "aws cloudformation package" reads it.
  Code: mapOf({
    ImageUri: honoured,
    S3Bucket: honoured,
    S3Key: honoured,
    S3ObjectStorageMode: noEffect('the code is read from this machine'),
    S3ObjectVersion: noEffect('the code is read from this machine'),
    SourceKMSKeyArn: noEffect('the code is not encrypted locally'),
    ZipFile: honoured,
  }),
  DeadLetterConfig: mapOf({ TargetArn: honoured }),
  TracingConfig: mapOf({
    Mode: byValue((value) => (value === 'Active' ? partly('no traces are recorded') : honoured)),
  }),
};
