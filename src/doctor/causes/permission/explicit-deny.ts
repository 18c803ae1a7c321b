// A statement of the function's policy denies the call. Not in the taxonomy of reported cases.
import { defineCause } from '../../cause.ts';
import { refusalOf, whyFiveHundred, percheCinquecento } from './permission.ts';

export const explicitDeny = defineCause<{ readonly sid: string | null }>({
  id: 'permission.explicit-deny',
  step: 3,
  match(subject) {
    const refusal = refusalOf(subject);
    if (refusal?.reason !== 'explicit-deny') return null;
    const sid = refusal.closest?.sid ?? null;
    return {
      confidence: 0.97,
      evidence: [`${refusal.query.sourceArn} is denied${sid === null ? '' : ` by statement "${sid}"`}`],
      facts: { sid },
    };
  },
  words: {
    en: ({ sid }) => ({
      title: `The function's policy denies the call${sid === null ? '' : ` in statement "${sid}"`}`,
      why: `A Deny outweighs every Allow. ${whyFiveHundred}`,
      fix: 'Remove the Deny statement or narrow its condition.',
    }),
    it: ({ sid }) => ({
      title: `La policy della funzione nega la chiamata${sid === null ? '' : ` nello statement "${sid}"`}`,
      why: `Un Deny prevale su ogni Allow. ${percheCinquecento}`,
      fix: 'Togli lo statement Deny o restringi la sua condizione.',
    }),
  },
});
