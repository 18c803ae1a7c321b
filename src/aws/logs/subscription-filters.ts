// Subscription filters: none can be put yet, so none are there; what AWS refuses is refused as it does.
import type {
  DeleteSubscriptionFilterRequest,
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse,
  PutSubscriptionFilterRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseFunctionArn } from '../../core/arn.ts';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt } from '../not-built.ts';
import { invalidParameter, notFound } from './errors.ts';
import { findGroup } from './log-groups.ts';
import { readPattern } from './pattern.ts';

/** @throws AwsError AccessDeniedException, InvalidParameterException, ResourceNotFoundException, NotImplemented */
export async function putSubscriptionFilter(
  { logGroupName, destinationArn, roleArn, filterPattern }: PutSubscriptionFilterRequest,
  { telemetry, accountId }: OperationContext,
): Promise<void> {
  const target = parseFunctionArn(destinationArn!);
  // Recorded: looked at before the group is.
  if (target !== null && target.accountId !== accountId) {
    throw new AwsError(
      'AccessDeniedException',
      400,
      'Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
    );
  }
  const vendor = destinationArn!.split(':')[2];
  if (target === null && roleArn === undefined) {
    throw invalidParameter(`destinationArn for vendor ${vendor} cannot be used without roleArn`);
  }
  await findGroup(await telemetry.logs(), logGroupName!);
  readPattern(filterPattern!);
  throw notBuilt('PutSubscriptionFilter of logs');
}

/** @throws AwsError ResourceNotFoundException */
export async function describeSubscriptionFilters(
  { logGroupName }: DescribeSubscriptionFiltersRequest,
  { telemetry }: OperationContext,
): Promise<DescribeSubscriptionFiltersResponse> {
  await findGroup(await telemetry.logs(), logGroupName!);
  return { subscriptionFilters: [] };
}

/** @throws AwsError ResourceNotFoundException */
export async function deleteSubscriptionFilter(
  { logGroupName }: DeleteSubscriptionFilterRequest,
  { telemetry }: OperationContext,
): Promise<void> {
  await findGroup(await telemetry.logs(), logGroupName!);
  throw notFound('subscription filter');
}
