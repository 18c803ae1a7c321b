// The refusal of a patch path by the operations that list their paths by `op` (recorded in 2024).
import { badRequest } from './errors.ts';
import type { Patch } from './patch-operations.ts';

/** Paths by the operation that they take: `{ replace: ['/name'] }`. */
export type PatchPaths = Readonly<Partial<Record<string, readonly string[]>>>;

/** The two blanks are AWS's. */
export function refusePath({ op, path }: Patch, paths: PatchPaths): Error {
  const known = paths[op];
  const hint =
    known === undefined ? 'Please choose supported operations' : `Must be one of: [${known.join(', ')}]`;
  return badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${hint}`);
}

/** @throws AwsError BadRequestException unless the path, as sent, takes the patch's operation. */
export function assertPath(patch: Patch, paths: PatchPaths): void {
  if (paths[patch.op]?.includes(patch.path) !== true) throw refusePath(patch, paths);
}
