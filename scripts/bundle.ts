// Puts what tsc has checked into few files: a start reads some thirty modules instead of six hundred, which saves a fifth of it.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const outdir = 'dist';

// Chunks are named by their content: what an earlier build left would stay for ever.
rmSync(outdir, { recursive: true, force: true });

await build({
  entryPoints: ['src/varco.ts', 'src/cli/main.ts'],
  outbase: 'src',
  outdir,
  bundle: true,
  // What a command needs only later stays in a file of its own, as its dynamic import says.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  packages: 'external',
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'inline',
  logLevel: 'warning',
});
