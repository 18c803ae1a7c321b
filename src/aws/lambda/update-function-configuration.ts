// UpdateFunctionConfiguration: the settings of `$LATEST` that were sent; versions keep theirs.
import type {
  FunctionConfiguration as FunctionAnswer,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from '../../lambda/model.ts';
import { assertConstraints } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { readUnqualifiedName } from './function-reference.ts';
import { readSettings, settingsConstraints } from './function-settings.ts';
import { assertUnzippedSize, readLayers } from './function-layers.ts';
import { functionShape, updatingShape } from './function-shape.ts';
import { assertRevision, changeFunction, lambdaTime } from './functions.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException, PreconditionFailedException */
export async function updateFunctionConfiguration(
  input: UpdateFunctionConfigurationRequest,
  context: OperationContext,
): Promise<FunctionAnswer> {
  const name = readUnqualifiedName(input, context, 'write');
  assertConstraints(...settingsConstraints(input));
  const document = await changeFunction(context, name, async (current) => {
    assertRevision(input.RevisionId, current.latest.revisionId);
    const latest: FunctionConfiguration = {
      ...readSettings('UpdateFunctionConfiguration', input, current.latest),
      layers: input.Layers === undefined ? current.latest.layers : await readLayers(input.Layers, context),
      revisionId: context.ids.uuid(),
      lastModified: lambdaTime(context),
    };
    // Code that is gone since the last start has no size any more.
    const code = await context.lambda.packages.find(latest.codeSha256);
    if (code !== null) await assertUnzippedSize(code, latest.layers, context);
    return { ...current, latest };
  });
  return updatingShape(functionShape(document.latest, null), context.ids.uuid());
}
