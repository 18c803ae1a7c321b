// A statement for API Gateway exists, but for another API, stage, method or path (SPEC §9.1).
import type { PolicyMismatch } from '../../../policy/policy.ts';
import { defineCause } from '../../cause.ts';
import { listed } from '../../words.ts';
import { hasGatewayStatement, qualifierOf, refusalOf, remedy, whyFiveHundred } from './permission.ts';

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
      title: `The permission "${sid}" is for another ${listed(mismatches.map(({ part }) => nameOf(part)))}`,
      why: `${mismatches.map((mismatch) => reason(mismatch, isTest)).join(' ')} ${whyFiveHundred}`,
      fix: 'Widen the SourceArn of the statement, or add one for this route.',
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
