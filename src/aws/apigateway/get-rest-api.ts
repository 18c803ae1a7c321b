// GetRestApi: one API by its id.
import type { GetRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { findRestApi } from './lookups.ts';
import { restApiShape } from './rest-api-shape.ts';

/** @throws AwsError NotFoundException */
export async function getRestApi(input: GetRestApiRequest, context: OperationContext): Promise<RestApi> {
  return restApiShape(await findRestApi(context, input.restApiId));
}
