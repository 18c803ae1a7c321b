// Malformed, but the payload was never captured: which field it is cannot be told.
import { defineCause } from '../../cause.ts';

export const malformedUnspecified = defineCause({
  id: 'response.malformed-unspecified',
  step: 2,
  match({ outcome }) {
    if (outcome?.kind !== 'malformed-output' || outcome.violations.length > 0) return null;
    return { confidence: 0.5, evidence: ['Malformed Lambda proxy response'], facts: null };
  },
  words: {
    en: () => ({
      title: "The function's output does not fit what API Gateway takes",
      why: 'The output itself was not recorded, so which field is wrong cannot be told.',
      fix: 'Turn on data trace for the stage, or run the method once with TestInvokeMethod, and look at "Endpoint response body before transformations".',
    }),
  },
});
