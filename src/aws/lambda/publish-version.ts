// PublishVersion: freezes `$LATEST` under the next number.
import type { FunctionConfiguration as FunctionAnswer, PublishVersionRequest } from '@aws-sdk/client-lambda';
import { assertConstraints, lengthBetween } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { invalidParameter } from './errors.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { functionShape } from './function-shape.ts';
import { assertRevision, changeFunction } from './functions.ts';
import { newestVersion, withVersion } from './new-version.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException, PreconditionFailedException */
export async function publishVersion(
  input: PublishVersionRequest,
  context: OperationContext,
): Promise<FunctionAnswer> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(lengthBetween('description', input.Description, 0, 256));
  refuseNotBuilt('PublishVersion', { PublishTo: input.PublishTo });
  const document = await changeFunction(context, name, (current) => {
    const { revisionId, codeSha256 } = current.latest;
    assertRevision(input.RevisionId, revisionId);
    if (input.CodeSha256 && input.CodeSha256 !== codeSha256) {
      throw invalidParameter(
        `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    return withVersion(current, input.Description, context);
  });
  const version = newestVersion(document)!;
  return functionShape(version, version.version);
}
