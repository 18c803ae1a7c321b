// The method uses AWS_IAM, and the request's signature does not hold. Not in the taxonomy of reported cases (SPEC §5.2).
import { defineCause, type Told } from '../../cause.ts';
import { cut } from '../../words.ts';

type How = 'missing' | 'invalid' | 'expired' | 'unknown-key';

export const iamSignature = defineCause<{ readonly how: How }>({
  id: 'gateway.iam-signature',
  step: null,
  match({ outcome, request, api, text }) {
    switch (outcome?.kind) {
      case 'missing-authentication-token':
        return { confidence: 0.97, evidence: ['the request is not signed'], facts: { how: 'missing' } };
      case 'incomplete-signature':
        // Said of a request that no route serves: integration.route-not-found tells of it.
        if (
          text !== undefined &&
          /Authorization=(?:Bearer|Basic|Token|eyJ)|key=value pair/i.test(outcome.message)
        )
          return null;
        if (request !== undefined && api !== undefined && api.route === undefined) return null;
        return { confidence: 0.97, evidence: [cut(outcome.message)], facts: { how: 'invalid' } };
      case 'invalid-signature':
        return { confidence: 0.97, evidence: [cut(outcome.message)], facts: { how: 'invalid' } };
      case 'expired-token':
        return { confidence: 0.97, evidence: ['the security token is expired'], facts: { how: 'expired' } };
      case 'unrecognized-client':
        return { confidence: 0.95, evidence: ['the access key is not known'], facts: { how: 'unknown-key' } };
      default:
        return null;
    }
  },
  words: { en: ({ how }) => tellEnglish(how), it: ({ how }) => tellItalian(how) },
});

function tellEnglish(how: How): Told {
  const why =
    "The method's authorization is AWS_IAM: every request must be signed (Signature Version 4) for the service execute-api.";
  switch (how) {
    case 'missing':
      return {
        title: 'The method wants a signed request, and this one is not',
        why,
        fix: "Sign the request, or set the method's authorization to NONE and deploy.",
      };
    case 'invalid':
      return {
        title: "The request's signature does not fit the request",
        why,
        fix: "Sign for service execute-api and the API's region, over exactly the path, query and body that are sent; check the clock.",
      };
    case 'expired':
      return { title: "The request's session token has expired", why, fix: 'Get new temporary credentials.' };
    case 'unknown-key':
      return {
        title: 'The request is signed with an access key that is not known',
        why,
        fix: 'Sign with credentials of an account that may call the API.',
      };
  }
}

function tellItalian(how: How): Told {
  const why =
    "L'autorizzazione del metodo è AWS_IAM: ogni richiesta dev'essere firmata (Signature Version 4) per il servizio execute-api.";
  switch (how) {
    case 'missing':
      return {
        title: 'Il metodo vuole una richiesta firmata, e questa non lo è',
        why,
        fix: "Firma la richiesta, oppure imposta l'autorizzazione del metodo a NONE ed esegui il deploy.",
      };
    case 'invalid':
      return {
        title: 'La firma della richiesta non corrisponde alla richiesta',
        why,
        fix: "Firma per il servizio execute-api e la regione dell'API, esattamente sul path, la query e il body inviati; controlla l'orologio.",
      };
    case 'expired':
      return {
        title: 'Il session token della richiesta è scaduto',
        why,
        fix: 'Procurati nuove credenziali temporanee.',
      };
    case 'unknown-key':
      return {
        title: 'La richiesta è firmata con una access key sconosciuta',
        why,
        fix: "Firma con le credenziali di un account che può chiamare l'API.",
      };
  }
}
