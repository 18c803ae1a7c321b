// A header's name or value holds characters that HTTP does not allow. Not in the taxonomy of reported cases (SPEC §5.1 #15).
import { defineCause } from '../../cause.ts';
import { fieldPlace } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';

export const headerIllegal = defineCause<{ readonly name: string }>({
  id: 'response.header-illegal',
  step: 2,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'response-header-illegal') return null;
    const { name, value } = outcome;
    return {
      confidence: 0.97,
      evidence: [`${JSON.stringify(name)}: ${JSON.stringify(cut(value, 100))}`],
      facts: { name },
      place: () => fieldPlace(subject, `/headers/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    };
  },
  words: {
    en: ({ name }) => ({
      title: `Header ${JSON.stringify(cut(name, 60))} holds characters that HTTP does not allow`,
      why: 'Names are letters, digits and a few signs; values must not hold line breaks, other control characters or letters beyond Latin-1.',
      fix: 'Percent-encode the value (`encodeURIComponent`, `urllib.parse.quote`) or remove line breaks from it.',
    }),
    it: ({ name }) => ({
      title: `L'header ${JSON.stringify(cut(name, 60))} contiene caratteri che HTTP non ammette`,
      why: 'I nomi sono fatti di lettere, cifre e pochi segni; i valori non possono contenere a capo, altri caratteri di controllo o lettere oltre Latin-1.',
      fix: 'Codifica il valore con il percent-encoding (`encodeURIComponent`, `urllib.parse.quote`) oppure togli gli a capo.',
    }),
  },
});
