// Durations of requests and of calls to functions as OpenTelemetry histograms, with what came since the last export.
import { parseFunctionArn } from '../../core/arn.ts';
import { otlpSeriesMax } from '../../core/limits.ts';
import type { Execution } from '../../execution/execution.ts';
import { attributes, type Attribute } from './spans.ts';

/** In seconds: those that the semantic conventions advise. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

interface Histogram {
  readonly attributes: readonly Attribute[];
  readonly bucketCounts: number[];
  count: number;
  sum: number;
}

export interface Durations {
  add(execution: Execution): void;
  /** As members of OTLP's JSON, and begins anew; empty where nothing came. */
  take(nowMs: number): readonly object[];
}

export function createDurations(startedMs: number): Durations {
  let since = startedMs;
  const names = ['http.server.request.duration', 'faas.invoke_duration'] as const;
  const series = new Map<(typeof names)[number], Map<string, Histogram>>(
    names.map((name) => [name, new Map()]),
  );
  const record = (
    name: (typeof names)[number],
    values: Readonly<Record<string, string | number | null | undefined>>,
    ms: number,
  ): void => {
    const known = series.get(name)!;
    const key = JSON.stringify(values);
    let histogram = known.get(key);
    if (histogram === undefined) {
      if (known.size >= otlpSeriesMax) return;
      const bucketCounts = Array.from({ length: bounds.length + 1 }, () => 0);
      histogram = { attributes: attributes(values), bucketCounts, count: 0, sum: 0 };
      known.set(key, histogram);
    }
    const at = bounds.findIndex((bound) => ms / 1000 <= bound);
    histogram.bucketCounts[at === -1 ? bounds.length : at]!++;
    histogram.count++;
    histogram.sum += ms / 1000;
  };
  return {
    add({ request, route, response, latencyMs, apiName, stage, integration }) {
      const common = { 'aws.apigateway.api_name': apiName, 'aws.apigateway.stage': stage };
      record(
        names[0],
        {
          'http.request.method': request.method,
          'http.route': route?.resourcePath,
          'http.response.status_code': response.status,
          ...common,
        },
        latencyMs,
      );
      const name = parseFunctionArn(integration?.functionArn ?? '')?.functionName;
      if (name === undefined || integration?.call == null) return;
      const failed = integration.call.functionError;
      record(names[1], { 'faas.invoked_name': name, 'error.type': failed }, integration.call.latencyMs);
    },
    take(nowMs) {
      const times = { startTimeUnixNano: `${since}000000`, timeUnixNano: `${nowMs}000000` };
      since = nowMs;
      return names.flatMap((name) => {
        const dataPoints = [...series.get(name)!.values()].map(({ bucketCounts, count, ...rest }) => ({
          ...times,
          ...rest,
          count: String(count),
          bucketCounts: bucketCounts.map(String),
          explicitBounds: bounds,
        }));
        series.get(name)!.clear();
        // 1: each point counts from the last export alone.
        const histogram = { aggregationTemporality: 1, dataPoints };
        return dataPoints.length === 0 ? [] : [{ name, unit: 's', histogram }];
      });
    },
  };
}
