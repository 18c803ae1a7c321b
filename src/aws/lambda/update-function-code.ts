// UpdateFunctionCode: new code for `$LATEST`; with `Publish` the next version too.
import type {
  FunctionConfiguration as FunctionAnswer,
  UpdateFunctionCodeRequest,
} from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '../../lambda/model.ts';
import { assertConstraints, eachOneOf } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { type CodeInput, readCode } from './function-code.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { assertUnzippedSize } from './function-layers.ts';
import { functionShape, pendingShape, updatingShape } from './function-shape.ts';
import {
  assertRevision,
  findFunction,
  lambdaTime,
  whileChangingFunction,
  writeFunction,
} from './functions.ts';
import { newestVersion, withVersion } from './new-version.ts';

/** AWS's input, with Varco's own way to name code. */
export type UpdateFunctionCodeInput = UpdateFunctionCodeRequest & Pick<CodeInput, 'PackageSha256'>;

// AWS also answers 409 `The operation cannot be performed at this time. An update is in progress for resource: {arn}` until
// the change before has arrived; here each has arrived when it is answered.

/**
 * @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException,
 * PreconditionFailedException, RequestEntityTooLargeException, NotImplemented
 */
export async function updateFunctionCode(
  input: UpdateFunctionCodeInput,
  context: OperationContext,
): Promise<FunctionAnswer> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(eachOneOf('architectures', input.Architectures, ['x86_64', 'arm64']));
  refuseNotBuilt('UpdateFunctionCode', { PublishTo: input.PublishTo });
  return whileChangingFunction(context, name, async () => {
    const current = await findFunction(context, name);
    assertRevision(input.RevisionId, current.latest.revisionId);
    const code = await readCode('UpdateFunctionCode', input, context);
    await assertUnzippedSize(code, current.latest.layers, context);
    const latest: FunctionConfiguration = {
      ...current.latest,
      architectures: [input.Architectures?.[0] ?? current.latest.architectures[0]],
      codeSha256: code.sha256,
      codeSizeBytes: code.sizeBytes,
      revisionId: context.ids.uuid(),
      lastModified: lambdaTime(context),
    };
    if (input.DryRun === true) return functionShape(latest, null);
    const changed = { ...current, latest };
    const document = input.Publish === true ? withVersion(changed, undefined, context) : changed;
    await writeFunction(context, document);
    const revisionId = context.ids.uuid();
    if (input.Publish !== true) return updatingShape(functionShape(latest, null), revisionId);
    const version = newestVersion(document)!;
    return pendingShape(functionShape(version, version.version), version.revisionId);
  });
}
