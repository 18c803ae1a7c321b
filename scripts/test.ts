// Runs every test file with node:test; further arguments are passed on, so `npm test -- src/proxy/*.test.ts` narrows the run.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const args = process.argv.slice(2);
const files = args.some((arg) => !arg.startsWith('-'))
  ? args
  : [...args, 'src/**/*.test.ts', 'test/**/*.test.ts'];
// Many tests wait for processes that they start: one file at a time would leave a small machine idle.
const concurrency = Math.max(2, availableParallelism());
const run = spawnSync(
  process.execPath,
  ['--test', '--test-timeout=120000', `--test-concurrency=${concurrency}`, ...files],
  { stdio: 'inherit' },
);
process.exit(run.status ?? 1);
