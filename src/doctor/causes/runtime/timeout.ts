// The function's own time-out ran out before API Gateway's (SPEC §9.6, §12.7).
import { awsCommand, word } from '../../aws-command.ts';
import type { Case } from '../../case.ts';
import { defineCause, type Match } from '../../cause.ts';
import { handlerOutline } from '../../source/handler.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut, duration } from '../../words.ts';
import { timeoutOf } from './timeout-facts.ts';

interface Facts {
  readonly seconds: number;
  readonly lastMessage: string | null;
  /** True where lines may be missing around those that are at hand. */
  readonly isExcerpt: boolean;
}

export const timeout = defineCause<Facts>({
  id: 'runtime.timeout',
  step: 6,
  match(subject) {
    const found = timeoutOf(subject);
    if (found === null) return oldLogTimeout(subject);
    const name = subject.function?.name;
    return {
      confidence: found.isEventLoop === 'yes' ? 0.3 : found.isEventLoop === 'maybe' ? 0.6 : 0.93,
      evidence: [
        found.seconds > 0 ? `Task timed out after ${found.seconds.toFixed(2)} seconds` : 'Task timed out',
        ...(found.lastMessage === null
          ? isExcerpt(subject)
            ? []
            : ['the function logged nothing']
          : [`last line of the log: ${cut(found.lastMessage, 100)}`]),
      ],
      facts: { seconds: found.seconds, lastMessage: found.lastMessage, isExcerpt: isExcerpt(subject) },
      place() {
        const outline = handlerOutline(subject);
        return outline === null || subject.source === undefined
          ? null
          : placeAt(subject.source, outline.path, outline.at, null);
      },
      ...(name === undefined || found.seconds >= 29 || found.seconds <= 0
        ? {}
        : {
            command: awsCommand(
              subject,
              'lambda',
              'update-function-configuration',
              '--function-name',
              word(name),
              '--timeout',
              String(Math.min(29, Math.max(10, Math.ceil(found.seconds * 3)))),
            ),
          }),
    };
  },
  words: {
    en: ({ seconds, lastMessage, isExcerpt: excerpt }) => ({
      title:
        seconds > 0
          ? `The function did not answer within its time-out of ${duration(seconds * 1000)}`
          : 'The function did not answer within its time-out',
      why: `Lambda stopped it; ${lastMessage === null ? (excerpt ? 'its log up to then shows how far it came' : 'it logged nothing') : 'its last log line shows how far it came'}. A function's own time-out is a 502; API Gateway's, after 29 s, is a 504.`,
      fix: "Give slow calls a shorter time-out of their own and see which one hangs; if the work needs the time, raise the function's time-out (API Gateway waits 29 s).",
    }),
    it: ({ seconds, lastMessage, isExcerpt: excerpt }) => ({
      title:
        seconds > 0
          ? `La funzione non ha risposto entro il suo timeout di ${duration(seconds * 1000)}`
          : 'La funzione non ha risposto entro il suo timeout',
      why: `Lambda l'ha fermata; ${lastMessage === null ? (excerpt ? 'il suo log fino a lì mostra dove è arrivata' : 'non ha registrato nulla') : 'la sua ultima riga di log mostra fin dove è arrivata'}. Il timeout della funzione è un 502; quello di API Gateway, dopo 29 s, è un 504.`,
      fix: 'Dai alle chiamate lente un timeout proprio più breve e guarda quale resta appesa; se il lavoro ha bisogno di quel tempo, alza il timeout della funzione (API Gateway aspetta 29 s).',
    }),
  },
});

/** Without the frame of a request, what was pasted is only a part of its log. */
function isExcerpt({ text }: Case): boolean {
  return text !== undefined && !text.lines.some((line) => line.startsWith('START RequestId'));
}

/** Until about 2018 the gateway called a time-out a malformed output: what is left of it is a long silence before that line. */
function oldLogTimeout({ text, outcome }: Case): Match<Facts> | null {
  if (text === undefined || outcome?.kind !== 'malformed-output' || outcome.violations.length > 0)
    return null;
  const seconds = text.gatewayMs === null ? 0 : text.gatewayMs / 1000;
  // The default time-out is 3 s; an output that is merely malformed comes at once.
  if (seconds < 2.9 || text.hasNoFunctionLog) return null;
  return {
    confidence: 0.72,
    evidence: [`${duration(seconds * 1000)} went by before "Malformed Lambda proxy response"`],
    facts: { seconds, lastMessage: null, isExcerpt: true },
  };
}
