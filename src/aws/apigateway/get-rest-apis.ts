// GetRestApis: every API, oldest first.
import type { GetRestApisRequest, RestApis } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import type { OperationContext } from '../context.ts';
import { byCreation } from '../page.ts';
import { pageOf } from './paging.ts';
import { restApiShape } from './rest-api-shape.ts';

/** @throws AwsError BadRequestException */
export async function getRestApis(input: GetRestApisRequest, context: OperationContext): Promise<RestApis> {
  const apis = await context.store.list<RestApiDocument>('rest-api');
  return pageOf(apis, (api) => byCreation(api.createdAtMs, api.id), input, restApiShape);
}
