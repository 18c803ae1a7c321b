// Runs every test file with node:test; further arguments are passed on, so `npm test -- src/proxy/*.test.ts` narrows the run.
import { spawnSync } from 'node:child_process';

const args = process.argv.slice(2);
const files = args.some((arg) => !arg.startsWith('-'))
  ? args
  : [...args, 'src/**/*.test.ts', 'test/**/*.test.ts'];
const run = spawnSync(process.execPath, ['--test', '--test-timeout=120000', ...files], { stdio: 'inherit' });
process.exit(run.status ?? 1);
