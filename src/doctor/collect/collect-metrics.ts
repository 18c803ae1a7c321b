// Reads what CloudWatch counted of a stage and its functions.
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Account } from './account.ts';
import { ask, type Asked } from './ask.ts';

export interface Metrics {
  readonly stage: StageMetrics;
  /** By name, where anything was counted. */
  readonly functions: Readonly<Record<string, FunctionMetrics>>;
}

export interface StageMetrics {
  readonly requests: number;
  readonly errors4xx: number;
  readonly errors5xx: number;
}

export interface FunctionMetrics {
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
}

/** GetMetricData takes 500 queries; three are asked of each function. */
const functionsMax = 150;
const periodSecondsMin = 60;

export async function collectMetrics(
  account: Account,
  subject: { readonly apiName: string; readonly stage: string; readonly functions: readonly string[] },
  sinceMs: number,
  nowMs: number,
): Promise<Asked<Metrics>> {
  return ask({ action: 'cloudwatch:GetMetricData', resource: '*' }, async () => {
    const period = Math.max(periodSecondsMin, Math.ceil((nowMs - sinceMs) / 60_000) * 60);
    const functions = subject.functions.slice(0, functionsMax);
    const queries: MetricDataQuery[] = [];
    const add = (id: string, namespace: string, name: string, dimensions: Record<string, string>): void => {
      queries.push({
        Id: id,
        ReturnData: true,
        MetricStat: {
          Metric: {
            Namespace: namespace,
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          },
          Period: period,
          Stat: 'Sum',
        },
      });
    };
    const stage = { ApiName: subject.apiName, Stage: subject.stage };
    add('requests', 'AWS/ApiGateway', 'Count', stage);
    add('errors4', 'AWS/ApiGateway', '4XXError', stage);
    add('errors5', 'AWS/ApiGateway', '5XXError', stage);
    for (const [index, FunctionName] of functions.entries()) {
      add(`i${index}`, 'AWS/Lambda', 'Invocations', { FunctionName });
      add(`e${index}`, 'AWS/Lambda', 'Errors', { FunctionName });
      add(`t${index}`, 'AWS/Lambda', 'Throttles', { FunctionName });
    }
    const metrics = await account.metrics();
    const answer = await metrics.getMetricData({
      MetricDataQueries: queries,
      StartTime: new Date(Math.floor(sinceMs / 60_000) * 60_000),
      EndTime: new Date(nowMs + 60_000),
    });
    const sums = new Map(
      (answer.MetricDataResults ?? []).map(({ Id = '', Values = [] }) => [
        Id,
        Math.round(Values.reduce((sum, value) => sum + value, 0)),
      ]),
    );
    const sum = (id: string): number => sums.get(id) ?? 0;
    return {
      stage: { requests: sum('requests'), errors4xx: sum('errors4'), errors5xx: sum('errors5') },
      functions: Object.fromEntries(
        functions.map((name, index) => [
          name,
          { invocations: sum(`i${index}`), errors: sum(`e${index}`), throttles: sum(`t${index}`) },
        ]),
      ),
    };
  });
}
