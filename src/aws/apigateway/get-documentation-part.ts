// GetDocumentationPart: one part.
import type { DocumentationPart, GetDocumentationPartRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findPart, partShape } from './documentation.ts';

/** @throws AwsError NotFoundException */
export async function getDocumentationPart(
  input: GetDocumentationPartRequest,
  context: OperationContext,
): Promise<DocumentationPart> {
  return partShape(await findPart(context, input.restApiId, input.documentationPartId));
}
