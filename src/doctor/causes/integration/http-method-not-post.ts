// The integration calls Lambda with another method than POST (SPEC §5.1 #10, recorded).
import { settingOf } from '../../evidence/template-settings.ts';
import type { TextFacts } from '../../evidence/text-facts.ts';
import { defineCause } from '../../cause.ts';

export const httpMethodNotPost = defineCause<{ readonly method: string }>({
  id: 'integration.http-method-not-post',
  step: null,
  match({ outcome, text }) {
    const shown = text === undefined ? null : methodInTemplate(text);
    if (shown !== null && outcome === undefined && (text?.answer?.status ?? 500) === 500)
      return {
        confidence: 0.9,
        evidence: [`integration httpMethod: ${shown}`],
        facts: { method: shown },
        patch: `-httpMethod: ${shown}\n+httpMethod: POST\n`,
      };
    if (outcome?.kind !== 'integration-method-not-post') return null;
    return {
      confidence: 0.99,
      evidence: [`integration httpMethod: ${outcome.integrationMethod || 'not set'}`],
      facts: { method: outcome.integrationMethod },
      patch: `-httpMethod: ${outcome.integrationMethod}\n+httpMethod: POST\n`,
    };
  },
  words: {
    en: ({ method }) => ({
      title: `The integration calls Lambda with ${method === '' ? 'no method' : method}; Lambda takes POST only`,
      why: "The integration's HTTP method is the one towards Lambda's Invoke API, and always POST, whatever method the client uses. The control plane does not check it; every request answers 500.",
      fix: "Set the integration's `httpMethod` (CloudFormation: `IntegrationHttpMethod`) to POST, and deploy.",
    }),
    it: ({ method }) => ({
      title: `L'integrazione chiama Lambda ${method === '' ? 'senza metodo' : `con ${method}`}; Lambda accetta solo POST`,
      why: "Il metodo HTTP dell'integrazione è quello verso la Invoke API di Lambda, ed è sempre POST, qualunque metodo usi il client. Il control plane non lo controlla; ogni richiesta risponde 500.",
      fix: "Imposta `httpMethod` dell'integrazione (CloudFormation: `IntegrationHttpMethod`) a POST, ed esegui il deploy.",
    }),
  },
});

/** The method towards Lambda that a template sets; null where it is POST or not shown. */
function methodInTemplate({ template }: TextFacts): string | null {
  const own = settingOf(template, 'integrationhttpmethod');
  const isIntegration = /x-amazon-apigateway-integration|aws_proxy|AWS_PROXY/.test(template?.text ?? '');
  const method = (own ?? (isIntegration ? settingOf(template, 'httpmethod') : undefined))?.toUpperCase();
  return method !== undefined && /^(?:GET|PUT|DELETE|PATCH|HEAD|OPTIONS|ANY)$/.test(method) ? method : null;
}
