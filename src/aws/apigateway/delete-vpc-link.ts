// DeleteVpcLink: there is none.
import type { DeleteVpcLinkRequest } from '@aws-sdk/client-api-gateway';
import { unknownVpcLink } from './vpc-links.ts';

/** @throws AwsError NotFoundException, always */
export async function deleteVpcLink(_input: DeleteVpcLinkRequest): Promise<void> {
  throw unknownVpcLink();
}
