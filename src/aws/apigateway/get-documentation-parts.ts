// GetDocumentationParts: an API's parts in the order they came, by type, path or name.
import type { DocumentationParts, GetDocumentationPartsRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { partShape, partsOf } from './documentation.ts';
import { findRestApi } from './lookups.ts';
import { pageOf } from './paging.ts';

// AWS also filters by `locationStatus`: every part counts as documented here.

/** @throws AwsError NotFoundException, BadRequestException */
export async function getDocumentationParts(
  input: GetDocumentationPartsRequest,
  context: OperationContext,
): Promise<DocumentationParts> {
  const { id: apiId } = await findRestApi(context, input.restApiId);
  const { type, nameQuery, path, locationStatus } = input;
  const parts = (await partsOf(context, apiId)).filter(
    ({ location }) =>
      locationStatus !== 'UNDOCUMENTED' &&
      (type === undefined || location.type === type) &&
      (path === undefined || location.path === path) &&
      (nameQuery === undefined || (location.name?.startsWith(nameQuery) ?? false)),
  );
  return pageOf(parts, ({ order, id }) => `${order} ${id}`, input, partShape);
}
