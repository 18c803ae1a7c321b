// GetAuthorizer: one authorizer by its id.
import type { Authorizer, GetAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { authorizerShape } from './authorizer-shape.ts';
import { findAuthorizer } from './lookups.ts';

/** @throws AwsError NotFoundException */
export async function getAuthorizer(
  input: GetAuthorizerRequest,
  context: OperationContext,
): Promise<Authorizer> {
  return authorizerShape((await findAuthorizer(context, input)).authorizer);
}
