// The function was slower than the integration's time-out; it goes on running (SPEC §5.1 #4, §12.7).
import { integrationTimeoutMsMax } from '../../../core/limits.ts';
import { defineCause } from '../../cause.ts';
import { handlerOutline } from '../../source/handler.ts';
import { placeAt } from '../../source/violation-place.ts';
import { duration } from '../../words.ts';

interface Facts {
  readonly timeoutMs: number;
  readonly functionTimeoutSeconds: number | null;
}

export const integrationTimeout = defineCause<Facts>({
  id: 'integration.timeout',
  step: 1,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'integration-timeout') return null;
    const seconds = subject.function?.timeoutSeconds ?? null;
    return {
      // A function that ends by its own time-out was not slow: it hung, and that is the cause of both.
      confidence: subject.text?.lines.some((line) => line.includes('Task timed out')) === true ? 0.78 : 0.98,
      evidence: [
        `no answer from the function after ${duration(outcome.timeoutMs)}`,
        ...(seconds === null ? [] : [`the function's own time-out is ${duration(seconds * 1000)}`]),
      ],
      facts: { timeoutMs: outcome.timeoutMs, functionTimeoutSeconds: seconds },
      place() {
        const outline = handlerOutline(subject);
        return outline === null || subject.source === undefined
          ? null
          : placeAt(subject.source, outline.path, outline.at, null);
      },
    };
  },
  words: {
    en: ({ timeoutMs, functionTimeoutSeconds }) => ({
      title: `API Gateway gave up waiting after ${duration(timeoutMs)}; the function goes on`,
      why: `${functionTimeoutSeconds === null ? 'The function may run longer' : `The function may run ${duration(functionTimeoutSeconds * 1000)}, longer`} than the integration waits. Its work is not undone: it runs on, is paid for, and a client that tries again starts it anew.`,
      fix: `Answer at once and do the work elsewhere (a queue, Step Functions), or make it faster.${timeoutMs < integrationTimeoutMsMax ? ` The integration's time-out can be raised to ${duration(integrationTimeoutMsMax)}.` : ''} Set the function's own time-out below the integration's.`,
    }),
    it: ({ timeoutMs, functionTimeoutSeconds }) => ({
      title: `API Gateway ha smesso di aspettare dopo ${duration(timeoutMs)}; la funzione continua`,
      why: `${functionTimeoutSeconds === null ? 'La funzione può durare più' : `La funzione può durare ${duration(functionTimeoutSeconds * 1000)}, più`} di quanto l'integrazione aspetti. Il suo lavoro non viene annullato: continua, si paga, e un client che ritenta lo fa ricominciare.`,
      fix: `Rispondi subito e fai il lavoro altrove (una coda, Step Functions), oppure rendilo più veloce.${timeoutMs < integrationTimeoutMsMax ? ` Il timeout dell'integrazione può essere alzato a ${duration(integrationTimeoutMsMax)}.` : ''} Imposta il timeout della funzione sotto quello dell'integrazione.`,
    }),
  },
});
