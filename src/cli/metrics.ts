// `varco metrics`: its options. What it does is read only when it is called.
import { Command } from 'commander';
import { withAccountOptions, type AccountChoice } from './reach-account.ts';

export interface MetricsOptions extends AccountChoice {
  readonly watch: boolean;
  readonly since: string;
  readonly json: boolean;
}

export function metricsCommand(): Command {
  const command = new Command('metrics')
    .description('what CloudWatch counted of each API, stage, method and function: requests, errors, latency')
    .option('-w, --watch', 'show it again every two seconds', false)
    .option('--since <time>', '10m, 2h, 1d, or a date', '30m')
    .option('--json', 'print one JSON object a line', false);
  return withAccountOptions(command).action(async (options: MetricsOptions) => {
    const { showMetrics } = await import('./metrics/show-metrics.ts');
    await showMetrics(options);
  });
}
