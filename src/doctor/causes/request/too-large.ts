// The request is larger than API Gateway or Lambda takes (SPEC §5.1 #13, §10).
import { gatewayPayloadBytesMax, invokeRequestBytesMax } from '../../../core/limits.ts';
import { defineCause } from '../../cause.ts';

interface Facts {
  readonly bytes: number | null;
  readonly atLambda: boolean;
}

export const requestTooLarge = defineCause<Facts>({
  id: 'request.too-large',
  step: null,
  match(subject) {
    const { outcome } = subject;
    if (outcome?.kind !== 'request-too-large' && outcome?.kind !== 'event-too-large') return null;
    const atLambda = outcome.kind === 'event-too-large';
    const told = outcome.kind === 'event-too-large' ? outcome.eventBytes : (outcome.contentBytes ?? 0);
    const bytes = told > 0 ? told : (subject.request?.bodyBytes ?? null);
    return {
      confidence: 0.98,
      evidence: [
        bytes === null || bytes === 0
          ? 'the request body'
          : `${atLambda && told > 0 ? 'event' : 'body'}: ${bytes.toLocaleString('en-US')} bytes`,
      ],
      facts: { bytes, atLambda },
    };
  },
  words: {
    en: ({ atLambda }) => ({
      title: atLambda
        ? 'The event is larger than the 6 MB that Lambda takes'
        : 'The request body is larger than the 10 MB that API Gateway takes',
      why: atLambda
        ? `The whole event counts, as JSON, up to ${invokeRequestBytesMax.toLocaleString('en-US')} bytes; a binary body grows by a third as base64.`
        : `The limit of ${gatewayPayloadBytesMax.toLocaleString('en-US')} bytes cannot be raised.`,
      fix: 'Let the client upload to S3 with a presigned URL, and send only the key.',
    }),
    it: ({ atLambda }) => ({
      title: atLambda
        ? "L'evento supera i 6 MB che Lambda accetta"
        : 'Il body della richiesta supera i 10 MB che API Gateway accetta',
      why: atLambda
        ? `Conta l'evento intero, come JSON, fino a ${invokeRequestBytesMax.toLocaleString('it-IT')} byte; un body binario cresce di un terzo in base64.`
        : `Il limite di ${gatewayPayloadBytesMax.toLocaleString('it-IT')} byte non può essere alzato.`,
      fix: 'Fai caricare il client su S3 con un URL prefirmato, e manda solo la chiave.',
    }),
  },
});
