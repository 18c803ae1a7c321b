// A promise that nobody awaited was rejected and ended the process.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf } from '../../fault.ts';
import { logLineWith } from '../../function-log.ts';
import { cut } from '../../words.ts';

export const unhandledRejection = defineCause<{ readonly message: string }>({
  id: 'runtime.unhandled-rejection',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault?.type !== 'Runtime.UnhandledPromiseRejection') return null;
    return {
      confidence: 0.97,
      evidence: [cut(fault.message)],
      facts: { message: cut(fault.message, 80) },
      // The client's own error has its own stack; the reason's is in the log.
      place: () => faultPlace(subject, { ...fault, trace: loggedStack(subject) ?? fault.trace }),
    };
  },
  words: {
    en: ({ message }) => ({
      title: `A promise was rejected that nobody waits for: ${message}`,
      why: 'The promise was started without `await`, `return` or `.catch`; its rejection ends the whole process, and with it the request that happens to run.',
      fix: 'Await or return every promise the handler starts, or give it a `.catch`.',
    }),
  },
});

/** `… ERROR \t Unhandled Promise Rejection \t {"errorType":…,"reason":{…,"stack":[…]}}` (SPEC §9.4). */
function loggedStack(subject: Case): readonly string[] | null {
  const line = logLineWith(subject, 'Unhandled Promise Rejection');
  const json = line?.slice(line.indexOf('{'));
  if (json === undefined) return null;
  try {
    const { reason } = JSON.parse(json) as { readonly reason?: { readonly stack?: unknown } };
    return Array.isArray(reason?.stack) ? reason.stack.map(String) : null;
  } catch {
    return null;
  }
}
