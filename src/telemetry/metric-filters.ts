// Metric filters at work: what arrives in a log group is counted into metrics, from then on (nothing older is).
import { logNamesRememberedMax } from '../core/limits.ts';
import type { LogStore, MetricFilterModel } from '../store/log-store.ts';
import { aggregateOf } from '../store/metric-aggregate.ts';
import { compileFilterPattern, type MessageFilter } from './filter-pattern/filter-pattern.ts';
import { startOf, type MetricSums } from './metric-sums.ts';
import type { LogEvent } from './telemetry.ts';

interface CompiledFilter {
  readonly model: MetricFilterModel;
  readonly filter: MessageFilter;
}

export interface MetricFilters {
  /** Whether the group has any: what has none need not be rendered. */
  has(group: string): Promise<boolean>;
  count(group: string, events: readonly LogEvent[], sums: MetricSums): Promise<void>;
  /** The group's filters have changed. */
  forget(group: string): void;
}

export function createMetricFilters(logs: LogStore): MetricFilters {
  const known = new Map<string, readonly CompiledFilter[]>();
  const filtersOf = async (group: string): Promise<readonly CompiledFilter[]> => {
    const found = known.get(group);
    if (found !== undefined) return found;
    const models = Object.values((await logs.group(group))?.settings.metricFilters ?? {});
    const compiled = models.map((model) => ({ model, filter: compileFilterPattern(model.filterPattern) }));
    if (known.size >= logNamesRememberedMax) known.clear();
    known.set(group, compiled);
    return compiled;
  };
  return {
    has: async (group) => (await filtersOf(group)).length > 0,
    async count(group, events, sums) {
      for (const { model, filter } of await filtersOf(group)) {
        for (const event of events) countEvent(event, model, filter, sums);
      }
    },
    forget: (group) => void known.delete(group),
  };
}

function countEvent(
  { timestampMs, message }: LogEvent,
  model: MetricFilterModel,
  filter: MessageFilter,
  sums: MetricSums,
): void {
  const add = (value: number, dimensions: Readonly<Record<string, string>>): void =>
    sums.add({
      namespace: model.metricNamespace,
      name: model.metricName,
      unit: model.unit ?? 'None',
      dimensions,
      startMs: startOf(timestampMs),
      aggregate: aggregateOf(value),
    });
  if (!filter.matches(message)) {
    // AWS reports the default for a minute in which events came and none matched; for each of them here, as its sum
    // makes no difference for the usual default, 0.
    if (model.defaultValue !== null) add(model.defaultValue, {});
    return;
  }
  const value = valueOf(model.metricValue, filter, message);
  const dimensions = dimensionsOf(model, filter, message);
  if (value !== null && dimensions !== null) add(value, dimensions);
}

/** Null where the message holds no number there. */
function valueOf(text: string, filter: MessageFilter, message: string): number | null {
  const found = text.startsWith('$') ? filter.valueAt(text, message) : text;
  if (found === null || found.trim() === '') return null;
  const value = Number(found);
  return Number.isFinite(value) ? value : null;
}

/** Null where one of them is missing in the message: CloudWatch publishes nothing then. */
function dimensionsOf(
  { dimensions }: MetricFilterModel,
  filter: MessageFilter,
  message: string,
): Readonly<Record<string, string>> | null {
  const found: Record<string, string> = {};
  for (const [name, selector] of Object.entries(dimensions)) {
    const value = filter.valueAt(selector, message);
    if (value === null || value === '') return null;
    found[name] = value;
  }
  return found;
}
