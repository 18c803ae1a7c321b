// Varco, its peers and the physical limit side by side, in one run: rounds interleaved, medians printed and written down.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const concurrencies = [1, 10, 50] as const;
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 4);
const readyWithinMs = 60_000;

interface Target {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly url: string;
}

interface Sample {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

const node = process.execPath;
const targets: Target[] = [
  {
    name: 'limit: node:http, a constant',
    command: [node, 'bench/targets/constant.mjs', '4701'],
    url: 'http://127.0.0.1:4701/echo?x=1&y=2',
  },
  {
    name: 'limit: node:http, children over frames',
    command: [node, 'bench/targets/frames.mjs', '4702'],
    url: 'http://127.0.0.1:4702/echo?x=1&y=2',
  },
  {
    name: 'varco',
    command: [
      node,
      'bin/varco.mjs',
      'start',
      'bench/project',
      '--port',
      '4703',
      '--api-port',
      '4704',
      '--json',
      '--ephemeral',
      // The account's 10,000 requests a second, which AWS would throttle beyond, are not what is measured.
      '--account-rate',
      '1000000',
    ],
    url: 'http://127.0.0.1:4704/Prod/echo?x=1&y=2',
  },
  ...serverlessOffline(),
];

function serverlessOffline(): Target[] {
  const folder = `${root}bench/.peers/serverless-offline`;
  if (!existsSync(`${folder}/node_modules/serverless-offline`)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/package.json`, '{"private":true}');
    console.log('Installing serverless-offline 14.8.2 and osls 4.3.1 into bench/.peers …');
    const install = spawnSync(
      'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error', 'serverless-offline@14.8.2', 'osls@4.3.1'],
      { cwd: folder, stdio: 'inherit' },
    );
    if (install.status !== 0) {
      console.log('serverless-offline could not be installed: left out.');
      return [];
    }
  }
  cpSync(`${root}bench/project`, folder, { recursive: true });
  return [
    {
      name: 'serverless-offline 14.8.2',
      command: [
        node,
        'node_modules/osls/bin/serverless.js',
        'offline',
        '--httpPort',
        '4705',
        '--lambdaPort',
        '4706',
        '--noPrependStageInUrl',
      ],
      cwd: folder,
      url: 'http://127.0.0.1:4705/echo?x=1&y=2',
    },
  ];
}

const environment = { ...process.env, NODE_EXTRA_CA_CERTS: undefined, SLS_NOTIFICATIONS_MODE: 'off' };

/** From the command to the first 200. */
async function start(
  target: Target,
): Promise<{ readonly child: ChildProcess; readonly firstAnswerMs: number }> {
  const startedMs = performance.now();
  const [file, ...args] = target.command;
  const child = spawn(file!, args, {
    cwd: target.cwd ?? root,
    stdio: 'ignore',
    env: environment,
    detached: true,
  });
  while (performance.now() - startedMs < readyWithinMs) {
    try {
      const answer = await fetch(target.url);
      await answer.arrayBuffer();
      if (answer.status === 200) return { child, firstAnswerMs: performance.now() - startedMs };
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${target.name} did not answer ${target.url} within ${readyWithinMs} ms`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid!, 'SIGTERM');
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}

function load(url: string, concurrency: number, forSeconds: number): Sample {
  const text = execFileSync('wrk', ['-t1', `-c${concurrency}`, `-d${forSeconds}s`, '--latency', url], {
    encoding: 'utf8',
  });
  const number = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);
  return {
    requestsPerSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50Ms: milliseconds(/50%\s+([\d.]+)(us|ms|s)/.exec(text)),
    p99Ms: milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(text)),
    failed: number(/Non-2xx or 3xx responses: (\d+)/) || 0,
  };
}

function milliseconds(match: RegExpExecArray | null): number {
  const factor = { us: 0.001, ms: 1, s: 1000 }[match?.[2] ?? 'ms']!;
  return Number(match?.[1]) * factor;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

if (spawnSync('wrk', ['--version']).error !== undefined) {
  console.error('npm run bench needs wrk: apt install wrk, then run it again.');
  process.exit(2);
}

const samples = new Map<string, { firstAnswerMs: number[]; byConcurrency: Map<number, Sample[]> }>();
for (let round = 1; round <= rounds; round++) {
  for (const target of targets) {
    process.stderr.write(`round ${round} of ${rounds}: ${target.name}\n`);
    const { child, firstAnswerMs } = await start(target);
    const entry = samples.get(target.name) ?? {
      firstAnswerMs: [],
      byConcurrency: new Map<number, Sample[]>(),
    };
    samples.set(target.name, entry);
    entry.firstAnswerMs.push(firstAnswerMs);
    for (const concurrency of concurrencies) {
      load(target.url, concurrency, Math.max(1, Math.round(seconds / 2)));
      const list = entry.byConcurrency.get(concurrency) ?? [];
      list.push(load(target.url, concurrency, seconds));
      entry.byConcurrency.set(concurrency, list);
    }
    await stop(child);
  }
}

const results = [...samples].map(([name, { firstAnswerMs, byConcurrency }]) => ({
  name,
  firstAnswerMs: Math.round(median(firstAnswerMs)),
  load: [...byConcurrency].map(([concurrency, list]) => ({
    concurrency,
    requestsPerSecond: Math.round(median(list.map((sample) => sample.requestsPerSecond))),
    p50Ms: median(list.map((sample) => sample.p50Ms)),
    p99Ms: median(list.map((sample) => sample.p99Ms)),
    failed: list.reduce((sum, sample) => sum + sample.failed, 0),
  })),
}));
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
writeFileSync(
  `${root}bench/results.json`,
  `${JSON.stringify({ machine, rounds, seconds, results }, null, 2)}\n`,
);

console.log(
  `\n${machine.cpu}, ${machine.cores} cores, Node.js ${machine.node}; medians of ${rounds} rounds of ${seconds} s; wrk shares the cores\n`,
);
console.log(
  ['', 'first answer', ...concurrencies.map((c) => `c=${c}: req/s, p50/p99 ms`)].map(column).join(''),
);
for (const result of results) {
  const cells = result.load.map(
    ({ requestsPerSecond, p50Ms, p99Ms, failed }) =>
      `${requestsPerSecond.toLocaleString('en')}  ${p50Ms.toFixed(2)}/${p99Ms.toFixed(2)}${failed > 0 ? ` ${failed} failed` : ''}`,
  );
  console.log([result.name, `${result.firstAnswerMs} ms`, ...cells].map(column).join(''));
}

function column(text: string, index: number): string {
  return text.padEnd(index === 0 ? 42 : index === 1 ? 16 : 30);
}
