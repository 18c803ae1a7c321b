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
    const limit = `${outcome.ratePerSecond} requests a second, burst ${outcome.burst}`;
    return { confidence: 0.98, evidence: [`limit: ${limit}`], facts: { isQuota: false, limit } };
  },
  words: {
    en: ({ isQuota, limit }) => ({
      title: isQuota ? "The usage plan's quota is used up" : `The request was throttled: ${limit}`,
      why: isQuota
        ? "The API key's plan allows so many requests a day, week or month."
        : `${limit?.startsWith('0 ') === true ? 'A rate of 0 refuses every request.' : 'More requests came than the stage, method or plan allows.'} The integration was not called.`,
      fix: isQuota
        ? 'Raise the quota of the usage plan, or extend it for the key.'
        : 'Raise the throttling limits of the stage, method or usage plan; clients should try again with back-off.',
    }),
  },
});
