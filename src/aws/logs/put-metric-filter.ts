// PutMetricFilter: what arrives in a group and matches is counted into a metric, from now on.
import type { MetricTransformation, PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import { metricFiltersOfGroupMax } from '../../core/limits.ts';
import type { MetricFilterModel } from '../../store/log-store.ts';
import type { OperationContext } from '../context.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { invalidParameter } from './errors.ts';
import { changeGroup } from './log-groups.ts';
import { readPattern } from './pattern.ts';

/** @throws AwsError ResourceNotFoundException, InvalidParameterException, LimitExceededException */
export async function putMetricFilter(
  input: PutMetricFilterRequest,
  context: OperationContext,
): Promise<void> {
  const { logGroupName, filterName, filterPattern, metricTransformations } = input;
  const { applyOnTransformedLogs, fieldSelectionCriteria, emitSystemFieldDimensions } = input;
  refuseNotBuilt('PutMetricFilter', {
    applyOnTransformedLogs,
    fieldSelectionCriteria,
    emitSystemFieldDimensions,
  });
  readPattern(filterPattern!);
  const transformation = transformationOf(metricTransformations![0]!);
  const filter: MetricFilterModel = {
    filterName: filterName!,
    filterPattern: filterPattern!,
    createdAtMs: context.clock.nowMs(),
    ...transformation,
  };
  await changeGroup(context, logGroupName!, (settings) => {
    const metricFilters = { ...settings.metricFilters, [filterName!]: filter };
    if (Object.keys(metricFilters).length > metricFiltersOfGroupMax) {
      throw new AwsError('LimitExceededException', 400, 'Resource limit exceeded.');
    }
    return { ...settings, metricFilters };
  });
}

type Transformation = Omit<MetricFilterModel, 'filterName' | 'filterPattern' | 'createdAtMs'>;

function transformationOf({
  metricName,
  metricNamespace,
  metricValue,
  defaultValue,
  unit,
  dimensions,
}: MetricTransformation): Transformation {
  const named = dimensions ?? {};
  // Documented: a default is for all of a metric, dimensions are for some of it. The words are Varco's.
  if (defaultValue !== undefined && Object.keys(named).length > 0) {
    throw invalidParameter(
      'Invalid metric transformation: dimensions and default value are mutually exclusive.',
    );
  }
  const value = metricValue!;
  if (!value.startsWith('$') && !(value.trim() !== '' && Number.isFinite(Number(value)))) {
    throw invalidParameter('Invalid metric transformation: metricValue must be a number or start with $.');
  }
  return {
    metricName: metricName!,
    metricNamespace: metricNamespace!,
    metricValue: value,
    defaultValue: defaultValue ?? null,
    unit: unit ?? null,
    dimensions: named,
  };
}
