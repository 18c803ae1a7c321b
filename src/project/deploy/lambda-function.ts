// AWS::Lambda::Function → CreateFunction, and PutFunctionConcurrency for what is reserved.
import { createFunction } from '../../aws/lambda/create-function.ts';
import { putFunctionConcurrency } from '../../aws/lambda/put-function-concurrency.ts';
import { parseArn } from '../../core/arn.ts';
import type { CodePackage } from '../../lambda/package.ts';
import { findFunctionCode, type FunctionCode } from '../code/function-code.ts';
import { packageCode } from '../code/package-code.ts';
import { rememberCode } from '../code/remember-code.ts';
import { findTypeScriptEntry, type TypeScriptEntry } from '../code/typescript-entry.ts';
import { functionNameCharactersMax } from '../physical-name.ts';
import type { Project, TemplateResource } from '../project.ts';
import type { PropertyReader } from '../property-reader.ts';
import type { TemplateFile } from '../template-file.ts';
import { reportOtherTarget } from './event-target.ts';
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
    const entry = findTypeScriptEntry(resource, code, runtime, read.text('Handler'));
    const { sha256 } = await packageOf(code, entry, deploying);
    const functionName =
      read.text('FunctionName') ?? names.make(resource.logicalId, functionNameCharactersMax);
    const created = await createFunction(
      present({
        ...settingsOf(read, overridesFor(resource, project), entry),
        DeadLetterConfig: deadLetterOf(resource, read, deploying),
        Layers: layersOf(resource, read, deploying),
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
    deploying.codes.push({ functionName, code, entry });
    return { physicalId: functionName, attributes: { Arn: created.FunctionArn! } };
  },
};

/** Layers of other accounts, such as AWS's own extensions, are not on this machine. */
function layersOf(
  resource: TemplateResource,
  read: PropertyReader,
  { context: { accountId, region }, leaveOut }: Deploying,
): string[] | undefined {
  return read.texts('Layers')?.filter((arn) => {
    const layer = parseArn(arn);
    if (layer === null || (layer.accountId === accountId && layer.region === region)) return true;
    leaveOut(resource, 'Layers', `${arn} is not on this machine: nothing of it is mounted at /opt`);
    return false;
  });
}

function deadLetterOf(
  resource: TemplateResource,
  read: PropertyReader,
  { leaveOut }: Deploying,
): { TargetArn: string } | undefined {
  const target = read.within('DeadLetterConfig')?.text('TargetArn');
  if (target === undefined) return undefined;
  reportOtherTarget(resource, 'DeadLetterConfig', target, leaveOut);
  return { TargetArn: target };
}

/** In SAM the property is CodeUri or InlineCode. */
function placeOfCode({ properties }: TemplateResource, file: TemplateFile): string {
  const names = ['Code', 'CodeUri', 'InlineCode'];
  return file.where(
    properties,
    names.find((name) => file.positions.lineOfKey(properties, name) !== null),
  );
}

/** As in a file for `sam local --env-vars`, but a variable need not be in the template to be set. */
function overridesFor(
  { source }: TemplateResource,
  { environment = {} }: Project,
): Readonly<Record<string, string>> {
  return { ...environment['Parameters'], ...environment[source] };
}

/** Stack traces name the TypeScript file and its line: `sam build` adds the same option. */
function withSourceMaps(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { NODE_OPTIONS: options = '' } = variables;
  return { ...variables, NODE_OPTIONS: `${options} --enable-source-maps`.trimStart() };
}

function settingsOf(
  read: PropertyReader,
  overrides: Readonly<Record<string, string>>,
  entry: TypeScriptEntry | null,
) {
  const logging = read.within('LoggingConfig');
  const environment = read.within('Environment');
  const written = { ...environment?.textMap('Variables'), ...overrides };
  const variables = entry === null ? written : withSourceMaps(written);
  const storage = read.within('EphemeralStorage')?.number('Size');
  const tracing = read.within('TracingConfig')?.text('Mode');
  return present({
    Architectures: read.texts('Architectures') as 'x86_64'[] | undefined,
    Description: read.text('Description'),
    Environment:
      environment === undefined && Object.keys(variables).length === 0 ? undefined : { Variables: variables },
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

async function packageOf(
  code: FunctionCode,
  entry: TypeScriptEntry | null,
  { context, packages }: Deploying,
): Promise<CodePackage> {
  const key = code.kind === 'inline' ? null : `${code.path} ${entry?.file ?? ''} ${entry?.outputFile ?? ''}`;
  const made =
    (key === null ? undefined : packages.get(key)) ?? packageCode(code, entry, context.lambda.packages);
  if (key !== null) packages.set(key, made);
  const packaged = await made;
  await rememberCode(code, packaged, context);
  return packaged.code;
}
