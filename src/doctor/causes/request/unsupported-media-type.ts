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
  },
});
