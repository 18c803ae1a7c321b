// GetLayerVersionByArn: one version of a layer, named by its ARN.
import type { GetLayerVersionByArnRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import { assertConstraints, matches, pattern, required } from '../constraints.ts';
import type { OperationContext } from '../context.ts';
import { getLayerVersion } from './get-layer-version.ts';

const arnPattern = pattern(
  '(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)',
);

/** @throws AwsError ValidationException, ResourceNotFoundException, NotImplemented */
export async function getLayerVersionByArn(
  input: GetLayerVersionByArnRequest,
  context: OperationContext,
): Promise<GetLayerVersionResponse> {
  const { Arn } = input;
  assertConstraints(required('arn', Arn), matches('arn', Arn, arnPattern));
  const colon = (Arn ?? '').lastIndexOf(':');
  const [LayerName, version] = [Arn!.slice(0, colon), Number(Arn!.slice(colon + 1))];
  return getLayerVersion({ LayerName, VersionNumber: version }, context);
}
