// The function's role may not do what the code asks of another service.
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';

interface Facts {
  readonly action: string | null;
  readonly resource: string | null;
}

export const iamDenied = defineCause<Facts>({
  id: 'runtime.iam-denied',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const denied =
      /not authorized to perform: (?<action>[\w-]+:[\w*]+)(?: on resource: (?<resource>\S+))?/.exec(
        fault.message,
      )?.groups;
    const isDenied =
      denied !== undefined ||
      /AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized(?!Exception$)/.test(
        fault.type ?? '',
      ) ||
      /\((?:AccessDenied\w*|UnauthorizedOperation|UnauthorizedAccess|AuthorizationError|403)\)(?: when calling|.{0,60}Access Denied)|\bAccessDeniedException\b|Status Code: 403;.{0,40}AccessDenied/.test(
        faultText(fault),
      );
    if (!isDenied) return null;
    return {
      confidence: denied === undefined ? 0.85 : 0.97,
      evidence: [cut(faultText(fault))],
      facts: { action: denied?.['action'] ?? null, resource: denied?.['resource'] ?? null },
      place: () => faultPlace(subject, fault),
    };
  },
  words: {
    en: ({ action, resource }) => ({
      title: `The function's role may not ${action === null ? 'do what the code asks' : `\`${action}\``}`,
      why: `The call went out under the function's execution role, and IAM refused it${resource === null ? '' : ` on ${resource}`}.`,
      fix: `Allow ${action === null ? 'the action' : `\`${action}\``} in the policies of the function's role.`,
    }),
    it: ({ action, resource }) => ({
      title: `Il ruolo della funzione non può ${action === null ? 'fare ciò che il codice chiede' : `eseguire \`${action}\``}`,
      why: `La chiamata è partita con l'execution role della funzione, e IAM l'ha rifiutata${resource === null ? '' : ` su ${resource}`}.`,
      fix: `Consenti ${action === null ? "l'azione" : `\`${action}\``} nelle policy del ruolo della funzione.`,
    }),
  },
});
