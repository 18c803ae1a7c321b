// The code expects another event than the one a REST API's proxy integration sends (SPEC §3).
import type { Case } from '../../case.ts';
import { runtimeFamily, type RuntimeFamily } from '../../case.ts';
import { defineCause, type Told } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import { missingValue, type MissingValue } from './missing-value.ts';

interface Facts {
  readonly missing: Exclude<MissingValue, { of: 'environment' }>;
  readonly family: RuntimeFamily;
  readonly body: 'empty' | 'base64' | 'no JSON' | 'unknown';
}

const format2 = new Set(['version', 'routeKey', 'rawPath', 'rawQueryString', 'cookies']);

/** What web adapters say of an event that no gateway sends. */
const adapterWords =
  /unable to (?:infer|determine) (?:a handler|(?:the )?event ?source)|adapter was unable to infer|(?:unsupported|unknown|unrecognized|invalid) (?:lambda )?event (?:type|source|format|version)|event (?:does not|doesn't) (?:contain|look)|Invalid API Event type|not (?:a valid|an) (?:API Gateway|proxy) event|Unknown event type/i;

export const eventShape = defineCause<Facts>({
  id: 'runtime.event-shape',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null) return null;
    const missing = missingValue(subject, fault);
    if (subject.text !== undefined && adapterWords.test(faultText(fault)))
      return {
        confidence: 0.94,
        evidence: [cut(faultText(fault))],
        facts: {
          missing: { of: 'event', field: 'requestContext', expression: '', isNull: false },
          family: runtimeFamily(subject),
          body: 'unknown',
        },
      };
    if (missing === null || missing.of === 'environment') return null;
    const body = bodyKind(subject);
    // JSON of unknown origin may come from anywhere; only the request's own body makes it a matter of the event.
    if (missing.of === 'json' && !missing.isEventBody && body === 'unknown' && subject.text === undefined)
      return null;
    return {
      confidence: missing.of === 'event' ? 0.9 : missing.isEventBody ? 0.92 : 0.7,
      evidence: [cut(faultText(fault)), ...eventEvidence(subject, missing, body)],
      facts: { missing, family: runtimeFamily(subject), body },
      place: () => faultPlace(subject, fault),
    };
  },
  words: { en: (facts) => tellEnglish(facts), it: (facts) => tellItalian(facts) },
});

/** What this request's body is, for a parser of JSON. */
function bodyKind({ request }: Case): Facts['body'] {
  if (request?.body === undefined) return 'unknown';
  if (request.body === '') return 'empty';
  if (request.isBinary === true) return 'base64';
  try {
    JSON.parse(request.body);
    return 'unknown';
  } catch {
    return 'no JSON';
  }
}

function eventEvidence(subject: Case, missing: Facts['missing'], body: Facts['body']): readonly string[] {
  if (missing.of === 'event') return missing.isNull ? [`event.${missing.field} is null in this request`] : [];
  switch (body) {
    case 'empty':
      return ['event.body is null: the request has no body'];
    case 'base64':
      return ['event.isBase64Encoded is true: the body is base64 text'];
    case 'no JSON':
      return [`event.body: ${JSON.stringify(cut(subject.request?.body ?? '', 80))}`];
    case 'unknown':
      return [];
  }
}

function tellEnglish({ missing, family, body }: Facts): Told {
  if (missing.of === 'json') {
    const decode =
      family === 'python' ? '`base64.b64decode(event["body"])`' : "`Buffer.from(event.body, 'base64')`";
    return {
      title: "The request's body is not the JSON that the handler parses",
      why:
        body === 'empty'
          ? 'A request without a body has `body: null` in its event.'
          : body === 'base64'
            ? "The request's Content-Type is one of the API's binary media types, so the body comes as base64 text."
            : '`body` is whatever text the client sent; API Gateway does not parse it.',
      fix:
        body === 'base64'
          ? `Decode it first: ${decode}.`
          : `Check \`body\` before parsing, and answer 400 when it is missing or no JSON.`,
    };
  }
  const [first] = missing.field.split('.');
  if (format2.has(first!) || missing.field.startsWith('requestContext.http')) {
    return {
      title: `The event of a REST API has no \`${missing.field}\``,
      why: `\`${missing.field}\` belongs to payload format 2.0 of HTTP APIs and function URLs; a REST API sends format 1.0.`,
      fix: 'Read format 1.0 (`path`, `httpMethod`, `headers`, `multiValueHeaders`), or set the adapter to it.',
    };
  }
  return {
    title: `\`${missing.field}\` of the event is ${missing.isNull ? 'null' : 'absent'} in this request`,
    why: 'Every part of a proxy event that has nothing to hold is null, never an empty object: query string, path parameters, stage variables, body.',
    fix:
      family === 'python'
        ? `Guard it: \`(event.get("${first}") or {}).get(…)\`.`
        : `Guard it: \`event.${missing.field}?.…\`, or \`?? {}\`.`,
  };
}

function tellItalian({ missing, family, body }: Facts): Told {
  if (missing.of === 'json') {
    const decode =
      family === 'python' ? '`base64.b64decode(event["body"])`' : "`Buffer.from(event.body, 'base64')`";
    return {
      title: "Il body della richiesta non è il JSON che l'handler analizza",
      why:
        body === 'empty'
          ? 'Una richiesta senza body ha `body: null` nel suo evento.'
          : body === 'base64'
            ? "Il Content-Type della richiesta è uno dei binary media type dell'API, perciò il body arriva come testo base64."
            : '`body` è il testo che il client ha inviato, qualunque sia; API Gateway non lo analizza.',
      fix:
        body === 'base64'
          ? `Decodificalo prima: ${decode}.`
          : 'Controlla `body` prima di analizzarlo, e rispondi 400 quando manca o non è JSON.',
    };
  }
  const [first] = missing.field.split('.');
  if (format2.has(first!) || missing.field.startsWith('requestContext.http')) {
    return {
      title: `L'evento di una REST API non ha \`${missing.field}\``,
      why: `\`${missing.field}\` appartiene al payload format 2.0 delle HTTP API e delle function URL; una REST API manda il formato 1.0.`,
      fix: "Leggi il formato 1.0 (`path`, `httpMethod`, `headers`, `multiValueHeaders`), oppure imposta l'adapter su quello.",
    };
  }
  return {
    title: `\`${missing.field}\` dell'evento è ${missing.isNull ? 'null' : 'assente'} in questa richiesta`,
    why: 'Ogni parte di un evento proxy che non ha nulla da contenere è null, mai un oggetto vuoto: query string, path parameter, stage variable, body.',
    fix:
      family === 'python'
        ? `Proteggi l'accesso: \`(event.get("${first}") or {}).get(…)\`.`
        : `Proteggi l'accesso: \`event.${missing.field}?.…\`, oppure \`?? {}\`.`,
  };
}
