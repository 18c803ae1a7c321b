// Alarms are evaluated: what their metrics came to in the last whole periods decides their states.
import type { ComparisonOperator } from '@aws-sdk/client-cloudwatch';
import type { OperationContext } from '../context.ts';
import {
  periodOf,
  queriesOfAlarm,
  type AlarmConfiguration,
  type AlarmDocument,
  type AlarmState,
} from './alarm.ts';
import { enterState } from './enter-state.ts';
import { evaluateQueries } from './metric-queries.ts';

type Context = Pick<OperationContext, 'store' | 'accountId' | 'region' | 'lambda' | 'clock' | 'telemetry'>;

/** Every alarm once; one that cannot be evaluated does not keep the others from it. @returns whether there is any */
export async function evaluateAlarms(
  context: Context,
  reportDefect: (error: unknown) => void,
): Promise<boolean> {
  const alarms = await context.store.list<AlarmDocument>('metric-alarm');
  for (const alarm of alarms) {
    try {
      const state = await stateOf(alarm, context);
      if (state !== null) await enterState(context, alarm, state);
    } catch (error) {
      reportDefect(error);
    }
  }
  return alarms.length > 0;
}

/** Null where it stays as it is. */
async function stateOf(
  { configuration, state }: AlarmDocument,
  { clock, telemetry }: Context,
): Promise<AlarmState | null> {
  const nowMs = clock.nowMs();
  const periodMs = periodOf(configuration) * 1000;
  const periods = configuration.EvaluationPeriods ?? 1;
  const endMs = Math.floor(nowMs / periodMs) * periodMs;
  const startMs = endMs - periods * periodMs;
  const [series] = await evaluateQueries(queriesOfAlarm(configuration), await telemetry.metrics(), {
    startMs,
    endMs,
  });
  const values = new Map((series?.points ?? []).map((point) => [point.startMs, point.value]));
  const points = Array.from({ length: periods }, (_, index): EvaluatedPoint => {
    const at = startMs + index * periodMs;
    return { startMs: at, value: values.get(at) ?? null };
  });
  const judged = judge(configuration, points, state.value);
  if (judged === null || judged.value === state.value) return null;
  return {
    ...judged,
    reasonData: JSON.stringify({
      version: '1.0',
      queryDate: new Date(nowMs).toISOString().replace('Z', '+0000'),
      startDate: new Date(startMs).toISOString().replace('Z', '+0000'),
      ...(configuration.Statistic !== undefined && { statistic: configuration.Statistic }),
      period: periodMs / 1000,
      recentDatapoints: points.flatMap(({ value }) => (value === null ? [] : [value])),
      threshold: configuration.Threshold,
      evaluatedDatapoints: points.map(({ startMs: at, value }) => ({
        timestamp: new Date(at).toISOString().replace('Z', '+0000'),
        ...(value !== null && { value }),
      })),
    }),
    updatedAtMs: nowMs,
  };
}

/** Null where the metric has none in that period. */
export interface EvaluatedPoint {
  readonly startMs: number;
  readonly value: number | null;
}

/**
 * M of the last N periods beyond the threshold make an alarm. AWS looks at some more periods where data is missing;
 * here a missing one counts at once as `TreatMissingData` says.
 *
 * @returns null where missing data leaves the state as it is
 */
export function judge(
  configuration: AlarmConfiguration,
  points: readonly EvaluatedPoint[],
  before: AlarmState['value'],
): Pick<AlarmState, 'value' | 'reason'> | null {
  const {
    ComparisonOperator: operator,
    Threshold: threshold = 0,
    TreatMissingData = 'missing',
  } = configuration;
  const needed = configuration.DatapointsToAlarm ?? points.length;
  const present = points.filter(
    (point): point is EvaluatedPoint & { readonly value: number } => point.value !== null,
  );
  const missing = points.length - present.length;
  const breaching = present.filter(({ value }) => isBeyond(operator!, value, threshold));
  const isAlarm = breaching.length + (TreatMissingData === 'breaching' ? missing : 0) >= needed;
  if (isAlarm)
    return {
      value: 'ALARM',
      reason: crossed(operator!, threshold, points.length, breaching, needed, missing),
    };
  if (present.length === 0) {
    if (TreatMissingData === 'ignore') return null;
    if (TreatMissingData === 'missing') {
      const were = missing === 1 ? 'datapoint was' : 'datapoints were';
      return { value: 'INSUFFICIENT_DATA', reason: `Insufficient Data: ${missing} ${were} unknown.` };
    }
  }
  // What is ignored decides nothing: with it there might have been enough.
  if (TreatMissingData === 'ignore' && before === 'ALARM' && breaching.length + missing >= needed)
    return null;
  return { value: 'OK', reason: notCrossed(operator!, threshold, present, missing) };
}

function isBeyond(operator: ComparisonOperator, value: number, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    default:
      // Bands come with anomaly detection, which is refused when the alarm is put.
      return false;
  }
}

const phrases: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanOrEqualToThreshold: 'less than or equal to',
  LessThanThreshold: 'less than',
};

function crossed(
  operator: ComparisonOperator,
  threshold: number,
  periods: number,
  breaching: readonly { readonly startMs: number; readonly value: number }[],
  needed: number,
  missing: number,
): string {
  if (breaching.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${missing} period${missing === 1 ? '' : 's'} and ${missing} missing datapoint${missing === 1 ? ' was' : 's were'} treated as [Breaching].`;
  }
  const were = breaching.length === 1 ? 'was' : 'were';
  return `Threshold Crossed: ${breaching.length} out of the last ${periods} datapoints [${shown(breaching)}] ${were} ${phrases[operator]} the threshold (${decimal(threshold)}) (minimum ${needed} datapoint${needed === 1 ? '' : 's'} for OK -> ALARM transition).`;
}

function notCrossed(
  operator: ComparisonOperator,
  threshold: number,
  present: readonly { readonly startMs: number; readonly value: number }[],
  missing: number,
): string {
  if (present.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${missing} period${missing === 1 ? '' : 's'} and ${missing} missing datapoint${missing === 1 ? ' was' : 's were'} treated as [NonBreaching].`;
  }
  const [noun, were] = present.length === 1 ? ['datapoint', 'was'] : ['datapoints', 'were'];
  return `Threshold Crossed: ${present.length} ${noun} [${shown(present)}] ${were} not ${phrases[operator]} the threshold (${decimal(threshold)}).`;
}

/** Newest first, with their times as `31/01/26 09:00:00`. */
function shown(points: readonly { readonly startMs: number; readonly value: number }[]): string {
  return points
    .toReversed()
    .map(({ startMs, value }) => {
      const [year, month, day] = new Date(startMs).toISOString().slice(2, 10).split('-');
      return `${decimal(value)} (${day}/${month}/${year} ${new Date(startMs).toISOString().slice(11, 19)})`;
    })
    .join(', ');
}

/** As Java writes a double. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
