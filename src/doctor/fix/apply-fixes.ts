// Shows each fix, asks, applies it, and tests the route again.
import type { Account } from '../collect/account.ts';
import { requestStage, stageUrl } from '../collect/request-stage.ts';
import { testMethod } from '../collect/test-method.ts';
import { isSafe, testPathOf } from '../collect/run-routes.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkedRoute } from '../collect/walked-routes.ts';
import type { WalkWords } from '../steps/words.ts';
import type { Fix } from './fix.ts';

export interface FixedFault {
  readonly cause: string;
  readonly intent: string;
  readonly isApplied: boolean;
  /** What was done or went wrong, and what the test says now; a sentence each. */
  readonly told: readonly string[];
  /** Whether every route that was tested again passes; null where none was. */
  readonly isMended: boolean | null;
}

export async function applyFix(
  fix: Fix,
  walk: Walk,
  account: Account,
  words: WalkWords,
): Promise<FixedFault> {
  const { cause, intent } = fix;
  const applied = await fix.apply(account);
  if (!applied.ok) {
    const why =
      applied.reason === 'denied' ? words.deniedTodo(applied.action, applied.resource) : applied.message;
    return { cause, intent, isApplied: false, told: [words.fixes.failed(why)], isMended: null };
  }
  const told: string[] = [words.fixes.done, fix.undo];
  let isMended: boolean | null = null;
  for (const name of fix.routes) {
    const route = walk.routes.find((each) => each.name === name);
    if (route === undefined) continue;
    const again = await testAgain(route, walk, account, words);
    if (again === null) continue;
    told.push(...again.told);
    isMended = (isMended ?? true) && again.isFine;
  }
  if (isMended === null) told.push(words.fixes.untested);
  else if (!isMended) told.push(words.fixes.stillFails);
  return { cause, intent, isApplied: true, told, isMended };
}

/** By the console's Test, and by a request to the stage. Null where it may not be run unasked. */
async function testAgain(
  route: WalkedRoute,
  walk: Walk,
  account: Account,
  words: WalkWords,
): Promise<{ readonly told: readonly string[]; readonly isFine: boolean } | null> {
  const { configured } = route;
  if (configured === null || !isSafe(route, walk.options)) return null;
  const path = testPathOf(route, walk.options);
  const method = configured.method === 'ANY' ? (walk.options.method ?? 'GET') : configured.method;
  const told: string[] = [];
  let isFine = true;
  const tested =
    configured.resourceId === null
      ? null
      : await testMethod(account, {
          apiId: walk.api.id,
          resourceId: configured.resourceId,
          method,
          path,
          stageVariables: walk.api.stage?.variables ?? {},
          headers: walk.options.headers,
        });
  if (tested?.ok === true) {
    told.push(words.fixes.testNow(route.name, tested.value.status));
    isFine &&= tested.value.status < 500;
  }
  const base = stageUrl(account, walk.api);
  const answer =
    base === null
      ? null
      : await requestStage(base, { method, path, headers: walk.options.headers, body: walk.options.body });
  if (answer !== null && typeof answer !== 'string') {
    told.push(words.fixes.stageNow(route.name, answer.status));
    isFine &&= answer.status < 500 && answer.errorType === null;
  }
  return { told, isFine };
}
