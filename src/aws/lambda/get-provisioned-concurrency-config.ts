// GetProvisionedConcurrencyConfig: how many environments are kept ready, and how far that has come.
import type {
  GetProvisionedConcurrencyConfigRequest,
  GetProvisionedConcurrencyConfigResponse,
} from '@aws-sdk/client-lambda';
import type { OperationContext } from '../context.ts';
import { readFunctionName } from './function-reference.ts';
import {
  findQualified,
  noProvisionedConcurrency,
  notPublished,
  provisionedShape,
  requireQualifier,
} from './provisioned-concurrency.ts';

/**
 * @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException,
 * ProvisionedConcurrencyConfigNotFoundException
 */
export async function getProvisionedConcurrencyConfig(
  input: GetProvisionedConcurrencyConfigRequest,
  context: OperationContext,
): Promise<GetProvisionedConcurrencyConfigResponse> {
  const name = requireQualifier(readFunctionName(input, context, 'read'), notPublished);
  const document = await findQualified(context, name);
  const configuration = document.provisionedConcurrency?.[name.qualifier];
  if (configuration === undefined) throw noProvisionedConcurrency();
  return provisionedShape(document, name.qualifier, configuration, context);
}
