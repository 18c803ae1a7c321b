// What logging costs: throughput with data trace on for everything and with logging off, in turns, on one running Varco.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { APIGateway } from '@aws-sdk/client-api-gateway';

const root = fileURLToPath(new URL('../', import.meta.url));
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 4);
const concurrencies = [1, 10, 50] as const;
const entry = process.env['BENCH_ENTRY'] ?? 'bin/varco.mjs';

interface Ready {
  readonly endpoint: string;
  readonly apis: readonly { readonly id: string; readonly url: string }[];
}

function start(): Promise<readonly [ChildProcess, Ready]> {
  const args = ['start', 'bench/project', '--port', '0', '--json', '--ephemeral', '--no-watch'];
  const child = spawn(process.execPath, [entry, ...args, '--account-rate', '1000000'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`varco ended with ${code}`)));
    child.stdout.once('data', (line) => resolve([child, JSON.parse(String(line)) as Ready]));
  });
}

interface Sample {
  readonly requestsPerSecond: number;
  /** Of Varco's own process, without its functions': what others do on the machine hardly moves it. */
  readonly cpuMicroseconds: number;
}

function load(url: string, concurrency: number, forSeconds: number, pid: number): Sample {
  const beforeMs = cpuMs(pid);
  const text = execFileSync('wrk', ['-t1', `-c${concurrency}`, `-d${forSeconds}s`, url], {
    encoding: 'utf8',
  });
  const requests = Number(/(\d+) requests in/.exec(text)?.[1]);
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]),
    cpuMicroseconds: ((cpuMs(pid) - beforeMs) * 1000) / requests,
  };
}

/** Of user and system, in ticks of 10 ms; Linux alone tells it so. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;

const [child, { endpoint, apis }] = await start();
const { id: restApiId, url } = apis[0]!;
const gateway = new APIGateway({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const setLogging = (isOn: boolean): Promise<unknown> =>
  gateway.updateStage({
    restApiId,
    stageName: 'Prod',
    patchOperations: [
      { op: 'replace', path: '/*/*/logging/loglevel', value: isOn ? 'INFO' : 'OFF' },
      { op: 'replace', path: '/*/*/logging/dataTrace', value: String(isOn) },
    ],
  });

const found = new Map<string, Sample[]>();
const target = `${url}/Prod/echo?x=1&y=2`;
load(target, 10, 2, child.pid!);
for (let round = 0; round < rounds; round++) {
  for (const concurrency of concurrencies) {
    // The order changes from round to round: whoever comes first has no advantage in the end.
    for (const isOn of round % 2 === 0 ? [false, true] : [true, false]) {
      await setLogging(isOn);
      const value = load(target, concurrency, seconds, child.pid!);
      const key = `${concurrency} ${isOn}`;
      found.set(key, [...(found.get(key) ?? []), value]);
    }
  }
}
console.log(`medians of ${rounds} rounds of ${seconds} s; logging off → data trace on for everything`);
for (const concurrency of concurrencies) {
  const of = (isOn: boolean, member: keyof Sample): number =>
    median(found.get(`${concurrency} ${isOn}`)!.map((sample) => sample[member]));
  const [off, on] = [of(false, 'requestsPerSecond'), of(true, 'requestsPerSecond')];
  const [cpuOff, cpuOn] = [of(false, 'cpuMicroseconds'), of(true, 'cpuMicroseconds')];
  const part = ((on / off) * 100).toFixed(1);
  console.log(
    `c=${concurrency}: ${Math.round(off)} → ${Math.round(on)} req/s (${part} %), ${Math.round(cpuOff)} → ${Math.round(cpuOn)} µs of Varco's CPU a request`,
  );
}
gateway.destroy();
child.removeAllListeners('exit');
child.kill('SIGTERM');
