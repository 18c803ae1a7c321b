// The callback was called, and an open handle kept the event loop from running empty until the time-out (SPEC §9.4).
import { defineCause } from '../../cause.ts';
import { placeAt } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';
import { timeoutOf } from './timeout-facts.ts';

export const timeoutEventLoop = defineCause<null>({
  id: 'runtime.timeout-event-loop',
  step: 6,
  match(subject) {
    const found = timeoutOf(subject);
    if (found === null || found.isEventLoop === 'no') return null;
    return {
      confidence: found.isEventLoop === 'yes' ? 0.92 : 0.5,
      evidence: [
        `last line of the log: ${cut(found.lastMessage ?? '', 100)}`,
        `Task timed out after ${found.seconds.toFixed(2)} seconds`,
      ],
      facts: null,
      place: () =>
        found.callback === null || subject.source === undefined
          ? null
          : placeAt(subject.source, found.callback.path, found.callback.at, null),
    };
  },
  words: {
    en: () => ({
      title: 'The handler was done, but the event loop was not empty',
      why: "Its last log line is there, and the callback was called. A callback's answer is sent only when nothing is left in the event loop: an open connection, a timer or a watcher holds it back until the time-out.",
      fix: 'Make the handler `async` and return the response, or set `context.callbackWaitsForEmptyEventLoop = false`; close what the request opened.',
    }),
    it: () => ({
      title: "L'handler aveva finito, ma l'event loop non era vuoto",
      why: "La sua ultima riga di log c'è, e la callback è stata chiamata. La risposta di una callback parte solo quando nell'event loop non resta nulla: una connessione aperta, un timer o un watcher la trattengono fino al timeout.",
      fix: "Rendi l'handler `async` e restituisci la risposta, oppure imposta `context.callbackWaitsForEmptyEventLoop = false`; chiudi ciò che la richiesta ha aperto.",
    }),
  },
});
