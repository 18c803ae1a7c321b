// The function itself answered 5xx: nothing of API Gateway's making (SPEC §12.10).
import { defineCause } from '../../cause.ts';
import { ownMessages } from '../../function-log.ts';
import { cut } from '../../words.ts';

/** A chosen answer: `ok` is no fault of the gateway's, but a bare 502 without a word would look like one. */
export const downstreamError = defineCause<{ readonly status: number }>({
  id: 'runtime.downstream-error',
  step: 6,
  match(subject) {
    const { outcome, responseStatus } = subject;
    if (
      outcome?.kind !== 'ok' ||
      responseStatus === undefined ||
      responseStatus < 500 ||
      subject.integration?.functionArn === undefined
    )
      return null;
    const last = ownMessages(subject).findLast((line) => /error|exception|fail/i.test(line));
    return {
      confidence: last === undefined ? 0.6 : 0.75,
      evidence: [
        `the function returned statusCode ${responseStatus}`,
        ...(last === undefined ? [] : [cut(last)]),
      ],
      facts: { status: responseStatus },
    };
  },
  words: {
    en: ({ status }) => ({
      title: `The function itself answered ${status}; API Gateway passed it on`,
      why: "The response has no `x-amzn-ErrorType` header, which every error of API Gateway's own carries.",
      fix: "Look into the function's log for what it ran into.",
    }),
  },
});
