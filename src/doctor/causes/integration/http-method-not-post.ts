// The integration calls Lambda with another method than POST (SPEC §5.1 #10, recorded).
import { defineCause } from '../../cause.ts';

export const httpMethodNotPost = defineCause<{ readonly method: string }>({
  id: 'integration.http-method-not-post',
  step: null,
  match({ outcome }) {
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
  },
});
