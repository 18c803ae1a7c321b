// The integration is a custom one, and the code expects the event of a proxy integration (or the other way round).
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import { missingValue } from '../runtime/missing-value.ts';

export const nonProxy = defineCause<{ readonly field: string | null; readonly isConfigured: boolean }>({
  id: 'integration.non-proxy',
  step: null,
  match(subject) {
    const fault = faultOf(subject);
    const missing = fault === null ? null : missingValue(subject, fault);
    const field = missing?.of === 'event' ? missing.field.split('.')[0]! : adapterKey(fault);
    const isConfigured = isNonProxy(subject);
    // Both payload formats have `requestContext`: an event without it came from no proxy integration at all.
    const lacksContext =
      field === 'requestPath' ||
      (field === 'requestContext' && missing?.of === 'event' && !missing.field.includes('.'));
    if (fault === null || field === null || !(isConfigured || lacksContext)) return null;
    const { text } = subject;
    const cameThroughGateway =
      text !== undefined &&
      (text.answer !== null || text.gatewayLines.length > 0 || subject.request !== undefined);
    return {
      confidence: isConfigured ? 0.96 : cameThroughGateway ? 0.93 : 0.7,
      evidence: [
        cut(faultText(fault)),
        ...(isConfigured ? ['the integration is a custom one (AWS, not AWS_PROXY)'] : []),
      ],
      facts: { field, isConfigured },
    };
  },
  words: {
    en: ({ field, isConfigured }) => ({
      title: `The event has no \`${field ?? 'requestContext'}\`: ${isConfigured ? 'the integration is not a proxy integration' : 'it did not come from a proxy integration'}`,
      why: 'A custom (AWS) integration sends what its mapping template makes of the request, by default the bare body; only AWS_PROXY sends the event that web adapters read.',
      fix: 'Set the integration to AWS_PROXY (Serverless Framework: `integration: lambda-proxy`, or leave `integration` out), and deploy; or give a proxy event to a test.',
    }),
    it: ({ field, isConfigured }) => ({
      title: `L'evento non ha \`${field ?? 'requestContext'}\`: ${isConfigured ? "l'integrazione non è una proxy integration" : 'non viene da una proxy integration'}`,
      why: "Un'integrazione personalizzata (AWS) manda ciò che il suo mapping template fa della richiesta, di norma il solo body; solo AWS_PROXY manda l'evento che gli adapter web leggono.",
      fix: "Imposta l'integrazione su AWS_PROXY (Serverless Framework: `integration: lambda-proxy`, oppure ometti `integration`), ed esegui il deploy; a un test dai un evento proxy.",
    }),
  },
});

function isNonProxy({ text }: Case): boolean {
  return (
    text?.hints.has('nonProxy') === true ||
    (text?.template?.settings.some(
      ([key, value]) =>
        (key === 'integration' && /^lambda\b(?!.?proxy)/i.test(value)) ||
        (key === 'type' && /^AWS$/.test(value)) ||
        (key === 'integrationtype' && /^AWS$/.test(value)) ||
        (key === 'proxy' && /^false$/i.test(value)),
    ) ??
      false)
  );
}

/** What Serverless Framework's mapping template for `integration: lambda` names, and adapters read of it. */
function adapterKey(fault: ReturnType<typeof faultOf>): string | null {
  return fault?.type === 'KeyError' && /^['"]?requestPath['"]?$/.test(fault.message) ? 'requestPath' : null;
}
