// DescribeLogGroups: groups by name, those of a prefix, or those whose name holds a text.
import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  LogGroup as LogGroupShape,
} from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { page } from '../page.ts';
import { invalidParameter, invalidToken } from './errors.ts';
import { groupShape, nameInArn } from './log-groups.ts';

const pageDefault = 50;

/** @throws AwsError InvalidParameterException */
export async function describeLogGroups(
  input: DescribeLogGroupsRequest,
  context: OperationContext,
): Promise<DescribeLogGroupsResponse> {
  const { logGroupNamePrefix, logGroupNamePattern, logGroupClass, logGroupIdentifiers, nextToken, limit } =
    input;
  refuseNotBuilt('DescribeLogGroups', { includeLinkedAccounts: input.includeLinkedAccounts });
  if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  const names = logGroupIdentifiers?.map((identifier) => nameInArn(identifier) ?? identifier);
  const groups = (await (await context.telemetry.logs()).groups(logGroupNamePrefix)).filter(
    ({ name, settings }) =>
      (logGroupNamePattern === undefined || name.includes(logGroupNamePattern)) &&
      (logGroupClass === undefined || settings.groupClass === logGroupClass) &&
      (names === undefined || names.includes(name)),
  );
  const found = page(groups, ({ name }) => name, nextToken, limit ?? pageDefault);
  if (found === null) throw invalidToken();
  const logGroups = found.items.map((group) => groupShape(group, context));
  if (logGroupNamePattern === undefined) return { logGroups, ...next(found.next) };
  // Searching by pattern AWS names the next page even where nothing is on it, and leaves two members out (recorded).
  const last = found.items.at(-1)?.name;
  const searched =
    found.next ?? (nextToken === undefined && last !== undefined ? tokenBehind(last) : undefined);
  return { logGroups: logGroups.map(withoutSizes), ...next(searched) };
}

function next(nextToken: string | undefined): { nextToken?: string } {
  return nextToken === undefined ? {} : { nextToken };
}

/** A page of one, with another behind it, has the token that leads behind the one. */
function tokenBehind(name: string): string {
  return page([name, `${name}\u0000`], (item) => item, undefined, 1)!.next!;
}

function withoutSizes({ storedBytes, deletionProtectionEnabled, ...rest }: LogGroupShape): LogGroupShape {
  void [storedBytes, deletionProtectionEnabled];
  return rest;
}
