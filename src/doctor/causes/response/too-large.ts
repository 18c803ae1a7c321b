// The function's result is larger than Lambda hands on (SPEC §9.6, §10).
import { defineCause } from '../../cause.ts';
import { invokeResponseBytesMax } from '../../../core/limits.ts';
import { cut } from '../../words.ts';

export const tooLarge = defineCause({
  id: 'response.too-large',
  step: 6,
  match({ outcome }) {
    const isTooLarge =
      outcome?.kind === 'function-response-too-large' ||
      (outcome?.kind === 'function-error' &&
        (outcome.errorType === 'Function.ResponseSizeTooLarge' ||
          outcome.errorMessage.includes('exceeded maximum allowed payload size')));
    if (!isTooLarge) return null;
    return { confidence: 0.99, evidence: [cut(outcome.errorMessage)], facts: null };
  },
  words: {
    en: () => ({
      title: 'The response is larger than 6 MB',
      why: `Lambda hands on at most ${invokeResponseBytesMax.toLocaleString('en-US')} bytes of result, escapes in the JSON and base64 (a third more) counted. The handler itself may well have logged success.`,
      fix: 'Return the data in pages, or put it into S3 and answer with a presigned URL.',
    }),
  },
});
