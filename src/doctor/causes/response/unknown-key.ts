// The output has a key besides the five of a proxy response: REST APIs refuse any (SPEC §4.1, recorded).
import { defineCause, type Told } from '../../cause.ts';
import { nearest } from '../../nearest.ts';
import { jsonOf } from '../../words.ts';
import { alsoWrong, matchViolation, type MalformedFacts } from './malformed.ts';

const knownKeys = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'] as const;

export const unknownKey = defineCause({
  id: 'response.unknown-key',
  step: 2,
  match: (subject) => matchViolation(subject, ['unknown-key'], meantKey),
  words: { en: (facts) => tellEnglish(facts) },
});

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
