// The request's URL is over the limit. Not in the taxonomy of reported cases (SPEC §10).
import { urlCharactersMax } from '../../../core/limits.ts';
import { defineCause } from '../../cause.ts';

export const uriTooLong = defineCause<null>({
  id: 'request.uri-too-long',
  step: null,
  match({ outcome }) {
    return outcome?.kind === 'request-uri-too-long'
      ? { confidence: 0.98, evidence: ['Request URI too long'], facts: null }
      : null;
  },
  words: {
    en: () => ({
      title: `The request's URL is longer than ${urlCharactersMax.toLocaleString('en-US')} characters`,
      why: 'Path and query string count together.',
      fix: 'Send the data in the body of a POST.',
    }),
    it: () => ({
      title: `L'URL della richiesta supera i ${urlCharactersMax.toLocaleString('it-IT')} caratteri`,
      why: 'Path e query string contano insieme.',
      fix: 'Manda i dati nel body di una POST.',
    }),
  },
});
