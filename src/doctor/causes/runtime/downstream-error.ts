// The function itself answered 5xx: nothing of API Gateway's making (SPEC §12.10).
import type { Case } from '../../case.ts';
import { defineCause, type Match } from '../../cause.ts';
import { ownMessages } from '../../function-log.ts';
import { cut } from '../../words.ts';

/** A chosen answer: `ok` is no fault of the gateway's, but a bare 502 without a word would look like one. */
export const downstreamError = defineCause<{ readonly status: number }>({
  id: 'runtime.downstream-error',
  step: 6,
  match(subject) {
    const { outcome, responseStatus } = subject;
    const passedOn = subject.text === undefined ? null : loggedFailure(subject);
    if (passedOn !== null) return passedOn;
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
    it: ({ status }) => ({
      title: `È la funzione stessa ad aver risposto ${status}; API Gateway l'ha passato oltre`,
      why: "La risposta non ha l'header `x-amzn-ErrorType`, che ogni errore di API Gateway stesso porta.",
      fix: 'Guarda nel log della funzione in che cosa si è imbattuta.',
    }),
  },
});

/** The status is not one the gateway makes of a failed function, and the log has a service's error that the code caught. */
function loggedFailure(subject: Case): Match<{ readonly status: number }> | null {
  const { text, outcome } = subject;
  const answer = text?.answer ?? null;
  if (
    answer === null ||
    answer.status === null ||
    answer.status < 500 ||
    answer.status === 502 ||
    outcome !== undefined
  )
    return null;
  if (/^Internal [Ss]erver [Ee]rror$/.test(answer.message ?? '')) return null;
  if (
    text!.lines.some((line) =>
      /\[ERROR\]|Runtime\.\w+|Invoke Error|Uncaught Exception|Task timed out|errorType|errorMessage/.test(
        line,
      ),
    )
  )
    return null;
  const caught = text!.lines.find((line) =>
    /TooManyRequests|Throttl|Rate exceeded|ECONNREFUSED|ECONNRESET|ServiceUnavailable|upstream|ProvisionedThroughput|Exception: |Exception\b.*:/i.test(
      line,
    ),
  );
  if (caught === undefined) return null;
  return {
    confidence: 0.86,
    evidence: [cut(caught), `the answer has status ${answer.status}`],
    facts: { status: answer.status },
  };
}
