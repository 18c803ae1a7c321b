// AWS::Lambda::Function → CreateFunction, and PutFunctionConcurrency for what is reserved.
import { createFunction } from '../../aws/lambda/create-function.ts';
import { putFunctionConcurrency } from '../../aws/lambda/put-function-concurrency.ts';
import type { CodePackage } from '../../lambda/package.ts';
import { zipSync } from 'fflate';
import { findFunctionCode, type FunctionCode } from '../function-code.ts';
import { functionNameCharactersMax } from '../physical-name.ts';
import type { TemplateResource } from '../project.ts';
import type { PropertyReader } from '../property-reader.ts';
import type { TemplateFile } from '../template-file.ts';
import { lambdaFunctionProperties } from './lambda-function-properties.ts';
import { present } from './present.ts';
import type { Deploying, ResourceType } from './resource-type.ts';
import { readTags } from './tags.ts';

export const lambdaFunction: ResourceType = {
  properties: lambdaFunctionProperties,
  async create(resource, read, deploying) {
    const { context, project, names, record, tags } = deploying;
    const runtime = read.text('Runtime');
    const where = (): string => placeOfCode(resource, project.file);
    const code = await findFunctionCode(resource, read.value('Code'), {
      folder: project.file.folder,
      where,
      runtime,
    });
    const { sha256 } = await packageOf(code, deploying);
    await rememberOrigin(code, sha256, deploying);
    const functionName =
      read.text('FunctionName') ?? names.make(resource.logicalId, functionNameCharactersMax);
    const created = await createFunction(
      present({
        ...settingsOf(read),
        FunctionName: functionName,
        Code: { PackageSha256: sha256 },
        Runtime: runtime as 'nodejs22.x' | undefined,
        Tags: { ...readTags(read), ...tags(resource) },
      }),
      context,
    );
    const reserved = read.number('ReservedConcurrentExecutions');
    if (reserved !== undefined) {
      const input = { FunctionName: functionName, ReservedConcurrentExecutions: reserved };
      await putFunctionConcurrency(input, context);
    }
    record.function({
      logicalId: resource.source,
      functionName,
      runtime: runtime ?? '',
      handler: read.text('Handler') ?? '',
      codeOrigin: code.kind === 'inline' ? where() : code.path,
    });
    return { physicalId: functionName, attributes: { Arn: created.FunctionArn! } };
  },
};

/** In SAM the property is CodeUri or InlineCode. */
function placeOfCode({ properties }: TemplateResource, file: TemplateFile): string {
  const names = ['Code', 'CodeUri', 'InlineCode'];
  return file.where(
    properties,
    names.find((name) => file.positions.lineOfKey(properties, name) !== null),
  );
}

function settingsOf(read: PropertyReader) {
  const logging = read.within('LoggingConfig');
  const environment = read.within('Environment');
  const storage = read.within('EphemeralStorage')?.number('Size');
  const tracing = read.within('TracingConfig')?.text('Mode');
  return present({
    Architectures: read.texts('Architectures') as 'x86_64'[] | undefined,
    Description: read.text('Description'),
    Environment: environment && { Variables: environment.textMap('Variables') ?? {} },
    EphemeralStorage: storage === undefined ? undefined : { Size: storage },
    Handler: read.text('Handler'),
    LoggingConfig:
      logging &&
      present({
        ApplicationLogLevel: logging.text('ApplicationLogLevel') as 'INFO' | undefined,
        LogFormat: logging.text('LogFormat') as 'JSON' | undefined,
        LogGroup: logging.text('LogGroup'),
        SystemLogLevel: logging.text('SystemLogLevel') as 'INFO' | undefined,
      }),
    MemorySize: read.number('MemorySize'),
    PackageType: read.text('PackageType') as 'Zip' | undefined,
    Role: read.requiredText('Role'),
    Timeout: read.number('Timeout'),
    TracingConfig: tracing === undefined ? undefined : { Mode: tracing as 'Active' },
  });
}

const readableByAll = 0o100644 << 16;
const madeByUnix = 3;

function packageOf(code: FunctionCode, { context, packages }: Deploying): Promise<CodePackage> {
  if (code.kind === 'inline') return context.lambda.packages.fromZip(zipOf(code.fileName, code.text));
  const made =
    packages.get(code.path) ??
    (code.kind === 'folder'
      ? context.lambda.packages.fromFolder(code.path)
      : context.lambda.packages.fromZip(code.path));
  packages.set(code.path, made);
  return made;
}

/** A project's code is not copied into the data folder: after a restart without the project it is read where it is. */
function rememberOrigin(code: FunctionCode, sha256: string, { context }: Deploying): Promise<void> {
  const key = Buffer.from(sha256, 'base64').toString('hex');
  if (code.kind === 'inline') {
    return context.blobs.put(zipOf(code.fileName, code.text)).then(() => undefined);
  }
  const value = { kind: code.kind, path: code.path };
  return context.store.write([{ kind: 'code-origin', key, value }]);
}

/** The same text gives the same package. */
function zipOf(fileName: string, text: string): Uint8Array {
  const content = new TextEncoder().encode(text);
  return zipSync({
    [fileName]: [content, { attrs: readableByAll, os: madeByUnix, mtime: new Date(1980, 0, 1) }],
  });
}
