// The function's policy has no statement for API Gateway at all.
import { defineCause } from '../../cause.ts';
import {
  hasGatewayStatement,
  isAssumed,
  qualifierOf,
  refusalOf,
  remedy,
  whyFiveHundred,
  percheCinquecento,
} from './permission.ts';

export const missingStatement = defineCause<{ readonly policy: 'unknown' | 'none' | 'for others' }>({
  id: 'permission.missing-statement',
  step: 3,
  match(subject) {
    const refusal = refusalOf(subject);
    if (refusal === null || refusal.reason === 'explicit-deny') return null;
    if (qualifierOf(refusal) !== null || hasGatewayStatement(refusal)) return null;
    const closest = refusal.closest;
    return {
      confidence: isAssumed(subject) ? 0.66 : 0.97,
      evidence: [
        ...(refusal.query.sourceArn.includes(':REGION:')
          ? []
          : [`${refusal.query.sourceArn} asked to call ${refusal.query.functionArn}`]),
        isAssumed(subject)
          ? 'Invalid permissions on Lambda function'
          : closest === null
            ? "the function's policy has no statement"
            : `statement "${closest.sid}" is for another: ${closest.mismatches.map(({ part, allowed }) => `${part} ${allowed}`).join(', ')}`,
      ],
      facts: { policy: isAssumed(subject) ? 'unknown' : closest === null ? 'none' : 'for others' },
      ...remedy(subject, refusal),
    };
  },
  words: {
    en: ({ policy }) => ({
      title:
        policy === 'unknown'
          ? 'API Gateway may not call the function: most often its policy has no statement for apigateway.amazonaws.com'
          : 'API Gateway may not call the function: its policy has no statement for apigateway.amazonaws.com',
      why: `${policy === 'for others' ? 'The policy allows others, not API Gateway.' : 'A function has no resource policy until someone adds a permission; the console and SAM events do, a plain template does not.'} ${whyFiveHundred}`,
      fix: 'Add the permission, here or as an AWS::Lambda::Permission in the template.',
    }),
    it: ({ policy }) => ({
      title:
        policy === 'unknown'
          ? 'API Gateway non può chiamare la funzione: di solito la sua policy non ha uno statement per apigateway.amazonaws.com'
          : 'API Gateway non può chiamare la funzione: la sua policy non ha uno statement per apigateway.amazonaws.com',
      why: `${policy === 'for others' ? 'La policy ammette altri, non API Gateway.' : 'Una funzione non ha resource policy finché qualcuno non aggiunge un permesso; la console e gli eventi SAM lo fanno, un template semplice no.'} ${percheCinquecento}`,
      fix: 'Aggiungi il permesso, qui oppure come AWS::Lambda::Permission nel template.',
    }),
  },
});
