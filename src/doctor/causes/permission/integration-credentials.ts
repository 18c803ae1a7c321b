// The integration names a role that API Gateway may not assume (SPEC §5.1 #7).
import { defineCause } from '../../cause.ts';

export const integrationCredentials = defineCause<{ readonly roleArn: string }>({
  id: 'permission.integration-credentials',
  step: 3,
  match({ outcome }) {
    if (outcome?.kind !== 'role-not-assumable') return null;
    return {
      confidence: 0.97,
      evidence: [`credentials: ${outcome.roleArn}`],
      facts: { roleArn: outcome.roleArn },
    };
  },
  words: {
    en: ({ roleArn }) => ({
      title: "API Gateway may not assume the role in the integration's `credentials`",
      why: `The role ${roleArn} must trust apigateway.amazonaws.com; the answer is a 500, and the function is never called.`,
      fix: 'Let the role trust `apigateway.amazonaws.com` and allow `lambda:InvokeFunction`, or remove `credentials` and use a permission on the function.',
    }),
    it: ({ roleArn }) => ({
      title: "API Gateway non può assumere il ruolo in `credentials` dell'integrazione",
      why: `Il ruolo ${roleArn} deve fidarsi di apigateway.amazonaws.com; la risposta è un 500, e la funzione non viene mai chiamata.`,
      fix: 'Fai sì che il ruolo si fidi di `apigateway.amazonaws.com` e consenta `lambda:InvokeFunction`, oppure togli `credentials` e usa un permesso sulla funzione.',
    }),
  },
});
