// API Gateway's own throttle or a usage plan's quota: 429 (SPEC §1.8, §10).
import { defineCause } from '../../cause.ts';

interface Facts {
  readonly isQuota: boolean;
  readonly limit: string | null;
}

export const gatewayThrottled = defineCause<Facts>({
  id: 'gateway.throttled',
  step: null,
  match({ outcome }) {
    if (outcome?.kind === 'quota-exceeded')
      return { confidence: 0.98, evidence: ['Limit Exceeded'], facts: { isQuota: true, limit: null } };
    if (outcome?.kind !== 'throttled') return null;
    // A log or an answer does not tell the limit.
    if (Number.isNaN(outcome.ratePerSecond))
      return { confidence: 0.9, evidence: ['Too Many Requests'], facts: { isQuota: false, limit: null } };
    const limit = `${outcome.ratePerSecond} requests a second, burst ${outcome.burst}`;
    return { confidence: 0.98, evidence: [`limit: ${limit}`], facts: { isQuota: false, limit } };
  },
  words: {
    en: ({ isQuota, limit }) => ({
      title: isQuota
        ? "The usage plan's quota is used up"
        : `The request was throttled${limit === null ? '' : `: ${limit}`}`,
      why: isQuota
        ? "The API key's plan allows so many requests a day, week or month."
        : `${limit?.startsWith('0 ') === true ? 'A rate of 0 refuses every request.' : 'More requests came than the stage, method or plan allows.'} The integration was not called.`,
      fix: isQuota
        ? 'Raise the quota of the usage plan, or extend it for the key.'
        : 'Raise the throttling limits of the stage, method or usage plan; clients should try again with back-off.',
    }),
    it: ({ isQuota, limit }) => ({
      title: isQuota
        ? 'La quota dello usage plan è esaurita'
        : `La richiesta è stata limitata (throttling)${limit === null ? '' : `: ${limit}`}`,
      why: isQuota
        ? 'Il piano della API key consente un certo numero di richieste al giorno, alla settimana o al mese.'
        : `${limit?.startsWith('0 ') === true ? 'Un rate di 0 rifiuta ogni richiesta.' : 'Sono arrivate più richieste di quante lo stage, il metodo o il piano ne consentano.'} L'integrazione non è stata chiamata.`,
      fix: isQuota
        ? 'Alza la quota dello usage plan, oppure estendila per la chiave.'
        : 'Alza i limiti di throttling dello stage, del metodo o dello usage plan; i client ritentino con back-off.',
    }),
  },
});
