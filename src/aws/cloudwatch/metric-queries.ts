// The queries of GetMetricData and of alarms: metrics by a statistic, and expressions over the others.
import type { MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';
import { metricSearchMax } from '../../core/limits.ts';
import type { MetricIdentity, MetricStore } from '../../store/metric-store.ts';
import { MathError, MathNotBuiltError, type MathExpression } from '../../telemetry/metric-math/expression.ts';
import { evaluateMath } from '../../telemetry/metric-math/evaluate.ts';
import type { MathScope } from '../../telemetry/metric-math/scope.ts';
import { readMath } from '../../telemetry/metric-math/read-expression.ts';
import { readSearch } from '../../telemetry/metric-math/search.ts';
import { isSeries, type MathValue, type Point, type Series } from '../../telemetry/metric-math/series.ts';
import { intoPeriods, statisticNamed, type Statistic } from '../../telemetry/statistics.ts';
import { notBuilt } from '../not-built.ts';
import { readDimensions } from './dimensions.ts';
import { invalidValue, validationError } from './errors.ts';
import { labelsOf } from './metric-labels.ts';
import { byUnit } from './units.ts';

export interface QueryRange {
  readonly startMs: number;
  readonly endMs: number;
}

export interface QueriedSeries {
  readonly id: string;
  readonly label: string;
  /** Oldest first. */
  readonly points: readonly Point[];
}

/**
 * What the queries whose data is returned come to, in their order; a SEARCH gives several of one id.
 *
 * @throws AwsError ValidationError where an expression cannot be read or does not fit together, NotImplemented
 */
export async function evaluateQueries(
  queries: readonly MetricDataQuery[],
  metrics: MetricStore,
  range: QueryRange,
): Promise<readonly QueriedSeries[]> {
  assertQueries(queries);
  const labels = labelsOfAll(queries);
  const read = new Map<string, Series>();
  for (const { Id, MetricStat } of queries) {
    if (MetricStat !== undefined)
      read.set(Id!, await readSeries(MetricStat, metrics, range, labels.get(Id!)!));
  }
  const expressions = new Map<string, MathExpression>();
  const searches = new Map<MathExpression, readonly Series[]>();
  for (const query of queries) {
    if (query.Expression === undefined) continue;
    const expression = refusing(query, () => readMath(query.Expression!));
    expressions.set(query.Id!, expression);
    for (const search of searchesIn(expression)) {
      searches.set(search, await runSearch(search, query, metrics, range));
    }
  }
  const scope = scopeOf(queries, { read, expressions, searches }, range);
  return queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .flatMap((query) =>
      resultsOf(
        query,
        refusing(query, () => scope.reference(query.Id!)),
        labels,
      ),
    );
}

function assertQueries(queries: readonly MetricDataQuery[]): void {
  const ids = new Set<string>();
  for (const { Id, Expression, MetricStat, Label } of queries) {
    // The words of AWS are not recorded.
    if (ids.has(Id!)) throw invalidValue(`The value ${Id} for parameter MetricDataQueries.Id is not unique.`);
    ids.add(Id!);
    if (Label?.includes('${') === true) throw notBuilt(`the dynamic label ${Label} of GetMetricData`);
    if ((MetricStat === undefined) === (Expression === undefined)) {
      throw invalidValue(`The query ${Id} must have either MetricStat or Expression.`);
    }
    if (Expression !== undefined && /^\s*SELECT\s/i.test(Expression)) {
      throw notBuilt('Metrics Insights (SELECT) in GetMetricData');
    }
    if (MetricStat !== undefined) statisticOf(MetricStat.Stat!);
  }
}

function labelsOfAll(queries: readonly MetricDataQuery[]): ReadonlyMap<string, string> {
  const ofMetrics = queries.filter(({ MetricStat }) => MetricStat !== undefined);
  const labels = labelsOf(ofMetrics);
  const named = ofMetrics.map(({ Id }, index): [string, string] => [Id!, labels[index]!]);
  // An expression is called what it is asked for as (documented).
  const ofExpressions = queries
    .filter(({ Expression }) => Expression !== undefined)
    .map(({ Id, Label }): [string, string] => [Id!, Label ?? Id!]);
  return new Map([...named, ...ofExpressions]);
}

function statisticOf(name: string): Statistic {
  const statistic = statisticNamed(name);
  if (statistic === null) throw notBuilt(`Stat ${name} of GetMetricData`);
  return statistic;
}

interface Found {
  readonly read: ReadonlyMap<string, Series>;
  readonly expressions: ReadonlyMap<string, MathExpression>;
  readonly searches: ReadonlyMap<MathExpression, readonly Series[]>;
}

function scopeOf(
  queries: readonly MetricDataQuery[],
  { read, expressions, searches }: Found,
  range: QueryRange,
): MathScope {
  const known = new Map<string, MathValue>(read);
  const underWay = new Set<string>();
  const scope: MathScope = {
    ...range,
    reference(id) {
      const found = known.get(id);
      if (found !== undefined) return found;
      const expression = expressions.get(id);
      if (expression === undefined) throw new MathError(`Undefined id '${id}'`);
      if (underWay.has(id)) throw new MathError(`Circular reference to '${id}'`);
      underWay.add(id);
      const value = evaluateMath(expression, scope);
      underWay.delete(id);
      known.set(id, value);
      return value;
    },
    metrics: (idPart) =>
      queries.flatMap(({ Id }) => (idPart === null || Id!.includes(idPart) ? (read.get(Id!) ?? []) : [])),
    search: (expression) => searches.get(expression) ?? [],
  };
  return scope;
}

/** In the words of an error that AWS answers; the sentence is Varco's. */
function refusing<T>({ Id, Expression }: MetricDataQuery, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof MathNotBuiltError) throw notBuilt(`${thrown.message} of metric math`);
    if (!(thrown instanceof MathError)) throw thrown;
    const refused = validationError(`Error in expression '${Id}' [${Expression}]: ${thrown.message}`);
    refused.cause = thrown;
    throw refused;
  }
}

function resultsOf(
  query: MetricDataQuery,
  value: MathValue,
  labels: ReadonlyMap<string, string>,
): readonly QueriedSeries[] {
  const id = query.Id!;
  const label = labels.get(id)!;
  if (typeof value === 'number') {
    // Documented: the result must be a series.
    throw validationError(
      `Error in expression '${id}' [${query.Expression}]: The result of an expression must be a time series`,
    );
  }
  if (isSeries(value)) return [{ id, label, points: value.points }];
  const isNamed = query.Label !== undefined;
  return value.map((each) => ({
    id,
    label: isNamed ? `${label} ${each.label}`.trim() : each.label || label,
    points: each.points,
  }));
}

async function readSeries(
  { Metric, Period, Stat, Unit }: MetricStat,
  metrics: MetricStore,
  range: QueryRange,
  label: string,
): Promise<Series> {
  const identity = {
    namespace: Metric!.Namespace!,
    name: Metric!.MetricName!,
    dimensions: readDimensions(Metric!.Dimensions),
  };
  return readIdentity(identity, Stat!, Period! * 1000, Unit ?? null, metrics, range, label);
}

/** Periods are counted from the epoch, so the first may begin before the start that is asked for. */
async function readIdentity(
  identity: MetricIdentity,
  stat: string,
  periodMs: number,
  unit: string | null,
  metrics: MetricStore,
  { startMs, endMs }: QueryRange,
  label: string,
): Promise<Series> {
  const statistic = statisticOf(stat);
  const stored = await metrics.read({
    ...identity,
    unit,
    startMs: Math.floor(startMs / periodMs) * periodMs,
    endMs,
  });
  // Of several units in one period AWS takes one; which, is not recorded.
  const periods = new Map<number, Point>();
  for (const { startMs: start, aggregate } of intoPeriods(stored, periodMs).toSorted((one, other) =>
    byUnit(other.unit, one.unit),
  )) {
    const value = statistic(aggregate);
    if (value !== null) periods.set(start, { startMs: start, value });
  }
  return {
    points: [...periods.values()].toSorted((one, other) => one.startMs - other.startMs),
    periodMs,
    label,
  };
}

type Call = MathExpression & { readonly kind: 'call' };

function searchesIn(expression: MathExpression): readonly Call[] {
  switch (expression.kind) {
    case 'call':
      return expression.name === 'SEARCH' ? [expression] : expression.args.flatMap(searchesIn);
    case 'binary':
      return [...searchesIn(expression.left), ...searchesIn(expression.right)];
    case 'negative':
      return searchesIn(expression.operand);
    case 'list':
      return expression.members.flatMap(searchesIn);
    case 'number':
    case 'text':
    case 'reference':
      return [];
  }
}

const searchPeriodSeconds = 300;

async function runSearch(
  { args }: Call,
  query: MetricDataQuery,
  metrics: MetricStore,
  range: QueryRange,
): Promise<readonly Series[]> {
  const [text, stat, period] = args;
  const filter = refusing(query, () => {
    if (
      text?.kind !== 'text' ||
      stat?.kind !== 'text' ||
      (period !== undefined && period.kind !== 'number')
    ) {
      throw new MathError('SEARCH takes a search expression, a statistic and a period in seconds');
    }
    return readSearch(text.text);
  });
  const seconds = period?.kind === 'number' ? period.value : (query.Period ?? searchPeriodSeconds);
  const found = (await metrics.list({})).filter(filter).slice(0, metricSearchMax);
  const series: Series[] = [];
  for (const identity of found) {
    const label = [...Object.values(identity.dimensions), identity.name].join(' ');
    const name = stat?.kind === 'text' ? stat.text : '';
    series.push(await readIdentity(identity, name, seconds * 1000, null, metrics, range, label));
  }
  return series;
}
