// GetAuthorizers: an API's authorizers, by id.
import type { Authorizers, GetAuthorizersRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { authorizerShape } from './authorizer-shape.ts';
import { findRestApi } from './lookups.ts';
import { pageOf } from './paging.ts';

/** @throws AwsError NotFoundException, BadRequestException */
export async function getAuthorizers(
  input: GetAuthorizersRequest,
  context: OperationContext,
): Promise<Authorizers> {
  const api = await findRestApi(context, input.restApiId);
  return pageOf(Object.values(api.authorizers), (authorizer) => authorizer.id, input, authorizerShape);
}
