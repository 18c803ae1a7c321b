// What a restart without the project needs to know of its functions' code.
import type { OperationContext } from '../../aws/context.ts';
import type { FunctionCode } from './function-code.ts';
import type { PackagedCode } from './package-code.ts';

/** Code on disk is not copied into the data folder: after a restart it is read where it is. */
export async function rememberCode(
  code: FunctionCode,
  { code: { sha256 }, zip }: PackagedCode,
  context: OperationContext,
): Promise<void> {
  if (zip !== null) {
    await context.blobs.put(zip);
  } else if (code.kind !== 'inline') {
    const key = Buffer.from(sha256, 'base64').toString('hex');
    await context.store.write([{ kind: 'code-origin', key, value: { kind: code.kind, path: code.path } }]);
  }
}
