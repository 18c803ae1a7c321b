// UpdateFunctionConfiguration: the settings of `$LATEST` that were sent; versions keep theirs.
import type {
  FunctionConfiguration as FunctionAnswer,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { readSettings, settingsConstraints } from './function-settings.ts';
import { functionShape, updatingShape } from './function-shape.ts';
import { assertRevision, changeFunction, lambdaTime } from './functions.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException, PreconditionFailedException */
export async function updateFunctionConfiguration(
  input: UpdateFunctionConfigurationRequest,
  context: OperationContext,
): Promise<FunctionAnswer> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(...settingsConstraints(input));
  const document = await changeFunction(context, name, (current) => {
    assertRevision(input.RevisionId, current.latest.revisionId);
    const latest = {
      ...current.latest,
      ...readSettings('UpdateFunctionConfiguration', input, current.latest),
      revisionId: context.ids.uuid(),
      lastModified: lambdaTime(context),
    };
    return { ...current, latest };
  });
  return updatingShape(functionShape(document.latest, null), context.ids.uuid());
}
