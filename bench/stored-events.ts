// Ten million stored log events: how fast they are kept, how soon the first page of one hour's filter is there, and the memory.
import { mkdtempSync, rmSync, statSync, globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { LogEntry } from '../src/store/log-store.ts';
import { createVarco } from '../src/varco.ts';

const count = Number(process.env['BENCH_EVENTS'] ?? 10_000_000);
const batch = 5_000;
const streams = 20;
const group = '/aws/lambda/bench';
const hourMs = 3_600_000;

const folder = mkdtempSync(join(tmpdir(), 'varco-bench-'));
try {
  const varco = await createVarco({ data: folder });
  const logs = await varco.telemetry.logs();
  const endMs = Date.now();
  const startMs = endMs - 24 * hourMs;
  const memoryMb = (): number => Math.round(process.memoryUsage().rss / 1_048_576);
  const beforeMb = memoryMb();
  let greatestMb = 0;
  const startedMs = performance.now();
  for (let first = 0; first < count; first += batch) {
    const entries = Array.from({ length: Math.min(batch, count - first) }, (_, offset): LogEntry => {
      const index = first + offset;
      return {
        group,
        stream: `2026/01/31/[$LATEST]${index % streams}`,
        timeMs: startMs + Math.floor((index / count) * 24 * hourMs),
        kind: 'text',
        content: `2026-01-31T09:00:00.000Z\t${index}\tINFO\torder ${index} took ${index % 977} ms, status ${index % 1009 === 0 ? 502 : 200}\n`,
        createsGroup: true,
      };
    });
    await logs.append(entries, endMs);
    greatestMb = Math.max(greatestMb, memoryMb());
    await new Promise((resolve) => setImmediate(resolve));
  }
  const tookMs = performance.now() - startedMs;
  const bytes = globSync('**/*', { cwd: folder }).reduce(
    (sum, name) => sum + statSync(join(folder, name)).size,
    0,
  );
  console.log(
    `${count.toLocaleString('en-US')} events kept in ${(tookMs / 1000).toFixed(0)} s, ${Math.round(count / (tookMs / 1000)).toLocaleString('en-US')} a second; ${Math.round(bytes / 1_048_576)} MB on disk; RSS ${beforeMb} MB before, at most ${greatestMb} MB while writing`,
  );
  const client = new CloudWatchLogs({
    endpoint: varco.endpoint!,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const ask = async (title: string, filterPattern: string | undefined, atHour: number): Promise<void> => {
    const times: number[] = [];
    let found = 0;
    let hasMore = false;
    for (let round = 0; round < 5; round++) {
      const askedMs = performance.now();
      const page = await client.filterLogEvents({
        logGroupName: group,
        startTime: startMs + atHour * hourMs,
        endTime: startMs + (atHour + 1) * hourMs,
        ...(filterPattern !== undefined && { filterPattern }),
      });
      times.push(performance.now() - askedMs);
      found = page.events?.length ?? 0;
      hasMore = page.nextToken !== undefined;
    }
    greatestMb = Math.max(greatestMb, memoryMb());
    const shown = times.map((ms) => Math.round(ms)).join(', ');
    console.log(`${title}: first page of ${found} events (${hasMore ? 'more' : 'the last'}) in ${shown} ms`);
  };
  await ask('one hour, everything', undefined, 12);
  await ask('one hour, "status 502"', '"status 502"', 3);
  await ask('one hour, nothing matches', '"no such words"', 20);
  console.log(`RSS ${memoryMb()} MB at the end, at most ${greatestMb} MB`);
  client.destroy();
  await varco.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
