// The integration calls an alias or a version, and the permission is on the function without it: policies are per qualifier (SPEC §9.1).
import { defineCause } from '../../cause.ts';
import { hasGatewayStatement, qualifierOf, refusalOf, remedy, whyFiveHundred } from './permission.ts';

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
    const qualifier = qualifierOf(refusal);
    if (qualifier === null) return null;
    const onResource = refusal.closest?.mismatches.some(({ part }) => part === 'resource') ?? true;
    // A statement on this qualifier that only differs in its source ARN is the other cause.
    if (hasGatewayStatement(refusal) && !onResource) return null;
    const isOnFunction = (subject.function?.policies?.['']?.length ?? 0) > 0;
    return {
      confidence: isOnFunction ? 0.97 : 0.93,
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
  },
});
