// Sets the handler's name to the only one of the package that can be meant.
import { ask } from '../collect/ask.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { WalkWords } from '../steps/words.ts';
import type { Fix } from './fix.ts';
import { settled } from './settled.ts';

/** A template edit of the handler is told where one name alone can be meant. */
const handlerEdit = /^-Handler: (.+)\n\+Handler: (.+)\n$/;

export function correctHandler(
  { finding, routes, functionArn }: WalkFinding,
  walk: Walk,
  words: WalkWords,
): Fix | null {
  const [, before, handler] = handlerEdit.exec(finding.fix.patch ?? '') ?? [];
  const called = walk.functions.get(functionArn ?? '') ?? null;
  // A published version cannot be changed.
  if (before === undefined || handler === undefined || called === null || called.qualifier !== null)
    return null;
  return {
    cause: finding.cause,
    routes,
    intent: words.fixes.correctHandler(called.name),
    change: [`- ${before}`, `+ ${handler}`],
    undo: words.fixes.undoHandler(called.name, before),
    apply: async (account) => {
      const lambda = await account.lambda();
      return ask({ action: 'lambda:UpdateFunctionConfiguration', resource: called.arn }, async () => {
        await lambda.updateFunctionConfiguration({ FunctionName: called.arn, Handler: handler });
        await settled(lambda, called.arn);
      });
    },
  };
}
