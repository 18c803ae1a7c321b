// The HTTP backend's certificate does not hold. Not in the taxonomy of reported cases.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const endpointTls = defineCause<{ readonly detail: string }>({
  id: 'integration.endpoint-tls',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'endpoint-tls-failed') return null;
    const detail = cut(outcome.detail ?? 'General SSLEngine problem', 200);
    return { confidence: 0.9, evidence: [detail], facts: { detail } };
  },
  words: {
    en: ({ detail }) => ({
      title: `The backend's certificate is not accepted: ${detail}`,
      why: 'API Gateway takes certificates of public authorities only, with a full chain and the right host name.',
      fix: 'Give the backend such a certificate, or set tlsConfig.insecureSkipVerification on the integration.',
    }),
    it: ({ detail }) => ({
      title: `Il certificato del backend non è accettato: ${detail}`,
      why: 'API Gateway accetta solo certificati di autorità pubbliche, con la catena completa e il nome host giusto.',
      fix: "Dai al backend un certificato così, oppure imposta tlsConfig.insecureSkipVerification sull'integrazione.",
    }),
  },
});
