// No mapping template fits the request's Content-Type (non-proxy). Not in the taxonomy of reported cases (SPEC §5.2).
import { defineCause } from '../../cause.ts';

export const unsupportedMediaType = defineCause<{ readonly contentType: string | null }>({
  id: 'request.unsupported-media-type',
  step: null,
  match(subject) {
    if (subject.outcome?.kind !== 'unsupported-media-type') return null;
    const contentType = subject.request?.contentType ?? null;
    return { confidence: 0.97, evidence: [`Content-Type: ${contentType ?? 'none'}`], facts: { contentType } };
  },
  words: {
    en: ({ contentType }) => ({
      title: `The integration has no template for ${contentType === null ? 'a request without Content-Type' : contentType}`,
      why: 'Its passthrough behaviour refuses content types without a mapping template.',
      fix: 'Send a content type that has a template, add a template, or use Lambda proxy integration.',
    }),
    it: ({ contentType }) => ({
      title: `L'integrazione non ha un template per ${contentType === null ? 'una richiesta senza Content-Type' : contentType}`,
      why: 'Il suo passthrough behavior rifiuta i content type senza un mapping template.',
      fix: 'Manda un content type che ha un template, aggiungi un template, oppure usa la Lambda proxy integration.',
    }),
  },
});
