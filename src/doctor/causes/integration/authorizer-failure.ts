// The method's Lambda authorizer did not give a usable answer (SPEC §1.7).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const authorizerFailure = defineCause<{ readonly message: string }>({
  id: 'integration.authorizer-failure',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'authorizer-misconfigured' && outcome?.kind !== 'authorizer-failed') return null;
    return {
      confidence: 0.95,
      evidence: [cut(outcome.message)],
      facts: { message: cut(outcome.message, 100) },
    };
  },
  words: {
    en: ({ message }) => ({
      title: `The authorizer did not answer as it must: ${message}`,
      why: 'Whatever goes wrong in an authorizer, an error, a time-out, a missing permission or an answer of another shape, is a 500 with `{"message":null}`.',
      fix: 'Return `{ principalId, policyDocument }` with an Allow or Deny for execute-api:Invoke; to answer 401, fail with exactly the message "Unauthorized".',
    }),
    it: ({ message }) => ({
      title: `L'authorizer non ha risposto come deve: ${message}`,
      why: 'Qualunque cosa vada storta in un authorizer, un errore, un timeout, un permesso mancante o una risposta di altra forma, è un 500 con `{"message":null}`.',
      fix: 'Restituisci `{ principalId, policyDocument }` con un Allow o un Deny per execute-api:Invoke; per rispondere 401, fallisci con il messaggio esatto "Unauthorized".',
    }),
  },
});
