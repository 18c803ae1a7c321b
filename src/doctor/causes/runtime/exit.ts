// The function's process ended before it answered (SPEC §9.4, §9.6).
import { runtimeFamily, type Case, type RuntimeFamily } from '../../case.ts';
import { defineCause, type Told } from '../../cause.ts';
import { faultOf } from '../../fault.ts';
import { ownMessages } from '../../function-log.ts';
import { exitCalls, exitPlace } from '../../source/exit-place.ts';
import { handlerOutline } from '../../source/handler.ts';
import { cut } from '../../words.ts';

type How = 'exit' | 'status' | 'signal' | 'never-settled';

interface Facts {
  readonly how: How;
  readonly detail: string | null;
  readonly family: RuntimeFamily;
}

export const exit = defineCause<Facts>({
  id: 'runtime.exit',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const found = howItEnded(fault.type, fault.message);
    if (found === null) return null;
    const last = ownMessages(subject).at(-1);
    return {
      confidence: 0.9,
      evidence: [
        cut(withoutRequestId(fault.message)),
        ...(last === undefined ? [] : [`last line of the log: ${cut(last, 100)}`]),
      ],
      facts: {
        ...found,
        ...(neverSettled(subject, found.how) ? { how: 'never-settled' } : {}),
        family: runtimeFamily(subject),
      },
      place: () => exitPlace(subject),
    };
  },
  words: { en: (facts) => tellEnglish(facts), it: (facts) => tellItalian(facts) },
});

function howItEnded(type: string | null, message: string): Omit<Facts, 'family'> | null {
  if (type === 'Runtime.NodeJsExit' || message.includes('unexpected Node.js exit code'))
    return { how: 'never-settled', detail: null };
  // Killed by the kernel: runtime.out-of-memory.
  const signal = /signal: ([\w ]+)/.exec(message)?.[1];
  if (signal !== undefined)
    return signal.startsWith('killed') ? null : { how: 'signal', detail: signal.trim() };
  const status = /exit status (\d+)/.exec(message)?.[1];
  if (status !== undefined) return { how: 'status', detail: status };
  const isPanic =
    /\bpanicked at\b|^panic: |goroutine \d+ \[running\]|Could not retrieve next event|CoreCLR|Fatal error: Uncaught|Aborted \(core dumped\)|Segmentation fault/.test(
      message,
    );
  if (isPanic) return { how: 'exit', detail: null };
  const isExit =
    type === 'Runtime.ExitError' ||
    message.includes('Runtime exited without providing a reason') ||
    message.includes('Process exited before completing request');
  return isExit ? { how: 'exit', detail: null } : null;
}

/** Node.js ended without a call that ends it: its event loop was empty, and an await still waited. */
function neverSettled(subject: Case, how: How): boolean {
  return (
    how === 'exit' && exitCalls(subject)?.length === 0 && (handlerOutline(subject)?.awaits.length ?? 0) > 0
  );
}

/** `RequestId: {id} Error: …` without the head. */
export function withoutRequestId(message: string): string {
  return message.replace(/^RequestId: \S+ (?:Error: )?/, '');
}

function tellEnglish({ how, detail, family }: Facts): Told {
  switch (how) {
    case 'never-settled':
      return {
        title: "The handler's promise never settled, and the process had nothing left to do",
        why: 'Node.js ends when its event loop is empty; a promise that is neither resolved nor rejected does not keep it alive.',
        fix: 'Resolve or reject every promise the handler awaits; look for a callback that is never called.',
      };
    case 'signal':
      return {
        title: `The function's process was ended by a signal: ${detail}`,
        why: 'That is usually machine code going wrong: a compiled module, or the interpreter running out of its own heap.',
        fix: "Look at the last lines of the log; rebuild compiled modules for Lambda's platform.",
      };
    case 'exit':
    case 'status':
      return {
        title: `The function ended its process${detail === null ? '' : ` with exit status ${detail}`} instead of answering`,
        why: 'The process must live on for the next request; when it ends, Lambda reports a function error and starts another.',
        fix:
          family === 'python'
            ? "Remove `sys.exit()` and `os._exit()` from the request's way; return a response."
            : "Remove `process.exit()` from the request's way; return a response.",
      };
  }
}

function tellItalian({ how, detail, family }: Facts): Told {
  switch (how) {
    case 'never-settled':
      return {
        title: "La promise dell'handler non si è mai conclusa, e il processo non aveva più nulla da fare",
        why: 'Node.js termina quando il suo event loop è vuoto; una promise né risolta né rifiutata non lo tiene in vita.',
        fix: "Risolvi o rifiuta ogni promise che l'handler attende; cerca una callback che non viene mai chiamata.",
      };
    case 'signal':
      return {
        title: `Il processo della funzione è stato terminato da un segnale: ${detail}`,
        why: "Di solito è codice macchina che va storto: un modulo compilato, o l'interprete che esaurisce il proprio heap.",
        fix: 'Guarda le ultime righe del log; ricompila i moduli nativi per la piattaforma di Lambda.',
      };
    case 'exit':
    case 'status':
      return {
        title: `La funzione ha terminato il suo processo${detail === null ? '' : ` con exit status ${detail}`} invece di rispondere`,
        why: 'Il processo deve restare in vita per la richiesta successiva; quando termina, Lambda segnala un errore della funzione e ne avvia un altro.',
        fix:
          family === 'python'
            ? 'Togli `sys.exit()` e `os._exit()` dal percorso della richiesta; restituisci una risposta.'
            : 'Togli `process.exit()` dal percorso della richiesta; restituisci una risposta.',
      };
  }
}
