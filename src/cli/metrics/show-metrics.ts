// Shows the metrics once, or again and again in place.
import { endOfReader } from '../end-of-reader.ts';
import type { MetricsOptions } from '../metrics.ts';
import { reachAccount } from '../reach-account.ts';
import { terminalOf, type Terminal } from '../terminal.ts';
import { parseSince } from '../time-span.ts';
import { metricsTable } from './metrics-table.ts';
import { readMetrics, timeOf, type MetricRow, type MetricTime } from './read-metrics.ts';

const watchEveryMs = 2000;

/** @throws UserError */
export async function showMetrics(options: MetricsOptions): Promise<void> {
  // A date stays what it is while it is watched; so does a span, which moves with the time.
  parseSince(options.since, Date.now());
  const account = await reachAccount(options);
  const terminal = terminalOf(process.stdout);
  const ended = endOfReader(process.stdout);
  const inPlace = options.watch && !options.json && process.stdout.isTTY;
  const read = async (): Promise<readonly [readonly MetricRow[], MetricTime]> => {
    const nowMs = Date.now();
    const time = timeOf(parseSince(options.since, nowMs), nowMs);
    return [await readMetrics(account, time), time];
  };
  try {
    let [rows, time] = await read();
    if (inPlace) process.stdout.write(screen.open);
    for (;;) {
      if (inPlace) redraw(metricsTable(rows, time, terminal), terminal, account.endpoint ?? 'AWS');
      else print(rows, time, terminal, options);
      if (!options.watch) return;
      await pause(ended);
      if (ended.aborted) return;
      [rows, time] = await read();
    }
  } finally {
    if (inPlace) process.stdout.write(screen.close);
    account.close();
  }
}

/** A screen of its own, which leaves what was there as it was. */
const screen = { open: '\u001b[?1049h\u001b[?25l', close: '\u001b[?25h\u001b[?1049l' } as const;

function redraw(lines: readonly string[], { colors }: Terminal, where: string): void {
  const { bold, dim } = colors;
  const head = `${bold('varco metrics')}  ${dim(`${where}  ${new Date().toTimeString().slice(0, 8)}  Ctrl-C ends`)}`;
  const visible = [head, '', ...lines].slice(0, Math.max(1, process.stdout.rows - 1));
  // Each line is cleared behind its end, and the rest of the screen behind the last: nothing flickers.
  process.stdout.write(`\u001b[H${visible.map((line) => `${line}\u001b[K`).join('\n')}\u001b[J`);
}

function print(
  rows: readonly MetricRow[],
  time: MetricTime,
  terminal: Terminal,
  { json }: MetricsOptions,
): void {
  if (json) {
    const { startMs, endMs } = time;
    const span = { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() };
    for (const row of rows) terminal.line(JSON.stringify({ ...span, ...row }));
    return;
  }
  for (const line of metricsTable(rows, time, terminal)) terminal.line(line);
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, watchEveryMs);
    signal.addEventListener('abort', done, { once: true });
  });
}
