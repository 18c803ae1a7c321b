// CreateFunction: a new function, ready at once; with `Publish` its first version too.
import type { CreateFunctionRequest, FunctionConfiguration as FunctionAnswer } from '@aws-sdk/client-lambda';
import type { FunctionConfiguration, FunctionDocument } from '../../lambda/model.ts';
import { assertConstraints, brokenConstraint, eachOneOf, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { invalidParameter, resourceConflict } from './errors.ts';
import { type CodeInput, noImages, readCode } from './function-code.ts';
import { type FunctionName, readUnqualifiedName } from './function-reference.ts';
import { defaultSettings, readSettings, settingsConstraints } from './function-settings.ts';
import { assertUnzippedSize, readLayers } from './function-layers.ts';
import { functionShape, pendingShape } from './function-shape.ts';
import { lambdaTime, whileChangingFunction, writeFunction } from './functions.ts';
import { withVersion } from './new-version.ts';
import { assertTagCount } from './resource-tags.ts';

/** AWS's input, with Varco's own way to name code. */
export type CreateFunctionInput = Omit<CreateFunctionRequest, 'Code'> & {
  readonly Code: CodeInput | undefined;
};

/**
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceConflictException,
 * RequestEntityTooLargeException, NotImplemented
 */
export async function createFunction(
  input: CreateFunctionInput,
  context: OperationContext,
): Promise<FunctionAnswer> {
  const name = readUnqualifiedName(input, context, 'write');
  assertInput(input, name);
  return whileChangingFunction(context, name, async () => {
    if ((await context.store.get('function', name.functionName)) !== null) {
      throw resourceConflict(`Function already exist: ${name.functionName}`);
    }
    assertTagCount(input.Tags ?? {});
    const created = newFunction(await newConfiguration(input, name, context), input.Tags);
    const document = input.Publish === true ? withVersion(created, undefined, context) : created;
    await writeFunction(context, document);
    // With `Publish` AWS answers the version, under the function's own ARN (recorded).
    const answered = document.versions['1'] ?? document.latest;
    return pendingShape(functionShape(answered, null), context.ids.uuid());
  });
}

const nameCharactersMax = 64;

function assertInput(input: CreateFunctionInput, { functionName }: FunctionName): void {
  if (functionName.length > nameCharactersMax) {
    const constraint = `Member must have length less than or equal to ${nameCharactersMax}`;
    throw invalidParameter(
      `1 validation error detected: ${brokenConstraint('functionName', functionName, constraint)}`,
    );
  }
  assertConstraints(
    required('role', input.Role),
    required('code', input.Code),
    ...settingsConstraints(input),
    oneOf('packageType', input.PackageType, ['Zip', 'Image']),
    eachOneOf('architectures', input.Architectures, ['x86_64', 'arm64']),
  );
  if (input.PackageType === 'Image' || input.Code?.ImageUri !== undefined) throw noImages();
  const { CodeSigningConfigArn, PublishTo, TenancyConfig } = input;
  refuseNotBuilt('CreateFunction', { CodeSigningConfigArn, PublishTo, TenancyConfig });
  if (!input.Runtime || !input.Handler) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
}

async function newConfiguration(
  input: CreateFunctionInput,
  name: FunctionName,
  context: OperationContext,
): Promise<FunctionConfiguration> {
  const settings = readSettings('CreateFunction', input, defaultSettings(name.functionName));
  const layers = await readLayers(input.Layers ?? [], context);
  const code = await readCode('CreateFunction', input.Code ?? {}, context);
  await assertUnzippedSize(code, layers, context);
  return {
    functionName: name.functionName,
    functionArn: name.unqualifiedArn,
    version: '$LATEST',
    ...settings,
    architectures: [input.Architectures?.[0] ?? 'x86_64'],
    codeSha256: code.sha256,
    codeSizeBytes: code.sizeBytes,
    layers,
    revisionId: context.ids.uuid(),
    lastModified: lambdaTime(context),
    state: 'Active',
  };
}

function newFunction(
  latest: FunctionConfiguration,
  tags: Readonly<Record<string, string>> | undefined,
): FunctionDocument {
  return {
    functionName: latest.functionName,
    latest,
    versions: {},
    aliases: {},
    policies: {},
    reservedConcurrency: null,
    tags: { ...tags },
  };
}
