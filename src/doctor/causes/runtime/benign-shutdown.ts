// Lambda ended an idle environment with SIGTERM, and the runtime logged that as an error: no request failed.
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';

export const benignShutdown = defineCause<null>({
  id: 'runtime.benign-shutdown',
  step: null,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const text = faultText(fault);
    if (!/SIGTERM|SignalException|signal: terminated|Received shutdown event/i.test(text)) return null;
    const status = subject.text?.answer?.status ?? subject.responseStatus;
    if (status !== undefined && status !== null && status >= 500) return null;
    return { confidence: 0.94, evidence: [cut(text)], facts: null };
  },
  words: {
    en: () => ({
      title: 'An idle environment was shut down; no request failed',
      why: 'Lambda ends environments that are no longer needed, and sends SIGTERM where an extension is registered. The runtime logs that as an error of its start or end.',
      fix: 'Ignore it, and leave it out of alarms (filter `SIGTERM`).',
    }),
    it: () => ({
      title: 'Un ambiente inattivo è stato chiuso; nessuna richiesta è fallita',
      why: 'Lambda chiude gli ambienti che non servono più, e manda SIGTERM dove è registrata un’estensione. Il runtime lo annota come un errore del suo avvio o della sua fine.',
      fix: 'Ignoralo, ed escludilo dagli allarmi (filtra `SIGTERM`).',
    }),
  },
});
