// A mapping template read the request's body as JSON, which it is not. Not in the taxonomy of reported cases.
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const bodyNotJson = defineCause<{ readonly detail: string }>({
  id: 'request.body-not-json',
  step: null,
  match({ outcome }) {
    if (outcome?.kind !== 'request-body-not-json') return null;
    const detail = cut(outcome.detail ?? '', 200);
    return { confidence: 0.95, evidence: [detail], facts: { detail } };
  },
  words: {
    en: ({ detail }) => ({
      title: `The request's body is no JSON: ${detail}`,
      why: 'The mapping template reads the body with $input.json or $input.path, and its Content-Type says JSON.',
      fix: 'Send valid JSON, or another Content-Type with a template of its own.',
    }),
  },
});
