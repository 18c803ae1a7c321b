// ListFunctions: every function by name; on demand with all versions.
import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import type { FunctionDocument } from '../../lambda/model.ts';
import { assertConstraints, oneOf } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { listedFunctionShape } from './function-shape.ts';
import { sortedVersions } from './new-version.ts';
import { pageConstraints, pageOf } from './paging.ts';

/** @throws AwsError ValidationException, InvalidParameterValueException */
export async function listFunctions(
  input: ListFunctionsRequest,
  context: OperationContext,
): Promise<ListFunctionsResponse> {
  pageConstraints(input);
  assertConstraints(oneOf('functionVersion', input.FunctionVersion, ['ALL']));
  // AWS also takes `MasterRegion`, for functions at the edge; there are none here.
  const all = input.FunctionVersion === 'ALL';
  const documents = await context.store.list<FunctionDocument>('function');
  const entries = documents.flatMap((document) => {
    const latest = { configuration: document.latest, qualifier: all ? '$LATEST' : null, number: 0 };
    if (!all) return [latest];
    const versions = sortedVersions(document).map((configuration) => ({
      configuration,
      qualifier: configuration.version,
      number: Number(configuration.version),
    }));
    return [latest, ...versions];
  });
  const { items, marker } = pageOf(
    entries,
    ({ configuration, number }) => `${configuration.functionName} ${String(number).padStart(16, '0')}`,
    input,
    ({ configuration, qualifier }) => listedFunctionShape(configuration, qualifier),
  );
  return { Functions: items, ...marker };
}
