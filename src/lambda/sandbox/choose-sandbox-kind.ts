// Bubblewrap where it works, plain processes elsewhere, or what VARCO_SANDBOX asks for.
import { join } from 'node:path';
import { UserError } from '../../core/errors.ts';
import { createBubblewrap } from './bubblewrap.ts';
import { createPlainProcesses } from './plain-process.ts';
import type { SandboxKind } from './sandbox.ts';

/** @throws UserError for an unknown value, or for bubblewrap asked for where it does not work */
export function chooseSandboxKind(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): SandboxKind {
  const wanted = environment['VARCO_SANDBOX'] ?? '';
  if (wanted !== '' && wanted !== 'bubblewrap' && wanted !== 'process') {
    throw new UserError(`VARCO_SANDBOX is ${wanted}: set it to bubblewrap or process, or leave it out.`);
  }
  const bubblewrap = wanted === 'process' ? null : createBubblewrap(join(folder, 'etc'), environment['PATH']);
  if (bubblewrap !== null) return bubblewrap;
  if (wanted === 'bubblewrap') {
    throw new UserError('VARCO_SANDBOX asks for bubblewrap, which is not installed or does not work here.');
  }
  return createPlainProcesses(join(folder, 'tmp'));
}
