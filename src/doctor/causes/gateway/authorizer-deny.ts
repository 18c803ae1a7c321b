// The authorizer answered, and its policy refuses the request. Not in the taxonomy of reported cases (SPEC §1.7).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const authorizerDeny = defineCause<null>({
  id: 'gateway.authorizer-deny',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'access-denied' || outcome.message.includes('perform: execute-api:Invoke'))
      return null;
    return { confidence: 0.9, evidence: [cut(outcome.message, 200)], facts: null };
  },
  words: {
    en: () => ({
      title: "The authorizer's policy refuses this request",
      why: 'It denies the method, or allows others only. With caching on, a policy for one path is used for all: an Allow for a single ARN then refuses the next path.',
      fix: "Allow this method's ARN in the policy the authorizer returns, or a wildcard when results are cached.",
    }),
    it: () => ({
      title: "La policy dell'authorizer rifiuta questa richiesta",
      why: 'Nega il metodo, oppure ne ammette solo altri. Con la cache attiva la policy di un path vale per tutti: un Allow per un solo ARN rifiuta allora il path successivo.',
      fix: "Ammetti l'ARN di questo metodo nella policy che l'authorizer restituisce, o un wildcard se i risultati vengono messi in cache.",
    }),
  },
});
