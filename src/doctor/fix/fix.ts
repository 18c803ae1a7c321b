// What the doctor can mend by itself: only what is certain and can be undone, each shown before it is done.
import type { Account } from '../collect/account.ts';
import type { Asked } from '../collect/ask.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { WalkWords } from '../steps/words.ts';
import { addPermission } from './add-permission.ts';
import { correctHandler } from './correct-handler.ts';
import { deployApi } from './deploy-api.ts';
import { openPackage } from './open-package.ts';
import { freeConcurrency } from './free-concurrency.ts';
import { usePost } from './use-post.ts';

export interface Fix {
  readonly cause: string;
  /** Routes to test afterwards. */
  readonly routes: readonly string[];
  /** What will be done, in one sentence. */
  readonly intent: string;
  /** The change as it will be sent, a line each. */
  readonly change: readonly string[];
  /** How to take it back. */
  readonly undo: string;
  apply(account: Account): Promise<Asked<unknown>>;
}

type MakeFix = (found: WalkFinding, walk: Walk, words: WalkWords) => Fix | null;

const makers: Readonly<Record<string, MakeFix>> = {
  'permission.missing-statement': addPermission,
  'permission.source-arn-mismatch': addPermission,
  'permission.qualifier-missing': addPermission,
  'handler.module-not-found': correctHandler,
  'handler.not-found': correctHandler,
  'handler.malformed-name': correctHandler,
  'integration.http-method-not-post': usePost,
  'integration.stale-deployment': deployApi,
  'package.unreadable-file': openPackage,
  'package.not-executable': openPackage,
  'runtime.throttled': freeConcurrency,
};

/** In the order of the findings; a finding that only a person can mend has none. */
export function fixesOf(findings: readonly WalkFinding[], walk: Walk, words: WalkWords): readonly Fix[] {
  return findings.flatMap((found) => {
    const fix = found.isPast ? null : (makers[found.finding.cause]?.(found, walk, words) ?? null);
    return fix === null ? [] : [fix];
  });
}
