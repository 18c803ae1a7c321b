// CreateDocumentationPart: what is said of one entity of an API.
import type { CreateDocumentationPartRequest, DocumentationPart } from '@aws-sdk/client-api-gateway';
import { assertConstraints, oneOf, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { whileChanging } from './changes.ts';
import { findPart, newParts, partShape, partsOf } from './documentation.ts';
import { conflict } from './errors.ts';
import { findRestApi } from './lookups.ts';
import type { ImportedPart } from './openapi/import-documentation.ts';

/** In the order in which AWS prints them. */
const locationTypes = [
  'RESPONSE_BODY',
  'RESPONSE',
  'METHOD',
  'MODEL',
  'AUTHORIZER',
  'RESPONSE_HEADER',
  'RESOURCE',
  'PATH_PARAMETER',
  'REQUEST_BODY',
  'QUERY_PARAMETER',
  'API',
  'REQUEST_HEADER',
];

/** @throws AwsError ValidationException, NotFoundException, ConflictException */
export async function createDocumentationPart(
  input: CreateDocumentationPartRequest,
  context: OperationContext,
): Promise<DocumentationPart> {
  const { location } = input;
  assertConstraints(
    required('createDocumentationPartInput.location', location),
    required('createDocumentationPartInput.properties', input.properties),
    oneOf('createDocumentationPartInput.location.type', location?.type, locationTypes),
  );
  return whileChanging(context, input.restApiId, async () => {
    const { id: apiId } = await findRestApi(context, input.restApiId);
    const part: ImportedPart = {
      location: present({ ...location }) as ImportedPart['location'],
      properties: input.properties ?? '',
    };
    const others = await partsOf(context, apiId);
    if (others.some((other) => sameLocation(other.location, part.location))) {
      // AWS's words are not recorded.
      throw conflict('Documentation part already exists for the specified location');
    }
    const { ids, changes } = newParts(context, apiId, [part]);
    await context.store.write(changes);
    return partShape(await findPart(context, apiId, ids[0]));
  });
}

function sameLocation(one: ImportedPart['location'], other: ImportedPart['location']): boolean {
  return (['type', 'path', 'method', 'statusCode', 'name'] as const).every(
    (member) => one[member] === other[member],
  );
}
