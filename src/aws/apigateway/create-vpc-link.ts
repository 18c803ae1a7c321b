// CreateVpcLink: refused by name once AWS would take the input, for there is no VPC that it could lead to.
import type { CreateVpcLinkRequest, VpcLink } from '@aws-sdk/client-api-gateway';
import { parseArn } from '../../core/arn.ts';
import { assertConstraints, required } from '../constraints.ts';
import { notBuilt } from '../not-built.ts';
import { badRequest } from './errors.ts';

/** @throws AwsError always: ValidationException or BadRequestException (recorded in December 2025), else NotImplemented */
export async function createVpcLink(input: CreateVpcLinkRequest): Promise<VpcLink> {
  assertConstraints(
    required('createVpcLinkInput.name', input.name),
    required('createVpcLinkInput.targetArns', input.targetArns),
  );
  if (input.name === '') throw badRequest('Name cannot be empty');
  for (const arn of input.targetArns ?? []) {
    if (parseArn(arn) === null) throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`);
  }
  throw notBuilt('CreateVpcLink');
}
