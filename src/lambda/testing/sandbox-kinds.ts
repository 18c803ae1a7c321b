// The kinds of sandboxes that tests can be run with on this machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBubblewrap } from '../sandbox/bubblewrap.ts';
import { processStarts } from './function-fixture.ts';

export type KindName = 'bubblewrap' | 'process';

function hasBubblewrap(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'varco-bubblewrap-'));
  try {
    return createBubblewrap(folder, process.env['PATH']) !== null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const isBubblewrapHere: boolean = hasBubblewrap();

if (!isBubblewrapHere) {
  process.stderr.write('bubblewrap is not installed or does not work here: its tests are skipped.\n');
}

export const kindsHere: readonly KindName[] = isBubblewrapHere ? ['bubblewrap', 'process'] : ['process'];

/** Every kind, with processes that boot for their function and with spares that become it. */
export const waysToStart = kindsHere.flatMap((kind) => processStarts.map((startsIn) => ({ kind, startsIn })));

/** Varco's environment that asks for this kind. */
export function environmentFor(kind: KindName): Record<string, string | undefined> {
  return { ...process.env, VARCO_SANDBOX: kind };
}
