// The authorizer found no valid token. Not in the taxonomy of reported cases (SPEC §1.7).
import { defineCause } from '../../cause.ts';

export const unauthorized = defineCause<null>({
  id: 'gateway.unauthorized',
  step: null,
  match({ outcome }) {
    return outcome?.kind === 'unauthorized'
      ? { confidence: 0.95, evidence: ['Unauthorized'], facts: null }
      : null;
  },
  words: {
    en: () => ({
      title: "The request has no valid token for the method's authorizer",
      why: 'The identity source is missing or does not fit its pattern, or the authorizer said "Unauthorized".',
      fix: 'Send the token in the header the authorizer names as its identity source.',
    }),
    it: () => ({
      title: "La richiesta non ha un token valido per l'authorizer del metodo",
      why: 'La identity source manca o non corrisponde al suo pattern, oppure l’authorizer ha detto "Unauthorized".',
      fix: "Manda il token nell'header che l'authorizer indica come identity source.",
    }),
  },
});
