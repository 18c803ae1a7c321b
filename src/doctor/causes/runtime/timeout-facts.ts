// What is known of a function time-out, and whether the answer was ready and only the event loop was not empty.
import { nodeMajor, runtimeFamily, type Case } from '../../case.ts';
import { logLineWith, ownMessages } from '../../function-log.ts';
import { handlerOutline } from '../../source/handler.ts';
import type { CallbackCall } from '../../source/outline.ts';

interface TimeoutFacts {
  readonly seconds: number;
  readonly lastMessage: string | null;
  /** 'yes': the log shows what the handler prints beside its callback. 'maybe': a callback handler that did log. */
  readonly isEventLoop: 'yes' | 'maybe' | 'no';
  readonly callback: CallbackCall | null;
}

export function timeoutOf(subject: Case): TimeoutFacts | null {
  const seconds = timeoutSeconds(subject);
  if (seconds === null || isInitTimeout(subject)) return null;
  const messages = ownMessages(subject).filter((message) => !message.includes('Task timed out'));
  if (subject.text?.hints.has('reachedEnd') === true)
    return { seconds, lastMessage: messages.at(-1) ?? null, isEventLoop: 'yes', callback: null };
  return { seconds, lastMessage: messages.at(-1) ?? null, ...eventLoop(subject, messages) };
}

function timeoutSeconds({ outcome }: Case): number | null {
  if (outcome?.kind === 'function-timeout') return outcome.timeoutSeconds;
  if (outcome?.kind !== 'function-error') return null;
  const seconds = /Task timed out after (\d+(?:\.\d+)?) seconds/.exec(outcome.errorMessage)?.[1];
  return seconds === undefined ? null : Number(seconds);
}

/** The time went by before the handler was called. */
export function isInitTimeout(subject: Case): boolean {
  const line = logLineWith(subject, 'INIT_REPORT');
  const own = ownMessages(subject).filter((message) => !message.includes('Task timed out'));
  return line !== null && line.includes('Status: timeout') && own.length === 0;
}

/** Only a callback waits for an empty event loop, up to nodejs22.x; an async handler's result does not (SPEC §9.4). */
function eventLoop(
  subject: Case,
  messages: readonly string[],
): Pick<TimeoutFacts, 'isEventLoop' | 'callback'> {
  const no = { isEventLoop: 'no', callback: null } as const;
  if (runtimeFamily(subject) !== 'nodejs' || (nodeMajor(subject) ?? 0) >= 24) return no;
  const outline = handlerOutline(subject);
  if (outline === null)
    return messages.length > 0 && subject.source === undefined
      ? { isEventLoop: 'maybe', callback: null }
      : no;
  if (outline.isAsync || outline.callbackCalls.length === 0) return no;
  const beside = outline.callbackCalls.find(
    ({ logTextBeside }) =>
      logTextBeside !== null &&
      logTextBeside !== '' &&
      messages.some((message) => message.includes(logTextBeside)),
  );
  if (beside !== undefined) return { isEventLoop: 'yes', callback: beside };
  return messages.length > 0 ? { isEventLoop: 'maybe', callback: outline.callbackCalls[0]! } : no;
}
