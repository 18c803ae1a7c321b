// The function's policy has no statement for API Gateway at all.
import { defineCause } from '../../cause.ts';
import { hasGatewayStatement, qualifierOf, refusalOf, remedy, whyFiveHundred } from './permission.ts';

export const missingStatement = defineCause<{ readonly hasPolicy: boolean }>({
  id: 'permission.missing-statement',
  step: 3,
  match(subject) {
    const refusal = refusalOf(subject);
    if (refusal === null || refusal.reason === 'explicit-deny') return null;
    if (qualifierOf(refusal) !== null || hasGatewayStatement(refusal)) return null;
    const closest = refusal.closest;
    return {
      confidence: 0.97,
      evidence: [
        `${refusal.query.sourceArn} asked to call ${refusal.query.functionArn}`,
        closest === null
          ? "the function's policy has no statement"
          : `statement "${closest.sid}" is for another: ${closest.mismatches.map(({ part, allowed }) => `${part} ${allowed}`).join(', ')}`,
      ],
      facts: { hasPolicy: closest !== null },
      ...remedy(subject, refusal),
    };
  },
  words: {
    en: ({ hasPolicy }) => ({
      title:
        'API Gateway may not call the function: its policy has no statement for apigateway.amazonaws.com',
      why: `${hasPolicy ? 'The policy allows others, not API Gateway.' : 'A function has no resource policy until someone adds a permission; the console and SAM events do, a plain template does not.'} ${whyFiveHundred}`,
      fix: 'Add the permission, here or as an AWS::Lambda::Permission in the template.',
    }),
  },
});
