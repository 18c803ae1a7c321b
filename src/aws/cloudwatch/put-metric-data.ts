// PutMetricData: values of one's own metrics, one by one, with their counts, or as statistics; kept when it answers.
import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../core/errors.ts';
import { aggregateOf, mergeAggregates, type MetricAggregate } from '../../store/metric-aggregate.ts';
import type { MetricDelta } from '../../store/metric-store.ts';
import { startOf } from '../../telemetry/metric-sums.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { readDimensions } from './dimensions.ts';
import { invalidCombination, invalidValue, missingParameter } from './errors.ts';

const pastMs = 14 * 86_400_000;
const futureMs = 2 * 3_600_000;

/** @throws AwsError InvalidParameterValue, InvalidParameterCombination, MissingParameter */
export async function putMetricData(
  { Namespace, MetricData, EntityMetricData }: PutMetricDataInput,
  { telemetry, clock }: OperationContext,
): Promise<void> {
  refuseNotBuilt('PutMetricData', { EntityMetricData });
  if (Namespace!.startsWith('AWS/')) {
    throw invalidValue(`The value ${Namespace} for parameter Namespace is invalid.`);
  }
  const deltas = (MetricData ?? []).map((datum, index) =>
    deltaOf(Namespace!, datum, `MetricData.member.${index + 1}`, clock.nowMs()),
  );
  const refused = await (await telemetry.metrics()).add(deltas);
  if (refused > 0) throw new AwsError('LimitExceeded', 400, 'Varco keeps no more metrics than it has now.');
}

function deltaOf(namespace: string, datum: MetricDatum, path: string, nowMs: number): MetricDelta {
  const { MetricName, Dimensions, Timestamp, Unit, StorageResolution } = datum;
  const atMs = Timestamp?.getTime() ?? nowMs;
  // The words of AWS are not recorded.
  if (atMs < nowMs - pastMs || atMs > nowMs + futureMs) {
    throw invalidValue(
      `The parameter ${path}.Timestamp must specify a time within the past two weeks and no more than two hours in the future.`,
    );
  }
  return {
    namespace,
    name: MetricName!,
    dimensions: readDimensions(Dimensions),
    unit: Unit ?? 'None',
    startMs: startOf(atMs, StorageResolution === 1 ? 1000 : undefined),
    aggregate: aggregateOfDatum(datum, path),
  };
}

function aggregateOfDatum(
  { Value, Values, Counts, StatisticValues }: MetricDatum,
  path: string,
): MetricAggregate {
  const exclusive = (one: string, other: string): AwsError =>
    invalidCombination(
      `The parameters ${path}.${one} and ${path}.${other} are mutually exclusive and you have specified both.`,
    );
  const given = Values !== undefined && Values.length > 0;
  if (Value !== undefined && given) throw exclusive('Value', 'Values');
  if (Value !== undefined && StatisticValues !== undefined) throw exclusive('Value', 'StatisticValues');
  if (Value !== undefined) return aggregateOf(finite(Value, `${path}.Value`));
  // Recorded: both may be given. Which AWS takes then is unknown; here the values.
  if (given) return aggregateOfValues(Values, Counts, path);
  if (StatisticValues !== undefined) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    return { count: SampleCount!, sum: Sum!, min: Minimum!, max: Maximum!, values: new Map() };
  }
  throw missingParameter(`The parameter ${path}.Value is required.`);
}

function aggregateOfValues(
  values: readonly number[],
  counts: readonly number[] | undefined,
  path: string,
): MetricAggregate {
  if (counts !== undefined && counts.length > 0 && counts.length !== values.length) {
    throw invalidValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  }
  return values
    .map((value, index) =>
      aggregateOf(finite(value, `${path}.Values.member.${index + 1}`), counts?.[index] ?? 1),
    )
    .reduce(mergeAggregates);
}

function finite(value: number, path: string): number {
  if (Number.isFinite(value)) return value;
  throw invalidValue(`The value ${value} for parameter ${path} is invalid.`);
}
