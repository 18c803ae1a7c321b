// Takes away a reserved concurrency of 0, which someone may have set to stop the function.
import { valueOf, ask } from '../collect/ask.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { WalkWords } from '../steps/words.ts';
import type { Fix } from './fix.ts';

export function freeConcurrency(
  { finding, routes, functionArn }: WalkFinding,
  walk: Walk,
  words: WalkWords,
): Fix | null {
  const called = walk.functions.get(functionArn ?? '') ?? null;
  if (called === null || valueOf(called.configuration)?.reservedConcurrency !== 0) return null;
  return {
    cause: finding.cause,
    routes,
    intent: words.fixes.freeConcurrency(called.name),
    change: ['- ReservedConcurrentExecutions: 0'],
    undo: words.fixes.undoConcurrency(called.name),
    apply: async (account) => {
      const lambda = await account.lambda();
      return ask({ action: 'lambda:DeleteFunctionConcurrency', resource: called.arn }, () =>
        lambda.deleteFunctionConcurrency({ FunctionName: called.name }),
      );
    },
  };
}
