// Varco, its peers and the physical limits side by side, in one run: rounds interleaved, medians printed and written down.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { load, type Sample } from './load.ts';
import { printTables } from './tables.ts';
import { backend, root, targets, type CaseName, type Target } from './targets.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 3);
const readyWithinMs = 60_000;
/** So many requests, or so many seconds, before anything is measured: until then V8 mostly compiles. */
const warmRequests = 20_000;
const warmSeconds = 5;
/** What a server does once it is ready, such as making a spare process, is over by then. */
const settledMs = 1500;

const loads: readonly { readonly name: CaseName; readonly concurrency: number }[] = [
  { name: 'proxy', concurrency: 1 },
  { name: 'proxy', concurrency: 10 },
  { name: 'proxy', concurrency: 50 },
  { name: 'logging everything', concurrency: 10 },
  { name: 'mock', concurrency: 10 },
  { name: 'http proxy', concurrency: 10 },
  { name: 'body of 1,000 KB', concurrency: 4 },
];

const environment = { ...process.env, NODE_EXTRA_CA_CERTS: undefined, SLS_NOTIFICATIONS_MODE: 'off' };

function startProcess(command: readonly string[], cwd: string): ChildProcess {
  const [file, ...args] = command;
  return spawn(file!, args, { cwd, stdio: 'ignore', env: environment, detached: true });
}

/** Milliseconds until the answer, or null where there is none. */
async function ask(url: string): Promise<number | null> {
  const startedMs = performance.now();
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.status === 200 ? performance.now() - startedMs : null;
  } catch {
    return null;
  }
}

/** From the command to the first 200. */
async function start(
  target: Target,
): Promise<{ readonly child: ChildProcess; readonly firstAnswerMs: number }> {
  const startedMs = performance.now();
  const child = startProcess(target.command, target.cwd ?? root);
  while (performance.now() - startedMs < readyWithinMs) {
    if ((await ask(target.urls.proxy)) !== null) {
      return { child, firstAnswerMs: performance.now() - startedMs };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  process.kill(-child.pid!, 'SIGKILL');
  throw new Error(`${target.name} did not answer ${target.urls.proxy} within ${readyWithinMs} ms`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid!, 'SIGTERM');
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}

/** The start of the runtime alone: Node.js, the handler, and its first output. */
function bareStartMs(): number {
  const startedMs = performance.now();
  const code = `require('./bench/project/handlers/echo.js').handler({}).then(({ body }) => process.stdout.write(body))`;
  spawnSync(process.execPath, ['-e', code], { cwd: root, env: { PATH: '/usr/bin:/bin' } });
  return performance.now() - startedMs;
}

interface Measured {
  readonly firstAnswerMs: number[];
  /** With a spare process waiting, where the target makes one; and right behind, with none. */
  readonly coldMs: number[];
  readonly nextColdMs: number[];
  /** By place in `loads`. */
  readonly samples: Sample[][];
}

async function measure(target: Target, measured: Measured): Promise<void> {
  const { child, firstAnswerMs } = await start(target);
  const pid = child.pid!;
  try {
    measured.firstAnswerMs.push(firstAnswerMs);
    await new Promise((resolve) => setTimeout(resolve, settledMs));
    for (const [name, list] of [
      ['cold start 1', measured.coldMs],
      ['cold start 2', measured.nextColdMs],
    ] as const) {
      const url = target.urls[name];
      const answeredMs = url === undefined ? null : await ask(url);
      if (answeredMs !== null) list.push(answeredMs);
    }
    const warm = { url: target.urls.proxy, concurrency: 10, isLarge: false };
    for (let second = 0, requests = 0; second < warmSeconds && requests < warmRequests; second++) {
      requests += load({ ...warm, seconds: 1 }, pid).requestsPerSecond;
    }
    for (const [index, { name, concurrency }] of loads.entries()) {
      const url = target.urls[name];
      if (url === undefined) continue;
      const one = { url, concurrency, isLarge: name === 'body of 1,000 KB' };
      // A peer that starts a worker for each request at one time answers nothing for seconds.
      for (let second = 0; second < warmSeconds; second++) {
        if (load({ ...one, seconds: 1 }, pid).requestsPerSecond > 100) break;
      }
      (measured.samples[index] ??= []).push(load({ ...one, seconds }, pid));
    }
  } finally {
    await stop(child);
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const medianOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
};

if (spawnSync('wrk', ['--version']).error !== undefined) {
  console.error('npm run bench needs wrk: apt install wrk, then run it again.');
  process.exit(2);
}

const measuredTargets = targets();
const all = new Map<string, Measured>();
const bareMs: number[] = [];
const server = startProcess(backend, root);
try {
  for (let round = 1; round <= rounds; round++) {
    bareMs.push(bareStartMs());
    for (const target of measuredTargets) {
      process.stderr.write(`round ${round} of ${rounds}: ${target.name}\n`);
      const measured = all.get(target.name) ?? { firstAnswerMs: [], coldMs: [], nextColdMs: [], samples: [] };
      all.set(target.name, measured);
      await measure(target, measured);
    }
  }
} finally {
  await stop(server);
}

/** Null also where nothing was answered, so that there is nothing to divide by. */
const tenth = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : Math.round(value * 10) / 10;
const results = {
  machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
  rounds,
  seconds,
  bareStartMs: Math.round(median(bareMs)),
  results: [...all].map(([name, measured]) => ({
    name,
    firstAnswerMs: Math.round(median(measured.firstAnswerMs)),
    coldStartMs: tenth(medianOrNull(measured.coldMs)),
    nextColdStartMs: tenth(medianOrNull(measured.nextColdMs)),
    load: loads.flatMap(({ name: caseName, concurrency }, index) => {
      const list = measured.samples[index];
      if (list === undefined) return [];
      return {
        case: caseName,
        concurrency,
        requestsPerSecond: Math.round(median(list.map((sample) => sample.requestsPerSecond))),
        p50Ms: median(list.map((sample) => sample.p50Ms)),
        p99Ms: median(list.map((sample) => sample.p99Ms)),
        serverUs: tenth(medianOrNull(list.map((sample) => sample.serverUs))),
        childrenUs: tenth(medianOrNull(list.map((sample) => sample.childrenUs))),
        failed: list.reduce((sum, sample) => sum + sample.failed, 0),
      };
    }),
  })),
};
writeFileSync(`${root}bench/results.json`, `${JSON.stringify(results, null, 2)}\n`);
printTables(results);
