// ListVersionsByFunction: `$LATEST` and then the published versions, oldest first.
import type { ListVersionsByFunctionRequest, ListVersionsByFunctionResponse } from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import { listedFunctionShape } from './function-shape.ts';
import { findFunction } from './functions.ts';
import { sortedVersions } from './new-version.ts';
import { pageConstraints, pageOf } from './paging.ts';

/** @throws AwsError ValidationException, ResourceNotFoundException, InvalidParameterValueException */
export async function listVersionsByFunction(
  input: ListVersionsByFunctionRequest,
  context: OperationContext,
): Promise<ListVersionsByFunctionResponse> {
  pageConstraints(input);
  const name = readFunctionName(input, context, 'read');
  const document = await findFunction(context, name);
  const { items, marker } = pageOf(
    [document.latest, ...sortedVersions(document)],
    ({ version }) => (version === '$LATEST' ? '' : version.padStart(16, '0')),
    input,
    (configuration) => listedFunctionShape(configuration, configuration.version),
  );
  return { Versions: items, ...marker };
}
