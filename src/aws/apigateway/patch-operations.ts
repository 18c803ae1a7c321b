// JSON Patch as API Gateway takes it: a list of operations on JSON pointers, each value a text.
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { assertConstraints, type ConstraintCheck, oneOf } from '../constraints.ts';
import { badRequest } from './errors.ts';

export interface Patch {
  readonly op: string;
  /** As sent: `/binaryMediaTypes/image~1png`. */
  readonly path: string;
  /** Unescaped: `binaryMediaTypes`, `image/png`. */
  readonly segments: readonly string[];
  /** Null where none was sent. */
  readonly value: string | null;
  readonly from: string | null;
}

/** In the order in which AWS prints them. */
const operations = ['add', 'remove', 'move', 'test', 'replace', 'copy'];

/**
 * @param inputName The operation's input as AWS names it in errors: `updateStageInput`.
 * @param checks Constraints of members that stand in the request's path: checked with the patches, behind them.
 * @throws AwsError ValidationException for an unknown `op`, before anything else is looked at (recorded).
 */
export function readPatches(
  inputName: string,
  patches: readonly PatchOperation[] | undefined,
  ...checks: readonly ConstraintCheck[]
): readonly Patch[] {
  const list = patches ?? [];
  assertConstraints(
    ...list.map(({ op }, index) =>
      oneOf(`${inputName}.patchOperations.${index + 1}.member.op`, op, operations),
    ),
    ...checks,
  );
  return list.map(({ op, path, value, from }) => {
    if (path === undefined || !path.startsWith('/')) throw invalidPath(path ?? 'null');
    return {
      // AWS's words for a missing op are unknown; as an empty one it is refused where it is applied.
      op: op ?? '',
      path,
      segments: path.slice(1).split('/').map(unescape),
      value: value ?? null,
      from: from ?? null,
    };
  });
}

export function invalidPath(path: string): Error {
  return badRequest(`Invalid patch path ${path}`);
}

/** @throws AwsError BadRequestException where the path does not take the patch's operation. */
export function assertOperation(patch: Patch, allowed: readonly string[]): void {
  if (!allowed.includes(patch.op)) {
    throw badRequest(`Invalid patch operation specified. Must be one of: [${allowed.join(', ')}]`);
  }
}

/** @throws AwsError BadRequestException where a member of a list or a map takes not the patch's operation (recorded). */
export function assertEntryOperation({ op }: Patch): void {
  if (op !== 'add' && op !== 'remove' && op !== 'replace') {
    throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
  }
}

/** Anything but `true` is false (recorded for a method's apiKeyRequired). */
export function patchBoolean(value: string | null): boolean {
  return value?.toLowerCase() === 'true';
}

function unescape(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
