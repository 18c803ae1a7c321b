// The integration's URI leads to no function. Not in the taxonomy of reported cases (SPEC §5.1 #18).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';
import { stageVariableUnset } from './stage-variable-unset.ts';

export const invalidEndpoint = defineCause<null>({
  id: 'integration.invalid-endpoint',
  step: null,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'invalid-endpoint' || stageVariableUnset.consider(subject) !== null) return null;
    return { confidence: 0.95, evidence: [`integration: ${cut(outcome.uri, 200)}`], facts: null };
  },
  words: {
    en: () => ({
      title: "The integration's URI is not the address of a function",
      why: 'It must read arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations.',
      fix: 'Correct the URI of the integration, and deploy.',
    }),
    it: () => ({
      title: "L'URI dell'integrazione non è l'indirizzo di una funzione",
      why: 'Deve avere la forma arn:aws:apigateway:{regione}:lambda:path/2015-03-31/functions/{ARN della funzione}/invocations.',
      fix: "Correggi l'URI dell'integrazione, ed esegui il deploy.",
    }),
  },
});
