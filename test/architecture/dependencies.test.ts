// The walls of the house: imports point one way between rooms, and runtimes import nothing from src.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Room → rooms it may import from, besides itself. The order is docs/ARCHITECTURE.md's. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  proxy: ['core'],
  policy: ['core'],
  execution: ['core', 'proxy', 'policy'],
  store: ['core', 'proxy', 'policy', 'execution'],
  telemetry: ['core', 'proxy', 'policy', 'execution', 'store'],
  lambda: ['core', 'proxy', 'policy', 'execution', 'store', 'telemetry'],
  gateway: ['core', 'proxy', 'policy', 'execution', 'store', 'telemetry', 'lambda'],
  aws: ['core', 'proxy', 'policy', 'execution', 'store', 'telemetry', 'lambda', 'gateway'],
  project: ['core', 'proxy', 'policy', 'execution', 'store', 'telemetry', 'lambda', 'gateway', 'aws'],
  doctor: ['core', 'proxy', 'policy', 'execution'],
  'region.ts': ['core', 'proxy', 'policy', 'execution', 'store', 'telemetry', 'lambda', 'gateway', 'aws'],
  'regions.ts': ['core', 'store', 'telemetry', 'aws', 'region.ts'],
  'served-project.ts': ['core', 'gateway', 'aws', 'project'],
  'varco.ts': [
    'served-project.ts',
    'region.ts',
    'regions.ts',
    'core',
    'proxy',
    'policy',
    'execution',
    'store',
    'telemetry',
    'lambda',
    'gateway',
    'aws',
    'project',
  ],
  cli: [
    'core',
    'proxy',
    'policy',
    'execution',
    'store',
    'telemetry',
    'lambda',
    'gateway',
    'aws',
    'project',
    'doctor',
    'served-project.ts',
    'varco.ts',
  ],
};

const importPattern =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]/g;

function relativeImports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(importPattern)].map((match) => join(dirname(file), match[1] ?? match[2]!));
}

function roomOf(file: string): string {
  return relative(join(root, 'src'), file).split(sep)[0]!;
}

test('every room imports only from the rooms below it', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).map((file) => join(root, file));
  assert.ok(files.length > 10);
  const wrong: string[] = [];
  for (const file of files) {
    const room = roomOf(file);
    const allowed = mayImport[room];
    assert.ok(allowed !== undefined, `${room} is not a room of the house: add it to the drawing first`);
    for (const target of relativeImports(file)) {
      const other = roomOf(target);
      if (other !== room && !allowed.includes(other))
        wrong.push(`${relative(root, file)} imports ${relative(root, target)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('what runs inside a sandbox imports nothing from src', () => {
  for (const file of globSync('runtimes/**/*.{mjs,cjs,js}', {
    cwd: root,
    exclude: ['runtimes/node/vendor/**'],
  })) {
    for (const target of relativeImports(join(root, file))) {
      assert.ok(!target.startsWith(join(root, 'src') + sep), `${file} imports ${target}`);
    }
  }
});
