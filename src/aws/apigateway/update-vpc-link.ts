// UpdateVpcLink: there is none.
import type { UpdateVpcLinkRequest, VpcLink } from '@aws-sdk/client-api-gateway';
import { readPatches } from './patch-operations.ts';
import { unknownVpcLink } from './vpc-links.ts';

/** @throws AwsError ValidationException, else NotFoundException, always */
export async function updateVpcLink(input: UpdateVpcLinkRequest): Promise<VpcLink> {
  readPatches('updateVpcLinkInput', input.patchOperations);
  throw unknownVpcLink();
}
