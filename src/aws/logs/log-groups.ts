// Log groups as operations name them: by name, by ARN, by either; and as they answer with them.
import type { LogGroup as LogGroupShape } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import type { LogGroup, LogGroupSettings, LogStore } from '../../store/log-store.ts';
import type { OperationContext } from '../context.ts';
import { present } from '../present.ts';
import { invalidParameter, notFound } from './errors.ts';

type Place = Pick<OperationContext, 'accountId' | 'region'>;

export function logGroupArn({ region, accountId }: Place, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

const groupArn = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/;

/** The name in an ARN, with or without its `:*`; null where it is none of a log group. */
export function nameInArn(arn: string): string | null {
  return groupArn.exec(arn)?.[1] ?? null;
}

export interface NamesGroup {
  readonly logGroupName?: string | undefined;
  /** A name or an ARN. */
  readonly logGroupIdentifier?: string | undefined;
}

/** @throws AwsError where there are both, or none. */
export function groupNamed({ logGroupName, logGroupIdentifier }: NamesGroup): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    const message = 'LogGroup name and LogGroup ARN are mutually exclusive parameters.';
    throw new AwsError('ValidationException', 400, message);
  }
  const identifier = logGroupName ?? logGroupIdentifier;
  // AWS's words for neither are unknown.
  if (identifier === undefined) {
    throw invalidParameter('Either LogGroup name or LogGroup ARN must be specified.');
  }
  return nameInArn(identifier) ?? identifier;
}

/** @throws AwsError ResourceNotFoundException */
export async function findGroup(logs: LogStore, name: string): Promise<LogGroup> {
  const group = await logs.group(name);
  if (group === null) throw notFound('log group');
  return group;
}

/** Reads, changes and writes a group's settings as one. @throws AwsError ResourceNotFoundException */
export async function changeGroup(
  { telemetry }: Pick<OperationContext, 'telemetry'>,
  name: string,
  change: (settings: LogGroupSettings) => LogGroupSettings,
): Promise<void> {
  const logs = await telemetry.logs();
  if ((await logs.changeGroup(name, change)) === null) throw notFound('log group');
}

const dayMs = 86_400_000;

/** The time before which the group's events are gone, also where they are still to be taken away. */
export function keptSinceMs({ settings }: LogGroup, { clock }: Pick<OperationContext, 'clock'>): number {
  return settings.retentionDays === null ? 0 : clock.nowMs() - settings.retentionDays * dayMs;
}

export function groupShape(
  { name, createdAtMs, storedBytes, settings }: LogGroup,
  place: Place,
): LogGroupShape {
  const arn = logGroupArn(place, name);
  return present({
    logGroupName: name,
    creationTime: createdAtMs,
    retentionInDays: settings.retentionDays,
    metricFilterCount: Object.keys(settings.metricFilters).length,
    arn: `${arn}:*`,
    storedBytes,
    logGroupClass: settings.groupClass,
    logGroupArn: arn,
    deletionProtectionEnabled: settings.deletionProtected,
  }) as LogGroupShape;
}
