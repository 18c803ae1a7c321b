// Loading the module took longer than it may (SPEC §9.7).
import { initTimeoutMs } from '../../../core/limits.ts';
import { defineCause } from '../../cause.ts';
import { logLineWith } from '../../function-log.ts';
import { isInitTimeout } from '../runtime/timeout-facts.ts';
import { cut, duration } from '../../words.ts';

export const initTimeout = defineCause<null>({
  id: 'init.timeout',
  step: 6,
  match(subject) {
    const { outcome } = subject;
    const isTimeout =
      outcome?.kind === 'function-timeout' ||
      (outcome?.kind === 'function-error' && outcome.errorMessage.includes('timed out'));
    if (!isTimeout || !isInitTimeout(subject)) return null;
    return { confidence: 0.9, evidence: [cut(logLineWith(subject, 'INIT_REPORT') ?? '')], facts: null };
  },
  words: {
    en: () => ({
      title: 'Loading the function took longer than it may',
      why: `What stands outside the handler runs first and has ${duration(initTimeoutMs)}; then it is started again within the request's own time.`,
      fix: 'Do less while loading: fewer and smaller imports, no network calls at the top level; more memory also means more CPU.',
    }),
    it: () => ({
      title: 'Il caricamento della funzione è durato più del consentito',
      why: `Ciò che sta fuori dall'handler viene eseguito per primo e ha ${duration(initTimeoutMs)}; poi riparte dentro il tempo della richiesta stessa.`,
      fix: 'Fai meno durante il caricamento: meno import e più piccoli, nessuna chiamata di rete al primo livello; più memoria significa anche più CPU.',
    }),
  },
});
