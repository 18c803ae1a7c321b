// Seconds after a deployment or a new permission, before they hold everywhere.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const propagationDelay = defineCause<null>({
  id: 'integration.propagation-delay',
  step: null,
  match({ text, outcome }) {
    if (text === undefined) return null;
    const isTransient =
      text.hints.has('thenWorks') ||
      (text.hints.has('justDeployed') && (text.hints.has('transient') || text.hints.has('works')));
    const isGateway =
      outcome?.kind === 'no-permission' || outcome?.kind === 'function-not-found' || outcome === undefined;
    if (!isTransient || !isGateway) return null;
    return { confidence: 0.78, evidence: [cut(text.words)], facts: null };
  },
  words: {
    en: () => ({
      title: 'The deployment had not reached every part of the service yet',
      why: 'New permissions, functions and deployments hold after some seconds; requests in between fail with 500 or 403, and the same request works later without any change.',
      fix: 'Try again with back-off, and let a deployment pipeline wait until a request succeeds before it counts the deployment as done.',
    }),
    it: () => ({
      title: 'Il deployment non aveva ancora raggiunto ogni parte del servizio',
      why: 'Permessi, funzioni e deployment nuovi valgono dopo qualche secondo; le richieste nel frattempo falliscono con 500 o 403, e la stessa richiesta più tardi funziona senza alcuna modifica.',
      fix: 'Riprova con back-off, e fai aspettare alla pipeline una richiesta riuscita prima di considerare concluso il deploy.',
    }),
  },
});
