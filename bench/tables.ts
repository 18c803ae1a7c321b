// The results as tables on the terminal: starts, then each load with every target side by side, then the promises.

export interface Results {
  readonly machine: { readonly node: string; readonly cpu: string; readonly cores: number };
  readonly rounds: number;
  readonly seconds: number;
  readonly bareStartMs: number;
  readonly results: readonly TargetResult[];
}

interface TargetResult {
  readonly name: string;
  readonly firstAnswerMs: number;
  readonly coldStartMs: number | null;
  readonly nextColdStartMs: number | null;
  readonly load: readonly LoadResult[];
}

interface LoadResult {
  readonly case: string;
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly serverUs: number | null;
  readonly childrenUs: number | null;
  readonly failed: number;
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(42) : cell.padStart(17))).join('');
const count = (value: number): string => value.toLocaleString('en');
const shown = (value: number | null): string => (value === null ? '–' : String(value));

export function printTables({ machine, rounds, seconds, bareStartMs, results }: Results): void {
  console.log(
    `\n${machine.cpu}, ${machine.cores} cores, Node.js ${machine.node}; medians of ${rounds} rounds of ${seconds} s; wrk shares the cores`,
  );
  console.log(`\n${row(['ms', 'first answer', 'cold start', 'the next one'])}`);
  console.log(row(['the runtime alone', '', String(bareStartMs), '']));
  for (const { name, firstAnswerMs, coldStartMs, nextColdStartMs } of results) {
    console.log(row([name, String(firstAnswerMs), shown(coldStartMs), shown(nextColdStartMs)]));
  }
  const loads = new Map(
    results
      .flatMap(({ load }) => load)
      .map(({ case: name, concurrency }) => [`${name}, c=${concurrency}`, { name, concurrency }]),
  );
  for (const [title, { name, concurrency }] of loads) {
    console.log(`\n${row([title, 'req/s', 'p50/p99 ms', 'µs in the server', 'in its children'])}`);
    for (const result of results) {
      const found = loadOf(result, name, concurrency);
      if (found === undefined) continue;
      const { requestsPerSecond, p50Ms, p99Ms, serverUs, childrenUs, failed } = found;
      console.log(
        row([
          failed > 0 ? `${result.name} (${failed} failed)` : result.name,
          count(requestsPerSecond),
          `${p50Ms.toFixed(2)}/${p99Ms.toFixed(2)}`,
          shown(serverUs),
          shown(childrenUs),
        ]),
      );
    }
  }
  printPromises(results);
}

function loadOf(result: TargetResult, name: string, concurrency: number): LoadResult | undefined {
  return result.load.find((load) => load.case === name && load.concurrency === concurrency);
}

/** Throughput of Varco over that of others, and of logging everything over logging nothing. */
function printPromises(results: readonly TargetResult[]): void {
  const varco = results.find(({ name }) => name === 'varco');
  if (varco === undefined) return;
  console.log(`\n${row(['throughput of varco, times that of', 'c=1', 'c=10', 'c=50'])}`);
  for (const other of results) {
    if (other === varco) continue;
    const factors = [1, 10, 50].map((concurrency) => {
      const own = loadOf(varco, 'proxy', concurrency);
      const theirs = loadOf(other, 'proxy', concurrency);
      if (own === undefined || theirs === undefined || theirs.requestsPerSecond === 0) return '–';
      return (own.requestsPerSecond / theirs.requestsPerSecond).toFixed(2);
    });
    console.log(row([other.name, ...factors]));
  }
  const plain = loadOf(varco, 'proxy', 10);
  const logged = loadOf(varco, 'logging everything', 10);
  if (plain === undefined || logged === undefined) return;
  const factor = logged.requestsPerSecond / plain.requestsPerSecond;
  console.log(row(['logging everything, times logging nothing', '', factor.toFixed(2), '']));
}
