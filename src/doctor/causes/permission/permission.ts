// What the permission causes share: the decision, the command that allows the call, the template fragment that does.
import { parseFunctionArn } from '../../../core/arn.ts';
import type { OutcomeOf } from '../../../execution/outcome.ts';
import { addPermission, statementId, widened } from '../../aws-command.ts';
import type { Case } from '../../case.ts';

export type Refusal = OutcomeOf<'no-permission'>['decision'];

/** True where the refusal is known, and not the policy behind it: a log says no more. */
export function isAssumed({ text }: Case): boolean {
  return text !== undefined && !text.isPolicyKnown;
}

/** Null where the request was not refused by the function's policy. */
export function refusalOf({ outcome }: Case): Refusal | null {
  return outcome?.kind === 'no-permission' ? outcome.decision : null;
}

/** The alias or version the integration calls; null for the function itself. */
export function qualifierOf({ query }: Refusal): string | null {
  return parseFunctionArn(query.functionArn)?.qualifier ?? null;
}

/** True where some statement allows API Gateway to call, whatever it is called for. */
export function hasGatewayStatement({ closest }: Refusal): boolean {
  return (
    closest !== null &&
    !closest.mismatches.some(({ part }) => part === 'principal' || part === 'action' || part === 'effect')
  );
}

export function remedy(
  subject: Case,
  { query }: Refusal,
): { readonly command: string; readonly patch: string } {
  return { command: addPermission(subject, query), patch: template(query) };
}

/** The same permission as CloudFormation has it. */
function template({ functionArn, sourceArn }: Refusal['query']): string {
  const id = statementId(sourceArn)
    .split(/[-_]/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
  return `${id}Permission:
  Type: AWS::Lambda::Permission
  Properties:
    Action: lambda:InvokeFunction
    FunctionName: ${functionArn}
    Principal: apigateway.amazonaws.com
    SourceArn: ${widened(sourceArn)}
`;
}

export const percheCinquecento =
  'Una chiamata rifiutata è un 500 con il body di ogni altro 500; nulla raggiunge la funzione, perciò il suo log resta vuoto.';

export const whyFiveHundred =
  'A refused call is a 500 with the body of every other 500; nothing reaches the function, so its log stays empty.';
