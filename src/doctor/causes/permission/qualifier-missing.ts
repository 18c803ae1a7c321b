// The integration calls an alias or a version, and the permission is on the function without it: policies are per qualifier (SPEC §9.1).
import { defineCause } from '../../cause.ts';
import type { Case } from '../../case.ts';
import {
  hasGatewayStatement,
  isAssumed,
  qualifierOf,
  refusalOf,
  remedy,
  whyFiveHundred,
  percheCinquecento,
} from './permission.ts';

interface Facts {
  readonly qualifier: string;
  readonly isOnFunction: boolean;
}

export const qualifierMissing = defineCause<Facts>({
  id: 'permission.qualifier-missing',
  step: 3,
  match(subject) {
    const refusal = refusalOf(subject);
    if (refusal === null || refusal.reason === 'explicit-deny') return null;
    const qualifier = qualifierOf(refusal) ?? toldQualifier(subject);
    if (qualifier === null) return null;
    const onResource = refusal.closest?.mismatches.some(({ part }) => part === 'resource') ?? true;
    // A statement on this qualifier that only differs in its source ARN is the other cause.
    if (hasGatewayStatement(refusal) && !onResource) return null;
    const isOnFunction = (subject.function?.policies?.['']?.length ?? 0) > 0;
    return {
      confidence: isAssumed(subject)
        ? qualifierOf(refusal) === null
          ? 0.75
          : 0.9
        : isOnFunction
          ? 0.97
          : 0.93,
      evidence: [
        `the integration calls ${refusal.query.functionArn}`,
        isOnFunction
          ? 'the policy of the function without qualifier has a statement'
          : `no statement on qualifier "${qualifier}"`,
      ],
      facts: { qualifier, isOnFunction },
      ...remedy(subject, refusal),
    };
  },
  words: {
    en: ({ qualifier, isOnFunction }) => ({
      title: `Alias or version "${qualifier}" has no permission for API Gateway`,
      why: `${isOnFunction ? 'The permission is on the function itself, and that' : 'A permission on the function itself'} does not cover its aliases and versions: each has a policy of its own. ${whyFiveHundred}`,
      fix: `Add the permission with \`--qualifier ${qualifier}\`, once for every alias the stages use.`,
    }),
    it: ({ qualifier, isOnFunction }) => ({
      title: `L'alias o la versione "${qualifier}" non ha un permesso per API Gateway`,
      why: `${isOnFunction ? 'Il permesso è sulla funzione stessa, e questo' : 'Un permesso sulla funzione stessa'} non copre i suoi alias e le sue versioni: ognuno ha una policy propria. ${percheCinquecento}`,
      fix: `Aggiungi il permesso con \`--qualifier ${qualifier}\`, una volta per ogni alias usato dagli stage.`,
    }),
  },
});

/** An alias that the template's URI names, or that a person tells of; the log's own ARN comes first. */
function toldQualifier(subject: Case): string | null {
  if (!isAssumed(subject)) return null;
  const { text, integration } = subject;
  const named =
    /:function:[^:/]+:(\$\{stageVariables\.\w+\}|[\w${}.-]+)\/invocations/.exec(
      integration?.uri ?? '',
    )?.[1] ?? /(?:^|[^\w:]):(\$\{stageVariables\.\w+\})/.exec(text?.template?.text ?? '')?.[1];
  const quoted = /arn:aws[\w-]*:lambda:[^:\s]+:[^:\s]+:function:[^:\s'",/]+:([A-Za-z$][\w${}.-]*)/.exec(
    `${text?.words ?? ''}\n${text?.template?.text ?? ''}\n${text?.gatewayLines.join('\n') ?? ''}`,
  )?.[1];
  return (
    named ??
    quoted ??
    (text?.hints.has('alias') === true ||
    /\bno qualifier\b|aws_lambda_alias|AutoPublishAlias|Lambda::Alias/i.test(text?.template?.text ?? '')
      ? 'ALIAS'
      : null)
  );
}
