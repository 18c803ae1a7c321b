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
  words: { en: (facts) => tellEnglish(facts) },
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
