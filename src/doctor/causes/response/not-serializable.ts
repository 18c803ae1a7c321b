// The handler's result cannot become JSON (SPEC §9.4, §9.5).
import { runtimeFamily, type RuntimeFamily } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultPlace, faultOf, faultText } from '../../fault.ts';
import { fieldPlace } from '../../source/violation-place.ts';
import { cut } from '../../words.ts';

interface Facts {
  readonly family: RuntimeFamily;
  readonly byRuntime: boolean;
  readonly isCircular: boolean;
}

const byRuntimeTexts = [
  'Unable to marshal response',
  'Unable to stringify response body',
  'Unable to serialize the result',
  'No serializer found for class',
  'Infinite recursion (StackOverflowError)',
  'json: unsupported type',
  'json: unsupported value',
  'possible object cycle was detected',
  'Self referencing loop detected',
  'JSON serialization of response',
  'Error serializing the response',
  'Failed to serialize',
  'is not serializable',
];
const byHandlerTexts = [
  'is not JSON serializable',
  'Converting circular structure to JSON',
  'Do not know how to serialize a BigInt',
  'Converting circular structure',
  'source sequence is illegal/malformed utf-8',
];

export const notSerializable = defineCause<Facts>({
  id: 'response.not-serializable',
  step: 6,
  match(subject) {
    const fault = faultOf(subject);
    if (fault === null || fault.type === 'Runtime.UnhandledPromiseRejection') return null;
    const has = (texts: readonly string[]): boolean => texts.some((text) => fault.message.includes(text));
    const byRuntime =
      fault.type === 'Runtime.MarshalError' ||
      fault.type === 'Runtime.JSONStringifyError' ||
      /^Runtime\.(?:MarshalError|SerializationError|ResponseSerialization)/.test(fault.type ?? '') ||
      has(byRuntimeTexts);
    if (!byRuntime && !has(byHandlerTexts)) return null;
    return {
      confidence: 0.97,
      evidence: [cut(faultText(fault))],
      facts: { family: runtimeFamily(subject), byRuntime, isCircular: fault.message.includes('ircular') },
      // The runtime's own error has no frame of the user's: then the return statement is the place.
      place: () => faultPlace(subject, fault) ?? fieldPlace(subject, ''),
    };
  },
  words: {
    en: ({ family, byRuntime, isCircular }) => ({
      title: byRuntime
        ? "The handler's result cannot be turned into JSON"
        : 'A value cannot be turned into JSON',
      why: isCircular
        ? 'The value refers to itself somewhere; often it is a whole request, response or error object.'
        : family === 'python'
          ? 'JSON knows dict, list, str, numbers, bool and None; bytes, set, datetime, Decimal and class instances it does not.'
          : 'JSON knows objects, arrays, text, numbers, booleans and null; a BigInt or a circular object it does not.',
      fix:
        family === 'python'
          ? 'Convert the value first: `json.dumps(data, default=str)`, `.isoformat()`, `.decode()`, `list(…)`.'
          : 'Return plain values only: pick the fields you need, and make a BigInt a string.',
    }),
    it: ({ family, byRuntime, isCircular }) => ({
      title: byRuntime
        ? "Il risultato dell'handler non può diventare JSON"
        : 'Un valore non può diventare JSON',
      why: isCircular
        ? 'Da qualche parte il valore si riferisce a se stesso; spesso è un intero oggetto request, response o error.'
        : family === 'python'
          ? 'JSON conosce dict, list, str, numeri, bool e None; non bytes, set, datetime, Decimal e istanze di classi.'
          : 'JSON conosce oggetti, array, testo, numeri, booleani e null; non un BigInt o un oggetto circolare.',
      fix:
        family === 'python'
          ? 'Converti prima il valore: `json.dumps(data, default=str)`, `.isoformat()`, `.decode()`, `list(…)`.'
          : 'Restituisci solo valori semplici: prendi i campi che servono, e fai di un BigInt una stringa.',
    }),
  },
});
