// A statement for API Gateway exists, but for another API, stage, method or path (SPEC §9.1).
import type { PolicyMismatch } from '../../../policy/policy.ts';
import { defineCause } from '../../cause.ts';
import { listed } from '../../words.ts';
import type { Case } from '../../case.ts';
import type { Match } from '../../cause.ts';
import { settingsOf } from '../../evidence/template-settings.ts';
import {
  hasGatewayStatement,
  isAssumed,
  qualifierOf,
  refusalOf,
  remedy,
  percheCinquecento,
  whyFiveHundred,
  type Refusal,
} from './permission.ts';
import { elenco } from '../../words-italian.ts';

interface Facts {
  readonly sid: string;
  readonly mismatches: readonly PolicyMismatch[];
  readonly isTest: boolean;
}

export const sourceArnMismatch = defineCause<Facts>({
  id: 'permission.source-arn-mismatch',
  step: 3,
  match(subject) {
    const refusal = refusalOf(subject);
    if (refusal !== null && isAssumed(subject)) return assumedMismatch(subject, refusal);
    if (refusal?.closest == null || refusal.reason === 'explicit-deny' || !hasGatewayStatement(refusal))
      return null;
    const { sid, mismatches } = refusal.closest;
    // A statement on another resource is a matter of the qualifier.
    if (mismatches.some(({ part }) => part === 'resource') && qualifierOf(refusal) !== null) return null;
    return {
      confidence: 0.97,
      evidence: [
        ...mismatches.map(
          ({ part, allowed, presented }) =>
            `${nameOf(part)}: statement "${sid}" allows ${allowed}, presented is ${presented}`,
        ),
        `presented: ${refusal.query.sourceArn}`,
      ],
      facts: { sid, mismatches, isTest: subject.request?.isTest ?? false },
      ...remedy(subject, refusal),
    };
  },
  words: {
    en: ({ sid, mismatches, isTest }) => ({
      title:
        mismatches.length === 0
          ? 'The permission is for another API, stage, method or path'
          : `The permission "${sid}" is for another ${listed(mismatches.map(({ part }) => nameOf(part)))}`,
      why: `${mismatches.map((mismatch) => reason(mismatch, isTest)).join(' ')} ${whyFiveHundred}`,
      fix: 'Widen the SourceArn of the statement, or add one for this route.',
    }),
    it: ({ sid, mismatches, isTest }) => ({
      title:
        mismatches.length === 0
          ? "Il permesso è per un'altra API, o per un altro stage, metodo o path"
          : `Il permesso "${sid}" differisce in ${elenco(mismatches.map(({ part }) => parteItaliana(part)))}`,
      why: `${mismatches.map((mismatch) => motivo(mismatch, isTest)).join(' ')} ${percheCinquecento}`,
      fix: 'Allarga il SourceArn dello statement, oppure aggiungine uno per questa route.',
    }),
  },
});

function nameOf(part: PolicyMismatch['part']): string {
  switch (part) {
    case 'api-id':
      return 'API';
    case 'shape':
      return 'form of ARN';
    case 'source-account':
      return 'source account';
    default:
      return part;
  }
}

function reason({ part, allowed, presented }: PolicyMismatch, isTest: boolean): string {
  const differs = `The statement allows ${part === 'api-id' ? 'API' : part} "${allowed}", and API Gateway presents "${presented}".`;
  switch (part) {
    case 'stage':
      return isTest ? `${differs} The console's Test presents the stage test-invoke-stage.` : differs;
    case 'method':
      return presented === 'ANY'
        ? `${differs} For an ANY method that is the literal word ANY, not the verb of the request.`
        : differs;
    case 'path':
      return `${differs} It presents the resource's path, with its {parameters}, not the path of the request.`;
    case 'shape':
      return `${differs} A source ARN reads {api}/{stage}/{METHOD}/{path}; a part left out matches nothing.`;
    default:
      return differs;
  }
}

/** The policy is not at hand: a permission that a template shows, or that other routes profit from, must be for something else. */
function assumedMismatch(subject: Case, refusal: Refusal): Match<Facts> | null {
  const { text, api, request } = subject;
  const shown = settingsOf(text?.template, 'sourcearn');
  const isRootOfProxy = request?.path === '/' && (api?.route?.path.includes('{proxy+}') ?? false);
  const hasPermission =
    shown.length > 0 ||
    /Lambda::Permission|aws_lambda_permission|add-?permission|apigateway\.amazonaws\.com/i.test(
      text?.template?.text ?? '',
    );
  // Statements are written for paths below the root (`/*/GET/items`, `/{proxy+}`), and the root is forgotten.
  const isRoot = request?.path === '/';
  const isToldThere =
    /(?:permission|policy|statement)[^.;]{0,80}(?:exist|is there|does create|create[sd]? (?:a|the)|present|suffix|literal|wrong (?:stage|arn|path|method)|source ?arn)/i.test(
      text?.words ?? '',
    );
  if (!hasPermission && !isRoot && !isToldThere && text?.hints.has('someRoutesWork') !== true) return null;
  return {
    confidence: hasPermission || isRootOfProxy ? 0.86 : isToldThere ? 0.84 : isRoot ? 0.69 : 0.74,
    evidence: [
      ...shown.map((arn) => `SourceArn: ${arn}`),
      ...(isRootOfProxy ? ['the path is `/`, and the method is that of `/{proxy+}`'] : []),
      `presented: ${refusal.query.sourceArn}`,
    ],
    facts: { sid: '', mismatches: [], isTest: request?.isTest ?? false },
    ...remedy(subject, refusal),
  };
}

function parteItaliana(part: PolicyMismatch['part']): string {
  switch (part) {
    case 'api-id':
      return 'API';
    case 'method':
      return 'metodo';
    case 'shape':
      return "forma dell'ARN";
    case 'source-account':
    case 'account':
      return 'account';
    case 'service':
      return 'servizio';
    case 'condition':
      return 'condizione';
    case 'partition':
      return 'partizione';
    default:
      return part;
  }
}

function motivo({ part, allowed, presented }: PolicyMismatch, isTest: boolean): string {
  const differs = `Per ${parteItaliana(part)} lo statement ammette "${allowed}", e API Gateway presenta "${presented}".`;
  switch (part) {
    case 'stage':
      return isTest ? `${differs} Il Test della console presenta lo stage test-invoke-stage.` : differs;
    case 'method':
      return presented === 'ANY'
        ? `${differs} Per un metodo ANY è proprio la parola ANY, non il verbo della richiesta.`
        : differs;
    case 'path':
      return `${differs} Presenta il path della risorsa, con i suoi {parametri}, non quello della richiesta.`;
    case 'shape':
      return `${differs} Un source ARN ha la forma {api}/{stage}/{METODO}/{path}; una parte mancante non corrisponde a nulla.`;
    default:
      return differs;
  }
}
