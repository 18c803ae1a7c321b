// Adds the statement that lets API Gateway call the function for one route, on any stage.
import { parseFunctionArn } from '../../core/arn.ts';
import { statementId, widened } from '../aws-command.ts';
import { ask } from '../collect/ask.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkWords } from '../steps/words.ts';
import type { Fix } from './fix.ts';

export function addPermission(
  { finding, routes, cases }: WalkFinding,
  _walk: Walk,
  words: WalkWords,
): Fix | null {
  const outcome = cases.map(({ subject }) => subject.outcome).find((each) => each?.kind === 'no-permission');
  if (outcome?.kind !== 'no-permission') return null;
  const { functionArn, sourceArn } = outcome.decision.query;
  const reference = parseFunctionArn(functionArn);
  if (reference === null) return null;
  const { qualifier } = reference;
  const input = {
    FunctionName: qualifier === null ? functionArn : functionArn.slice(0, -qualifier.length - 1),
    StatementId: statementId(sourceArn),
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: widened(sourceArn),
    ...(qualifier === null ? {} : { Qualifier: qualifier }),
  };
  const name = qualifier === null ? reference.functionName : `${reference.functionName}:${qualifier}`;
  return {
    cause: finding.cause,
    routes,
    intent: words.fixes.addPermission(name),
    change: [`+ ${input.Action} ${input.Principal} ${input.SourceArn}`],
    undo: words.fixes.undoPermission(name, input.StatementId),
    apply: async (account) => {
      const lambda = await account.lambda();
      return ask({ action: 'lambda:AddPermission', resource: functionArn }, () =>
        lambda.addPermission(input),
      );
    },
  };
}
