// The output has a key besides the five of a proxy response: REST APIs refuse any (SPEC §4.1, recorded).
import { defineCause, type Told } from '../../cause.ts';
import { runtimeFamily, type Case } from '../../case.ts';
import type { Match } from '../../cause.ts';
import { nearest } from '../../nearest.ts';
import { cut, jsonOf } from '../../words.ts';
import { alsoWrong, matchViolation, type MalformedFacts } from './malformed.ts';

const knownKeys = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'] as const;

export const unknownKey = defineCause({
  id: 'response.unknown-key',
  step: 2,
  match: (subject) => matchViolationBut(subject) ?? writtenForNonProxy(subject),
  words: { en: (facts) => tellEnglish(facts), it: (facts) => tellItalian(facts) },
});

/** `{"promise":{}}` is a result that was never waited for: response.never-returned. */
function matchViolationBut(subject: Case): Match<MalformedFacts> | null {
  const match = matchViolation(subject, ['unknown-key'], meantKey);
  return match?.facts.field === 'promise' ? null : match;
}

/** Response settings that only a custom integration has, on a proxy one: the function returns bare data, as that wanted. */
function writtenForNonProxy(subject: Case): Match<MalformedFacts> | null {
  const { outcome, text } = subject;
  if (outcome?.kind !== 'malformed-output' || outcome.violations.length > 0) return null;
  const line = text?.template?.text.split('\n').find((each) => /LAMBDA-PROXY in combination with/.test(each));
  if (line === undefined) return null;
  return {
    confidence: 0.72,
    evidence: ['Malformed Lambda proxy response', cut(line)],
    facts: {
      violation: { pointer: '/data', code: 'unknown-key', found: { type: 'object', text: '' }, allowed: '' },
      field: 'data',
      family: runtimeFamily(subject),
      others: [],
      output: undefined,
    },
  };
}

/** `statuscode`, `base64Encoded`, `status` → the key that was meant, unless the output has that one too. */
function meantKey({ field, output }: MalformedFacts): string | undefined {
  const slipsMax = Math.min(3, Math.max(1, Math.floor(field.length / 3)));
  const meant =
    nearest(field, knownKeys, slipsMax)[0] ??
    knownKeys.find((key) => field.length >= 5 && key.toLowerCase().startsWith(field.toLowerCase()));
  return meant === undefined || hasKey(output, meant) ? undefined : meant;
}

/** Keys that belong to another service's response. */
const foreign: Readonly<Record<string, readonly [why: string, fix: string]>> = {
  cookies: [
    '`cookies` belongs to payload format 2.0 of HTTP APIs and function URLs; REST APIs (format 1.0) refuse it.',
    'Send cookies as `multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] }`, or set the adapter to payload format 1.0.',
  ],
  statusDescription: [
    '`statusDescription` belongs to the response of an Application Load Balancer.',
    'Remove `statusDescription`.',
  ],
  principalId: [
    '`principalId` and `policyDocument` are what a Lambda authorizer returns, not a response.',
    'Attach this function as an authorizer, or return a response with `statusCode` and `body`.',
  ],
  policyDocument: [
    '`principalId` and `policyDocument` are what a Lambda authorizer returns, not a response.',
    'Attach this function as an authorizer, or return a response with `statusCode` and `body`.',
  ],
};

function tellEnglish(facts: MalformedFacts): Told {
  const key = facts.field;
  const rest = alsoWrong(facts);
  const title = `\`${key}\` is not a key that API Gateway knows`;
  const [foreignWhy, foreignFix] = foreign[key] ?? [];
  if (foreignWhy !== undefined && foreignFix !== undefined)
    return { title, why: foreignWhy + rest, fix: foreignFix };
  const meant = meantKey(facts);
  if (meant !== undefined) {
    return {
      title: `${title}; \`${meant}\` is`,
      why: `Keys are compared letter by letter, and any other than the five known ones makes the response malformed.${rest}`,
      fix: `Rename \`${key}\` to \`${meant}\`.`,
    };
  }
  if (key === 'errorMessage' || key === 'errorType') {
    return {
      title,
      why: `The function returned an error object as its result: API Gateway sees a response with foreign keys.${rest}`,
      fix: `Return the error as a response: \`{ statusCode: 500, body: ${jsonOf('{ message }', facts.family)} }\`.`,
    };
  }
  const five =
    'Only `statusCode`, `headers`, `multiValueHeaders`, `body` and `isBase64Encoded` may stand at the top; any other key makes the response malformed.';
  if (!looksLikeResponse(facts.output)) {
    return {
      title: 'The function returned its data bare, not as a response',
      why: `${five}${rest}`,
      fix:
        facts.family === 'python'
          ? 'Wrap the data: `{"statusCode": 200, "body": json.dumps(data)}`.'
          : `Wrap the data: \`{ statusCode: 200, body: ${jsonOf('data', facts.family)} }\`.`,
    };
  }
  return { title, why: `${five}${rest}`, fix: `Move \`${key}\` into \`body\`, or remove it.` };
}

function looksLikeResponse(output: unknown): boolean {
  return knownKeys.some((key) => hasKey(output, key));
}

function hasKey(output: unknown, key: string): boolean {
  return typeof output === 'object' && output !== null && Object.hasOwn(output, key);
}

const foreignItalian: Readonly<Record<string, readonly [why: string, fix: string]>> = {
  cookies: [
    '`cookies` appartiene al payload format 2.0 delle HTTP API e delle function URL; le REST API (formato 1.0) lo rifiutano.',
    'Manda i cookie come `multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] }`, oppure imposta l\'adapter sul payload format 1.0.',
  ],
  statusDescription: [
    '`statusDescription` appartiene alla risposta di un Application Load Balancer.',
    'Togli `statusDescription`.',
  ],
  principalId: [
    '`principalId` e `policyDocument` sono ciò che restituisce un Lambda authorizer, non una risposta.',
    'Collega questa funzione come authorizer, oppure restituisci una risposta con `statusCode` e `body`.',
  ],
  policyDocument: [
    '`principalId` e `policyDocument` sono ciò che restituisce un Lambda authorizer, non una risposta.',
    'Collega questa funzione come authorizer, oppure restituisci una risposta con `statusCode` e `body`.',
  ],
};

function tellItalian(facts: MalformedFacts): Told {
  const key = facts.field;
  const rest = alsoWrong(facts, 'it');
  const title = `\`${key}\` non è una chiave che API Gateway conosce`;
  const [foreignWhy, foreignFix] = foreignItalian[key] ?? [];
  if (foreignWhy !== undefined && foreignFix !== undefined)
    return { title, why: foreignWhy + rest, fix: foreignFix };
  const meant = meantKey(facts);
  if (meant !== undefined) {
    return {
      title: `${title}; \`${meant}\` sì`,
      why: `Le chiavi si confrontano lettera per lettera, e qualunque altra oltre alle cinque note rende la risposta malformata.${rest}`,
      fix: `Rinomina \`${key}\` in \`${meant}\`.`,
    };
  }
  if (key === 'errorMessage' || key === 'errorType') {
    return {
      title,
      why: `La funzione ha restituito come risultato un oggetto errore: API Gateway vede una risposta con chiavi estranee.${rest}`,
      fix: `Restituisci l'errore come risposta: \`{ statusCode: 500, body: ${jsonOf('{ message }', facts.family)} }\`.`,
    };
  }
  const five =
    'Al primo livello possono stare solo `statusCode`, `headers`, `multiValueHeaders`, `body` e `isBase64Encoded`; qualunque altra chiave rende la risposta malformata.';
  if (!looksLikeResponse(facts.output)) {
    return {
      title: 'La funzione ha restituito i suoi dati nudi, non una risposta',
      why: `${five}${rest}`,
      fix:
        facts.family === 'python'
          ? 'Avvolgi i dati: `{"statusCode": 200, "body": json.dumps(data)}`.'
          : `Avvolgi i dati: \`{ statusCode: 200, body: ${jsonOf('data', facts.family)} }\`.`,
    };
  }
  return { title, why: `${five}${rest}`, fix: `Sposta \`${key}\` dentro \`body\`, oppure toglilo.` };
}
