// Load by wrk for some seconds: how many requests a second, how late the answers are, and what each costs.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processorTime } from './processor-time.ts';

export interface Sample {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
  /** Processor time of a request; null where it cannot be read. */
  readonly serverUs: number | null;
  readonly childrenUs: number | null;
}

export interface Load {
  readonly url: string;
  readonly concurrency: number;
  readonly seconds: number;
  /** Whether 1,000 KB are sent with each request. */
  readonly isLarge: boolean;
}

const largeBody = fileURLToPath(new URL('large-body.lua', import.meta.url));

export function load({ url, concurrency, seconds, isLarge }: Load, pid: number): Sample {
  const before = processorTime(pid);
  const script = isLarge ? ['-s', largeBody] : [];
  const text = execFileSync(
    'wrk',
    ['-t1', `-c${concurrency}`, `-d${seconds}s`, '--latency', ...script, url],
    { encoding: 'utf8' },
  );
  const after = processorTime(pid);
  const number = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);
  const requests = number(/(\d+) requests in/);
  const each = (part: 'server' | 'children'): number | null =>
    before === null || after === null ? null : (after[part] - before[part]) / requests;
  return {
    requestsPerSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50Ms: milliseconds(/50%\s+([\d.]+)(us|ms|s)/.exec(text)),
    p99Ms: milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(text)),
    failed: number(/Non-2xx or 3xx responses: (\d+)/) || 0,
    serverUs: each('server'),
    childrenUs: each('children'),
  };
}

function milliseconds(match: RegExpExecArray | null): number {
  const factor = { us: 0.001, ms: 1, s: 1000 }[match?.[2] ?? 'ms']!;
  return Number(match?.[1]) * factor;
}
