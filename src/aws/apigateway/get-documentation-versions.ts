// GetDocumentationVersions: an API's versions, by name.
import type { DocumentationVersions, GetDocumentationVersionsRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { documentationKey, type DocumentationVersionDocument, versionShape } from './documentation.ts';
import { findRestApi } from './lookups.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getDocumentationVersions(
  input: GetDocumentationVersionsRequest,
  context: OperationContext,
): Promise<DocumentationVersions> {
  const { id } = await findRestApi(context, input.restApiId);
  const versions = await context.store.list<DocumentationVersionDocument>(
    'documentation-version',
    documentationKey(id, ''),
  );
  return pageOf(versions, ({ version }) => version, input, versionShape);
}
