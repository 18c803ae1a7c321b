// A promise that nobody awaited was rejected and ended the process.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText, type Fault } from '../../fault.ts';
import { logLineWith } from '../../function-log.ts';
import { cut } from '../../words.ts';

export const unhandledRejection = defineCause<{ readonly message: string }>({
  id: 'runtime.unhandled-rejection',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault !== null && fault.type !== 'Runtime.UnhandledPromiseRejection' && isWarned(subject, fault))
      return {
        confidence: 0.68,
        evidence: [cut(faultText(fault))],
        facts: { message: cut(faultText(fault), 80) },
        place: () => faultPlace(subject, fault),
      };
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
    it: ({ message }) => ({
      title: `È stata rifiutata una promise che nessuno attende: ${message}`,
      why: 'La promise è stata avviata senza `await`, `return` o `.catch`; il suo rifiuto termina l’intero processo, e con esso la richiesta che in quel momento è in corso.',
      fix: "Attendi o restituisci ogni promise che l'handler avvia, oppure dalle un `.catch`.",
    }),
  },
});

/** Up to nodejs14.x the process lived on after a warning: the error itself says more than that it was not caught. */
function isWarned({ text }: Case, { message }: Fault): boolean {
  const head = message.split('\n')[0]!;
  return (
    text?.lines.some((line) => line.includes('UnhandledPromiseRejectionWarning') && line.includes(head)) ??
    false
  );
}

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
