// GetResource: one resource by its id.
import type { GetResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findResource } from './lookups.ts';
import { resourceShape } from './resource-shape.ts';

/** @throws AwsError NotFoundException */
export async function getResource(input: GetResourceRequest, context: OperationContext): Promise<Resource> {
  const { resource } = await findResource(context, input);
  return resourceShape(resource, input.embed);
}
