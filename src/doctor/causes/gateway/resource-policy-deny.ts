// The API's resource policy, or IAM, does not let the caller in (SPEC §5.2).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const resourcePolicyDeny = defineCause<{ readonly isAnonymous: boolean }>({
  id: 'gateway.resource-policy-deny',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'access-denied' || !outcome.message.includes('perform: execute-api:Invoke'))
      return null;
    return {
      confidence: 0.93,
      evidence: [cut(outcome.message, 200)],
      facts: { isAnonymous: outcome.message.includes('User: anonymous') },
    };
  },
  words: {
    en: ({ isAnonymous }) => ({
      title: isAnonymous
        ? "The API's resource policy does not let this caller in"
        : 'IAM does not let this caller invoke the API',
      why: isAnonymous
        ? "The caller is unsigned, so only the API's own resource policy decides: no statement allows it, or one denies it."
        : "Neither the caller's policies nor the API's resource policy allow execute-api:Invoke here, or one denies it.",
      fix: isAnonymous
        ? 'Correct the resource policy of the API (source IP, VPC endpoint, principal), and deploy: the policy is part of the deployment.'
        : "Allow `execute-api:Invoke` on this method's ARN for the caller.",
    }),
    it: ({ isAnonymous }) => ({
      title: isAnonymous
        ? "La resource policy dell'API non fa entrare questo chiamante"
        : "IAM non permette a questo chiamante di invocare l'API",
      why: isAnonymous
        ? "Il chiamante non è firmato, perciò decide solo la resource policy dell'API: nessuno statement lo ammette, o uno lo nega."
        : "Né le policy del chiamante né la resource policy dell'API consentono qui execute-api:Invoke, oppure una lo nega.",
      fix: isAnonymous
        ? "Correggi la resource policy dell'API (IP di origine, VPC endpoint, principal), ed esegui il deploy: la policy fa parte del deployment."
        : "Consenti al chiamante `execute-api:Invoke` sull'ARN di questo metodo.",
    }),
  },
});
