// The method wants an API key, and none that counts came (SPEC §1.8).
import { defineCause } from '../../cause.ts';

export const apiKey = defineCause<{ readonly wasSent: boolean; readonly stage: string | null }>({
  id: 'gateway.api-key',
  step: null,
  match(subject) {
    if (subject.outcome?.kind !== 'api-key-invalid') return null;
    const wasSent = subject.request?.hasApiKey ?? false;
    return {
      confidence: 0.97,
      evidence: [wasSent ? 'an x-api-key header was sent' : 'no x-api-key header was sent'],
      facts: { wasSent, stage: subject.api?.stage ?? null },
    };
  },
  words: {
    en: ({ wasSent, stage }) => ({
      title: wasSent
        ? 'The API key does not count for this stage'
        : 'The method needs an API key, and the request has none',
      why: wasSent
        ? 'A key must exist, be enabled and be in a usage plan that has this API and stage; API Gateway answers 403 Forbidden to all of these alike.'
        : 'The method has `apiKeyRequired`; the key comes in the header `x-api-key`.',
      fix: wasSent
        ? `Put the key into a usage plan that has ${stage === null ? 'the stage' : `stage ${stage}`}.`
        : 'Send `x-api-key`, or take the requirement off the method and deploy.',
    }),
  },
});
