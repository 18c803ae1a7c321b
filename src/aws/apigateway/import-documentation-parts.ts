// ImportDocumentationParts: the documentation of an OpenAPI definition, in place of an API's own or over it.
import type { DocumentationPartIds, ImportDocumentationPartsRequest } from '@aws-sdk/client-api-gateway';
import { assertConstraints, oneOf } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { whileChanging } from './changes.ts';
import { newParts, partsOf, withoutParts } from './documentation.ts';
import { badRequest } from './errors.ts';
import { findRestApi } from './lookups.ts';
import { importDocumentation, type ImportedPart } from './openapi/import-documentation.ts';
import { parseDefinition } from './openapi/read-definition.ts';
import { isMap } from './openapi/values.ts';

/** @throws AwsError ValidationException, NotFoundException, BadRequestException */
export async function importDocumentationParts(
  input: ImportDocumentationPartsRequest,
  context: OperationContext,
): Promise<DocumentationPartIds> {
  assertConstraints(oneOf('mode', input.mode, ['overwrite', 'merge']));
  return whileChanging(context, input.restApiId, async () => {
    const { id } = await findRestApi(context, input.restApiId);
    const document = parseDefinition(input.body, context);
    if (!isMap(document)) throw badRequest('Unable to build importer with provided input.');
    const parts = importDocumentation(document);
    const before = await partsOf(context, id);
    const places = new Set(parts.map(placeOf));
    const gone = input.mode === 'overwrite' ? before : before.filter((part) => places.has(placeOf(part)));
    const { ids, changes } = newParts(context, id, parts);
    await context.store.write([...withoutParts(id, gone), ...changes]);
    return { ids: [...ids] };
  });
}

function placeOf({ location: { type, path, method, statusCode, name } }: ImportedPart): string {
  return JSON.stringify([type, path, method, statusCode, name]);
}
