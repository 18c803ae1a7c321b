// GetDocumentationVersion: one version.
import type { DocumentationVersion, GetDocumentationVersionRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findVersion, versionShape } from './documentation.ts';

/** @throws AwsError NotFoundException */
export async function getDocumentationVersion(
  input: GetDocumentationVersionRequest,
  context: OperationContext,
): Promise<DocumentationVersion> {
  return versionShape(await findVersion(context, input.restApiId, input.documentationVersion));
}
