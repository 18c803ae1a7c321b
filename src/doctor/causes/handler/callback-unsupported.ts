// nodejs24.x refuses a handler that declares a third parameter, used or not (SPEC §9.4).
import { defineCause } from '../../cause.ts';
import { faultOf } from '../../fault.ts';
import { handlerOutline } from '../../source/handler.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';

export const callbackUnsupported = defineCause<{ readonly runtime: string }>({
  id: 'handler.callback-unsupported',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const isDeprecated =
      fault.type === 'Runtime.CallbackHandlerDeprecated' ||
      fault.message.includes('removed support for callback-based function handlers');
    if (!isDeprecated) return null;
    return {
      confidence: 0.99,
      evidence: [cut(fault.message)],
      facts: { runtime: subject.function?.runtime ?? 'nodejs24.x' },
      place() {
        const outline = handlerOutline(subject);
        return outline === null || subject.source === undefined
          ? null
          : placeAt(subject.source, outline.path, outline.at, null);
      },
    };
  },
  words: {
    en: ({ runtime }) => ({
      title: `${runtime} refuses handlers with a third parameter`,
      why: 'Callbacks are gone since nodejs24.x. The number of declared parameters decides, so an unused `callback` is enough, and every request fails.',
      fix: 'Write `async (event, context) => { … return response; }`, or stay on nodejs22.x for now.',
    }),
    it: ({ runtime }) => ({
      title: `${runtime} rifiuta gli handler con un terzo parametro`,
      why: 'Le callback non esistono più da nodejs24.x. Decide il numero di parametri dichiarati, perciò basta una `callback` non usata, e ogni richiesta fallisce.',
      fix: 'Scrivi `async (event, context) => { … return response; }`, oppure resta per ora su nodejs22.x.',
    }),
  },
});
