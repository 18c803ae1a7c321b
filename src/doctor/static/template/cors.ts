// APIs that answer preflights, but whose own errors carry no CORS headers: the browser then hides the true error.
import type { Language, Told } from '../../cause.ts';
import type { Finding } from '../../finding.ts';
import { defineObservation } from '../observation.ts';
import { placeOf, quoted, type TemplateFacts } from './facts.ts';

const masked = defineObservation<{ readonly api: string; readonly types: readonly string[] }>({
  id: 'client.cors-masks-error',
  step: null,
  words: {
    en: ({ api, types }): Told => ({
      title: `Errors that ${api} makes itself reach browsers as CORS errors`,
      why: `It answers preflights, but its gateway ${types.length === 1 ? 'response' : 'responses'} ${types.join(' and ')} ${types.length === 1 ? 'has' : 'have'} no Access-Control-Allow-Origin: a 401, 403, 502 or 504 is hidden from the page.`,
      fix: 'Add the header Access-Control-Allow-Origin to the gateway responses DEFAULT_4XX and DEFAULT_5XX.',
    }),
    it: ({ api, types }): Told => ({
      title: `Gli errori generati da ${api} stessa arrivano ai browser come errori CORS`,
      why: `Risponde ai preflight, ma ${types.length === 1 ? 'la sua gateway response' : 'le sue gateway response'} ${types.join(' e ')} non ${types.length === 1 ? 'ha' : 'hanno'} Access-Control-Allow-Origin: un 401, 403, 502 o 504 resta nascosto alla pagina.`,
      fix: 'Aggiungi l’header Access-Control-Allow-Origin alle gateway response DEFAULT_4XX e DEFAULT_5XX.',
    }),
  },
});

const header = 'gatewayresponse.header.access-control-allow-origin';

export function examineCors(
  { methods, gatewayResponses }: TemplateFacts,
  language: Language,
): readonly Finding[] {
  const preflights = new Map(
    methods
      .filter(({ method, integration }) => method === 'OPTIONS' && integration?.type.toUpperCase() === 'MOCK')
      .map((method) => [method.api, method]),
  );
  return [...preflights].flatMap(([api, method]) => {
    const types = ['DEFAULT_4XX', 'DEFAULT_5XX'].filter(
      (type) =>
        !gatewayResponses.some(
          (each) => each.api === api && each.responseType === type && each.headers.includes(header),
        ),
    );
    if (types.length === 0) return [];
    return [
      masked(
        // It costs nothing until an error comes: a note.
        { confidence: 0.3, evidence: quoted(method), place: placeOf(method), patch: patchOf(api) },
        { api, types },
        language,
      ),
    ];
  });
}

function patchOf(api: string): string {
  return ['4XX', '5XX']
    .map(
      (kind) => `Default${kind}:
  Type: AWS::ApiGateway::GatewayResponse
  Properties:
    RestApiId: !Ref ${api}
    ResponseType: DEFAULT_${kind}
    ResponseParameters:
      gatewayresponse.header.Access-Control-Allow-Origin: "'*'"
`,
    )
    .join('');
}
