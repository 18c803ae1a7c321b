// AWS's published service models as botocore carries them: the source of constraints, which the SDK's schemas lack.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface BotocoreShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly sensitive?: boolean;
}

export interface BotocoreModel {
  readonly metadata: { readonly protocols: readonly string[] };
  readonly operations: Readonly<
    Record<
      string,
      { readonly input?: { readonly shape: string }; readonly output?: { readonly shape: string } }
    >
  >;
  readonly shapes: Readonly<Record<string, BotocoreShape>>;
}

export interface Botocore {
  readonly version: string;
  model(folder: string): BotocoreModel;
}

/** The botocore that `python3` finds (or the folder in VARCO_BOTOCORE), or null where there is none. */
export function findBotocore(): Botocore | null {
  const folder = process.env.VARCO_BOTOCORE ?? askPython();
  if (folder === null || !existsSync(join(folder, '__init__.py'))) return null;
  const version = /__version__ = '([^']+)'/.exec(readFileSync(join(folder, '__init__.py'), 'utf8'))?.[1];
  if (version === undefined) return null;
  return { version, model: (name) => readModel(join(folder, 'data', name, 'service-2.json')) };
}

function askPython(): string | null {
  const run = spawnSync('python3', ['-c', 'import botocore; print(botocore.__file__)'], { encoding: 'utf8' });
  return run.status === 0 ? dirname(run.stdout.trim()) : null;
}

function readModel(path: string): BotocoreModel {
  const text = existsSync(path)
    ? readFileSync(path, 'utf8')
    : gunzipSync(readFileSync(`${path}.gz`)).toString();
  return JSON.parse(text) as BotocoreModel;
}
