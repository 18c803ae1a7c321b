// The Embedded Metric Format: values of metrics within JSON log events, taken out as the events come.
import { embeddedMetricsOfEventMax } from '../core/limits.ts';
import { aggregateOf, mergeAggregates, type MetricAggregate } from '../store/metric-aggregate.ts';
import { startOf, type MetricSums } from './metric-sums.ts';

interface Directive {
  readonly Namespace?: unknown;
  readonly Dimensions?: unknown;
  readonly Metrics?: unknown;
}

interface Definition {
  readonly Name?: unknown;
  readonly Unit?: unknown;
  readonly StorageResolution?: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** Whether it may: every message is looked at. */
export function embedsMetrics(message: string): boolean {
  return message.includes('"_aws"');
}

/**
 * Adds what a message embeds to the sums; one that is no proper document adds nothing, as on AWS.
 *
 * @param atMs The event's time, for a document that names none.
 */
export function addEmbedded(message: string, atMs: number, sums: MetricSums): void {
  const document = documentIn(message);
  const metadata = recordOf(document?.['_aws']);
  if (document === null || metadata === null || !Array.isArray(metadata['CloudWatchMetrics'])) return;
  const timestamp = metadata['Timestamp'];
  const timeMs = typeof timestamp === 'number' ? timestamp : atMs;
  for (const directive of metadata['CloudWatchMetrics'] as readonly unknown[])
    addDirective(recordOf(directive) ?? {}, document, timeMs, sums);
}

/** A line of a runtime may have its time and request id in front. */
function documentIn(message: string): Json | null {
  try {
    return recordOf(JSON.parse(message.slice(message.indexOf('{'))));
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function addDirective(
  { Namespace, Dimensions, Metrics }: Directive,
  document: Json,
  timeMs: number,
  sums: MetricSums,
): void {
  if (typeof Namespace !== 'string' || !Array.isArray(Metrics)) return;
  const sets = Array.isArray(Dimensions) && Dimensions.length > 0 ? (Dimensions as readonly unknown[]) : [[]];
  for (const definition of Metrics.slice(0, embeddedMetricsOfEventMax) as readonly unknown[]) {
    const { Name, Unit, StorageResolution } = (recordOf(definition) ?? {}) as Definition;
    if (typeof Name !== 'string') continue;
    const aggregate = aggregateIn(document[Name]);
    if (aggregate === null) continue;
    for (const set of sets) {
      const dimensions = dimensionsIn(set, document);
      if (dimensions === null) continue;
      sums.add({
        namespace: Namespace,
        name: Name,
        unit: typeof Unit === 'string' ? Unit : 'None',
        dimensions,
        startMs: startOf(timeMs, StorageResolution === 1 ? 1000 : undefined),
        aggregate,
      });
    }
  }
}

/** Null where a dimension has no value in the document. */
function dimensionsIn(set: unknown, document: Json): Readonly<Record<string, string>> | null {
  if (!Array.isArray(set)) return null;
  const dimensions: Record<string, string> = {};
  for (const name of set as readonly unknown[]) {
    const value = typeof name === 'string' ? document[name] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
    dimensions[name as string] = String(value);
  }
  return dimensions;
}

/** A number, a list of numbers, or values with their counts. */
function aggregateIn(value: unknown): MetricAggregate | null {
  const numbers = (list: unknown): readonly number[] =>
    Array.isArray(list)
      ? list
          .slice(0, embeddedMetricsOfEventMax)
          .filter((each) => typeof each === 'number' && Number.isFinite(each))
      : [];
  if (typeof value === 'number') return Number.isFinite(value) ? aggregateOf(value) : null;
  const counted = recordOf(value);
  const values = counted === null ? numbers(value) : numbers(counted['Values']);
  if (values.length === 0) return null;
  const counts = counted === null ? [] : numbers(counted['Counts']);
  return values.map((each, index) => aggregateOf(each, counts[index] ?? 1)).reduce(mergeAggregates);
}
