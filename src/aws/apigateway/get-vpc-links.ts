// GetVpcLinks: there are none.
import type { GetVpcLinksRequest, VpcLinks } from '@aws-sdk/client-api-gateway';

export async function getVpcLinks(_input: GetVpcLinksRequest): Promise<VpcLinks> {
  return { items: [] };
}
