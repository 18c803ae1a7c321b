// Methods and their authorizers: of the same API, and of a kind that fits.
import type { Language, Told } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { defineObservation } from '../observation.ts';
import { placeOf, quoted, type MethodInTemplate, type TemplateFacts } from './facts.ts';

type Fault = 'none' | 'other-api' | 'other-kind' | 'identity-source';

interface Facts {
  readonly fault: Fault;
  readonly method: string;
  readonly authorizer: string;
}

const miswired = defineObservation<Facts>({
  id: 'integration.authorizer-failure',
  step: null,
  words: {
    en: ({ fault, method, authorizer }): Told => {
      switch (fault) {
        case 'none':
          return {
            title: `${method} wants an authorizer and names none`,
            why: 'With AuthorizationType CUSTOM or COGNITO_USER_POOLS a method needs AuthorizerId; without it the deployment is refused.',
            fix: 'Set AuthorizerId, or AuthorizationType NONE.',
          };
        case 'other-api':
          return {
            title: `${method} names ${authorizer}, which belongs to another API`,
            why: 'An authorizer exists within one API only; another API’s methods cannot name it.',
            fix: 'Give each API an authorizer of its own; both may call the same function.',
          };
        case 'other-kind':
          return {
            title: `${method} and ${authorizer} are of different kinds`,
            why: 'AuthorizationType CUSTOM goes with authorizers of type TOKEN and REQUEST, COGNITO_USER_POOLS with those of its own type.',
            fix: 'Make AuthorizationType and the type of the authorizer agree.',
          };
        case 'identity-source':
          return {
            title: `${authorizer} does not say where the token stands`,
            why: 'An authorizer of type TOKEN needs one identity source, `method.request.header.NAME`; a request without it is refused with 401 before the function is asked.',
            fix: 'Set IdentitySource to `method.request.header.Authorization`.',
          };
      }
    },
    it: ({ fault, method, authorizer }): Told => {
      switch (fault) {
        case 'none':
          return {
            title: `${method} vuole un authorizer e non ne nomina nessuno`,
            why: 'Con AuthorizationType CUSTOM o COGNITO_USER_POOLS un metodo ha bisogno di AuthorizerId; senza, il deployment viene rifiutato.',
            fix: 'Imposta AuthorizerId, oppure AuthorizationType NONE.',
          };
        case 'other-api':
          return {
            title: `${method} nomina ${authorizer}, che appartiene a un’altra API`,
            why: 'Un authorizer esiste all’interno di una sola API; i metodi di un’altra non possono nominarlo.',
            fix: 'Dai a ogni API il proprio authorizer; possono chiamare entrambi la stessa funzione.',
          };
        case 'other-kind':
          return {
            title: `${method} e ${authorizer} sono di tipi diversi`,
            why: 'AuthorizationType CUSTOM va con gli authorizer di tipo TOKEN e REQUEST, COGNITO_USER_POOLS con quelli del proprio tipo.',
            fix: 'Fai coincidere AuthorizationType e il tipo dell’authorizer.',
          };
        case 'identity-source':
          return {
            title: `${authorizer} non dice dove si trova il token`,
            why: 'Un authorizer di tipo TOKEN ha bisogno di una identity source, `method.request.header.NOME`; una richiesta che non la porta riceve un 401 prima che la funzione sia chiamata.',
            fix: 'Imposta IdentitySource a `method.request.header.Authorization`.',
          };
      }
    },
  },
});

export function examineAuthorizers(facts: TemplateFacts, language: Language): readonly Finding[] {
  const ofMethods = facts.methods.flatMap((method) => {
    const found = faultOf(facts, method);
    if (found === null) return [];
    const { fault, authorizer } = found;
    const property = fault === 'other-kind' ? 'AuthorizationType' : 'AuthorizerId';
    return [
      miswired(
        { confidence: 0.9, evidence: quoted(method, property), place: placeOf(method, property) },
        { fault, method: method.logicalId, authorizer },
        language,
      ),
    ];
  });
  const ofAuthorizers = facts.authorizers
    .filter(({ type, identitySource }) => type === 'TOKEN' && identitySource === null)
    .map((authorizer) =>
      miswired(
        { confidence: 0.85, evidence: quoted(authorizer), place: placeOf(authorizer) },
        { fault: 'identity-source', method: '', authorizer: authorizer.logicalId },
        language,
      ),
    );
  return [...ofMethods, ...ofAuthorizers];
}

function faultOf(
  { authorizers }: TemplateFacts,
  { authorization, hasAuthorizer, authorizer, api }: MethodInTemplate,
): { readonly fault: Fault; readonly authorizer: string } | null {
  const isCustom = authorization === 'CUSTOM';
  if (!isCustom && authorization !== 'COGNITO_USER_POOLS') return null;
  if (!hasAuthorizer) return { fault: 'none', authorizer: '' };
  const named = authorizers.find(({ logicalId }) => logicalId === authorizer);
  if (named === undefined) return null;
  if (named.api !== api) return { fault: 'other-api', authorizer: named.logicalId };
  return (named.type === 'COGNITO_USER_POOLS') === isCustom
    ? { fault: 'other-kind', authorizer: named.logicalId }
    : null;
}
