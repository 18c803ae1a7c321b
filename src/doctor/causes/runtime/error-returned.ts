// The handler gave an error to its callback: for API Gateway that is a function error, not an answer.
import { runtimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, faultText, userFrames } from '../../fault.ts';
import { handlerOutline } from '../../source/handler.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';

export const errorReturned = defineCause<null>({
  id: 'runtime.error-returned',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null || runtimeFamily(subject) !== 'nodejs') return null;
    const outline = handlerOutline(subject);
    const calls = outline?.callbackCalls.filter(({ isError }) => isError) ?? [];
    if (outline === null || calls.length === 0) return null;
    const frame = userFrames(subject, fault)[0];
    // The error was made inside the call itself, or has no stack because it is a mere text.
    const made =
      frame === undefined
        ? undefined
        : calls.find(
            ({ path, at }) => path === frame.path && at.line <= frame.line && frame.line <= at.endLine,
          );
    const isText = frame === undefined && fault.type === 'string';
    if (made === undefined && !isText) return null;
    return {
      confidence: made === undefined ? 0.75 : 0.95,
      evidence: [cut(faultText(fault))],
      facts: null,
      place: () =>
        subject.source === undefined
          ? null
          : placeAt(subject.source, outline.path, (made ?? calls[0]!).at, null),
    };
  },
  words: {
    en: () => ({
      title: 'The handler gave an error to its callback',
      why: '`callback(error)` reports a function error: API Gateway answers 502, whatever the error says. Some emulators make a response of it.',
      fix: 'Give a response: `callback(null, { statusCode: 400, body: JSON.stringify({ message }) })`.',
    }),
  },
});
