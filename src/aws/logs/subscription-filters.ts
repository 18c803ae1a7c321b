// Subscription filters: what arrives in a group and matches goes to a Lambda function, from now on.
import type {
  DeleteSubscriptionFilterRequest,
  DescribeSubscriptionFiltersRequest,
  DescribeSubscriptionFiltersResponse,
  PutSubscriptionFilterRequest,
  SubscriptionFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseFunctionArn } from '../../core/arn.ts';
import { AwsError } from '../../core/errors.ts';
import { subscriptionFiltersOfGroupMax } from '../../core/limits.ts';
import type { SubscriptionFilterModel } from '../../store/log-store.ts';
import type { OperationContext } from '../context.ts';
import { notBuilt, refuseNotBuilt } from '../not-built.ts';
import { page } from '../page.ts';
import { present } from '../present.ts';
import { invalidParameter, invalidToken, notFound } from './errors.ts';
import { changeGroup, findGroup } from './log-groups.ts';
import { readPattern } from './pattern.ts';
import { permittedPrincipal } from './subscribed-function.ts';

/** @throws AwsError AccessDeniedException, InvalidParameterException, ResourceNotFoundException, LimitExceededException, NotImplemented */
export async function putSubscriptionFilter(
  input: PutSubscriptionFilterRequest,
  context: OperationContext,
): Promise<void> {
  const { logGroupName, filterName, filterPattern, destinationArn, roleArn, distribution } = input;
  const { applyOnTransformedLogs, fieldSelectionCriteria, emitSystemFields } = input;
  const target = parseFunctionArn(destinationArn!);
  // Recorded: looked at before the group is.
  if (target !== null && target.accountId !== context.accountId) {
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
  await findGroup(await context.telemetry.logs(), logGroupName!);
  readPattern(filterPattern!);
  if (target === null) throw notBuilt(`the destination ${vendor} of PutSubscriptionFilter`);
  refuseNotBuilt('PutSubscriptionFilter', {
    applyOnTransformedLogs,
    fieldSelectionCriteria,
    emitSystemFields,
  });
  if (permittedPrincipal(context, destinationArn!, logGroupName!) === null) throw notPermitted();
  const filter: SubscriptionFilterModel = {
    filterName: filterName!,
    filterPattern: filterPattern!,
    createdAtMs: context.clock.nowMs(),
    destinationArn: destinationArn!,
    roleArn: roleArn ?? null,
    distribution: distribution ?? 'ByLogStream',
  };
  await changeGroup(context, logGroupName!, (settings) => {
    const subscriptionFilters = { ...settings.subscriptionFilters, [filterName!]: filter };
    if (Object.keys(subscriptionFilters).length > subscriptionFiltersOfGroupMax) {
      throw new AwsError('LimitExceededException', 400, 'Resource limit exceeded.');
    }
    return { ...settings, subscriptionFilters };
  });
}

/** Reported by AWS's users; for a function that does not exist it is a choice. */
function notPermitted(): AwsError {
  return invalidParameter(
    'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
  );
}

const pageDefault = 50;

/** @throws AwsError ResourceNotFoundException, InvalidParameterException */
export async function describeSubscriptionFilters(
  { logGroupName, filterNamePrefix, nextToken, limit }: DescribeSubscriptionFiltersRequest,
  { telemetry }: OperationContext,
): Promise<DescribeSubscriptionFiltersResponse> {
  const { settings } = await findGroup(await telemetry.logs(), logGroupName!);
  const filters = Object.values(settings.subscriptionFilters ?? {}).filter(({ filterName }) =>
    filterName.startsWith(filterNamePrefix ?? ''),
  );
  const found = page(filters, ({ filterName }) => filterName, nextToken, limit ?? pageDefault);
  if (found === null) throw invalidToken();
  return {
    subscriptionFilters: found.items.map((filter) => filterShape(filter, logGroupName!)),
    ...(found.next !== undefined && { nextToken: found.next }),
  };
}

function filterShape(filter: SubscriptionFilterModel, logGroupName: string): SubscriptionFilter {
  const { filterName, filterPattern, createdAtMs, destinationArn, roleArn, distribution } = filter;
  return present({
    filterName,
    filterPattern,
    logGroupName,
    destinationArn,
    roleArn,
    distribution,
    applyOnTransformedLogs: false,
    creationTime: createdAtMs,
  });
}

/** @throws AwsError ResourceNotFoundException */
export async function deleteSubscriptionFilter(
  { logGroupName, filterName }: DeleteSubscriptionFilterRequest,
  context: OperationContext,
): Promise<void> {
  await changeGroup(context, logGroupName!, (settings) => {
    const { [filterName!]: gone, ...subscriptionFilters } = settings.subscriptionFilters ?? {};
    if (gone === undefined) throw notFound('subscription filter');
    return { ...settings, subscriptionFilters };
  });
}
