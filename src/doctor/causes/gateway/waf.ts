// AWS WAF blocked the request. Not in the taxonomy of reported cases (SPEC §5.2).
import { defineCause } from '../../cause.ts';

export const waf = defineCause<null>({
  id: 'gateway.waf',
  step: null,
  match({ outcome }) {
    return outcome?.kind === 'waf-filtered'
      ? { confidence: 0.95, evidence: ['Forbidden, by a rule of the web ACL'], facts: null }
      : null;
  },
  words: {
    en: () => ({
      title: "A rule of the stage's web ACL (AWS WAF) blocked the request",
      why: 'WAF decides before authorizers and keys; the answer is 403 Forbidden.',
      fix: "Find the rule in the web ACL's sampled requests, and make an exception or set it to Count.",
    }),
    it: () => ({
      title: 'Una regola della web ACL dello stage (AWS WAF) ha bloccato la richiesta',
      why: 'WAF decide prima di authorizer e chiavi; la risposta è 403 Forbidden.',
      fix: "Trova la regola tra le sampled requests della web ACL, e fai un'eccezione oppure mettila su Count.",
    }),
  },
});
