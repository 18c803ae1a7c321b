// The response's headers together are over the limit (SPEC §5.1 #15, §10).
import { headerBytesMax } from '../../../core/limits.ts';
import { defineCause } from '../../cause.ts';
import { fieldPlace } from '../../source/violation-place.ts';

export const headersTooLarge = defineCause<{ readonly headerBytes: number }>({
  id: 'response.headers-too-large',
  step: null,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'response-headers-too-large') return null;
    return {
      confidence: 0.98,
      evidence: [`response headers: ${outcome.headerBytes} bytes`],
      facts: { headerBytes: outcome.headerBytes },
      place: () => fieldPlace(subject, '/headers'),
    };
  },
  words: {
    en: ({ headerBytes }) => ({
      title: `The response's headers are ${headerBytes.toLocaleString('en-US')} bytes; API Gateway takes ${headerBytesMax.toLocaleString('en-US')}`,
      why: 'All header names and values count together; large cookies are the usual reason.',
      fix: 'Send less in headers: keep a session id in the cookie and the session itself in a store.',
    }),
    it: ({ headerBytes }) => ({
      title: `Gli header della risposta sono ${headerBytes.toLocaleString('it-IT')} byte; API Gateway ne accetta ${headerBytesMax.toLocaleString('it-IT')}`,
      why: 'Contano insieme tutti i nomi e tutti i valori; di solito la causa sono cookie troppo grandi.',
      fix: 'Manda meno negli header: tieni nel cookie un id di sessione, e la sessione stessa in uno store.',
    }),
  },
});
