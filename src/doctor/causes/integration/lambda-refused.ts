// Lambda refused the invocation for a reason no other cause covers. Not in the taxonomy of reported cases (SPEC §5.1 #12).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const lambdaRefused = defineCause<{ readonly message: string }>({
  id: 'integration.lambda-refused',
  step: 1,
  fallback: true,
  match({ outcome }) {
    if (outcome?.kind !== 'lambda-refused') return null;
    return {
      confidence: 0.7,
      evidence: [`Invoke answered ${outcome.status}: ${cut(outcome.message)}`],
      facts: { message: cut(outcome.message, 100) },
    };
  },
  words: {
    en: ({ message }) => ({
      title: `Lambda refused to run the function: ${message}`,
      why: "The invocation failed before the function's code ran, so its log has nothing.",
      fix: "Look at the function's configuration and state (`aws lambda get-function-configuration`).",
    }),
    it: ({ message }) => ({
      title: `Lambda ha rifiutato di eseguire la funzione: ${message}`,
      why: "L'invocazione è fallita prima che partisse il codice della funzione, perciò il suo log non ha nulla.",
      fix: 'Guarda la configurazione e lo stato della funzione (`aws lambda get-function-configuration`).',
    }),
  },
});
