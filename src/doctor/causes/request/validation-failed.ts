// The method's request validator refused the request. Not in the taxonomy of reported cases (SPEC §1.9).
import { defineCause, type Told } from '../../cause.ts';
import { cut, listed } from '../../words.ts';
import { elenco } from '../../words-italian.ts';

type Facts =
  | { readonly of: 'body'; readonly error: string; readonly contentType: string }
  | { readonly of: 'parameters'; readonly missing: readonly string[] };

export const validationFailed = defineCause<Facts>({
  id: 'request.validation-failed',
  step: null,
  match({ outcome }) {
    if (outcome?.kind === 'bad-request-body') {
      return {
        confidence: 0.98,
        evidence: [cut(outcome.validationError)],
        facts: { of: 'body', error: outcome.validationError, contentType: outcome.contentType },
      };
    }
    if (outcome?.kind !== 'bad-request-parameters') return null;
    return {
      confidence: 0.98,
      evidence: [`missing: ${outcome.missing.join(', ')}`],
      facts: { of: 'parameters', missing: outcome.missing },
    };
  },
  words: { en: (facts) => tellEnglish(facts), it: (facts) => tellItalian(facts) },
});

function tellEnglish(facts: Facts): Told {
  if (facts.of === 'parameters') {
    return {
      title: `The request lacks ${listed(facts.missing.map((name) => `\`${name}\``))}`,
      why: 'The method marks these parameters as required, and its validator checks that each is there and not blank.',
      fix: "Send them, or make them optional in the method's request parameters and deploy.",
    };
  }
  return {
    title: "The request body does not fit the method's model",
    why: `The model for ${facts.contentType} refused it: ${cut(facts.error, 200)}.`,
    fix: 'Send a body that fits, or correct the model and deploy.',
  };
}

function tellItalian(facts: Facts): Told {
  if (facts.of === 'parameters') {
    return {
      title: `Nella richiesta ${facts.missing.length === 1 ? 'manca' : 'mancano'} ${elenco(facts.missing.map((name) => `\`${name}\``))}`,
      why: 'Il metodo segna questi parametri come obbligatori, e il suo validator controlla che ciascuno ci sia e non sia vuoto.',
      fix: 'Mandali, oppure rendili facoltativi nei request parameter del metodo ed esegui il deploy.',
    };
  }
  return {
    title: 'Il body della richiesta non è conforme al model del metodo',
    why: `Il model per ${facts.contentType} lo ha rifiutato: ${cut(facts.error, 200)}.`,
    fix: 'Manda un body conforme, oppure correggi il model ed esegui il deploy.',
  };
}
