// The function's own time-out ran out before API Gateway's (SPEC §9.6, §12.7).
import { awsCommand, word } from '../../aws-command.ts';
import { defineCause } from '../../cause.ts';
import { handlerOutline } from '../../source/handler.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut, duration } from '../../words.ts';
import { timeoutOf } from './timeout-facts.ts';

interface Facts {
  readonly seconds: number;
  readonly lastMessage: string | null;
}

export const timeout = defineCause<Facts>({
  id: 'runtime.timeout',
  step: 6,
  match(subject) {
    const found = timeoutOf(subject);
    if (found === null) return null;
    const name = subject.function?.name;
    return {
      confidence: found.isEventLoop === 'yes' ? 0.3 : found.isEventLoop === 'maybe' ? 0.6 : 0.93,
      evidence: [
        `Task timed out after ${found.seconds.toFixed(2)} seconds`,
        ...(found.lastMessage === null
          ? ['the function logged nothing']
          : [`last line of the log: ${cut(found.lastMessage, 100)}`]),
      ],
      facts: { seconds: found.seconds, lastMessage: found.lastMessage },
      place() {
        const outline = handlerOutline(subject);
        return outline === null || subject.source === undefined
          ? null
          : placeAt(subject.source, outline.path, outline.at, null);
      },
      ...(name === undefined || found.seconds >= 29
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
    en: ({ seconds, lastMessage }) => ({
      title: `The function did not answer within its time-out of ${duration(seconds * 1000)}`,
      why: `Lambda stopped it; ${lastMessage === null ? 'it logged nothing' : 'its last log line shows how far it came'}. A function's own time-out is a 502; API Gateway's, after 29 s, is a 504.`,
      fix: "Give slow calls a shorter time-out of their own and see which one hangs; if the work needs the time, raise the function's time-out (API Gateway waits 29 s).",
    }),
  },
});
