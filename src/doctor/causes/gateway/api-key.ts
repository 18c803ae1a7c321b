// The method wants an API key, and none that counts came (SPEC §1.8).
import { defineCause, type Told } from '../../cause.ts';

/** `unclear` where a log is all there is: AWS answers alike to all of them. */
type Reason = 'missing' | 'unknown' | 'disabled' | 'no-usage-plan' | 'unclear';

export const apiKey = defineCause<{ readonly reason: Reason; readonly stage: string }>({
  id: 'gateway.api-key',
  step: null,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'api-key-invalid') return null;
    const wasSent = subject.request?.hasApiKey ?? false;
    const stage = subject.api?.stage ?? null;
    return {
      confidence: 0.97,
      evidence: [wasSent ? 'an x-api-key header was sent' : 'no x-api-key header was sent'],
      facts: {
        reason: outcome.reason ?? (wasSent ? 'unclear' : 'missing'),
        stage: stage === null ? 'the stage' : `stage ${stage}`,
      },
    };
  },
  words: { en: ({ reason, stage }) => tellEnglish(reason, stage) },
});

function tellEnglish(reason: Reason, stage: string): Told {
  const toPlan = `Put the key into a usage plan that has ${stage}.`;
  switch (reason) {
    case 'missing':
      return {
        title: 'The method needs an API key, and the request has none',
        why: 'The method has `apiKeyRequired`; the key comes in the header `x-api-key`, or from the authorizer where the API says so.',
        fix: 'Send `x-api-key`, or take the requirement off the method and deploy.',
      };
    case 'unknown':
      return {
        title: 'The API key does not exist',
        why: 'No API key of the account has the value that was sent; what counts is its value, not its id.',
        fix: 'Send the value of an existing key, or create one.',
      };
    case 'disabled':
      return {
        title: 'The API key is disabled',
        why: 'A key that is not enabled is answered like one that does not exist.',
        fix: 'Enable the key.',
      };
    case 'no-usage-plan':
      return {
        title: 'The API key is in no usage plan of this stage',
        why: 'A key counts for a stage only through a usage plan that has both.',
        fix: toPlan,
      };
    case 'unclear':
      return {
        title: 'The API key does not count for this stage',
        why: 'A key must exist, be enabled and be in a usage plan that has this API and stage; API Gateway answers 403 Forbidden to all of these alike.',
        fix: toPlan,
      };
  }
}
