// GetVpcLink: there is none.
import type { GetVpcLinkRequest, VpcLink } from '@aws-sdk/client-api-gateway';
import { unknownVpcLink } from './vpc-links.ts';

/** @throws AwsError NotFoundException, always */
export async function getVpcLink(_input: GetVpcLinkRequest): Promise<VpcLink> {
  throw unknownVpcLink();
}
