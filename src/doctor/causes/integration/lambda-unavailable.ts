// Lambda itself, or the way to it, failed. Not in the taxonomy of reported cases (SPEC §5.1 #8, #9).
import { defineCause } from '../../cause.ts';

export const lambdaUnavailable = defineCause<null>({
  id: 'integration.lambda-unavailable',
  step: 1,
  match({ outcome }) {
    if (outcome?.kind === 'lambda-service-error')
      return { confidence: 0.9, evidence: [`Lambda answered ${outcome.status}`], facts: null };
    if (outcome?.kind === 'integration-network-error')
      return {
        confidence: 0.9,
        evidence: [`network error communicating with the endpoint${outcome.detail}`],
        facts: null,
      };
    return null;
  },
  words: {
    en: () => ({
      title: 'Lambda could not be reached, or failed by itself',
      why: 'The function was not the cause: the Invoke API or the connection to it failed.',
      fix: 'Try again with back-off; if it lasts, look at the AWS Health Dashboard.',
    }),
    it: () => ({
      title: 'Lambda non era raggiungibile, oppure ha avuto un guasto proprio',
      why: 'La causa non è la funzione: è fallita la Invoke API, o la connessione verso di essa.',
      fix: "Riprova con back-off; se continua, guarda l'AWS Health Dashboard.",
    }),
  },
});
