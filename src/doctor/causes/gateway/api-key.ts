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
    const wasSent = subject.request?.hasApiKey ?? subject.text?.hints.has('apiKey') ?? false;
    const stage = subject.api?.stage ?? null;
    return {
      confidence: subject.text === undefined ? 0.97 : subject.text.hints.has('apiKey') ? 0.9 : 0.68,
      evidence: [wasSent ? 'an x-api-key header was sent' : 'no x-api-key header was sent'],
      facts: {
        reason: outcome.reason ?? (wasSent ? 'unclear' : 'missing'),
        stage: stage === null ? 'the stage' : `stage ${stage}`,
      },
    };
  },
  words: {
    en: ({ reason, stage }) => tellEnglish(reason, stage),
    it: ({ reason, stage }) => tellItalian(reason, stage),
  },
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

function tellItalian(reason: Reason, stage: string): Told {
  const toPlan = `Metti la chiave in uno usage plan che comprende ${stage}.`;
  switch (reason) {
    case 'missing':
      return {
        title: 'Il metodo richiede una API key, e la richiesta non ne ha',
        why: "Il metodo ha `apiKeyRequired`; la chiave arriva nell'header `x-api-key`, o dall'authorizer se l'API dice così.",
        fix: 'Manda `x-api-key`, oppure togli il requisito dal metodo ed esegui il deploy.',
      };
    case 'unknown':
      return {
        title: 'La API key non esiste',
        why: "Nessuna API key dell'account ha il valore inviato; conta il suo valore, non il suo id.",
        fix: 'Manda il valore di una chiave esistente, oppure creane una.',
      };
    case 'disabled':
      return {
        title: 'La API key è disabilitata',
        why: 'A una chiave non abilitata si risponde come a una che non esiste.',
        fix: 'Abilita la chiave.',
      };
    case 'no-usage-plan':
      return {
        title: 'La API key non è in nessuno usage plan di questo stage',
        why: 'Una chiave vale per uno stage solo tramite uno usage plan che ha entrambi.',
        fix: toPlan,
      };
    case 'unclear':
      return {
        title: 'La API key non vale per questo stage',
        why: 'Una chiave deve esistere, essere abilitata e stare in uno usage plan che ha questa API e questo stage; a tutti questi casi API Gateway risponde allo stesso modo, 403 Forbidden.',
        fix: toPlan,
      };
  }
}
