// The output is null: the handler gave nothing back (SPEC §9.4, §9.5, §12.6).
import { nodeMajor, runtimeFamily, type Case, type RuntimeFamily } from '../../case.ts';
import { defineCause, type Match, type Told } from '../../cause.ts';
import { cut } from '../../words.ts';
import { missingResult, type MissingResultReason } from '../../source/missing-result.ts';

interface Facts {
  readonly reason: MissingResultReason;
  readonly family: RuntimeFamily;
  readonly nodeMajor: number | null;
}

export const neverReturned = defineCause<Facts>({
  id: 'response.never-returned',
  step: 2,
  match(subject) {
    const missing = missingResult(subject);
    if (!isNullOutput(subject)) return fromCodeOrReader(subject, missing);
    return {
      confidence: 0.98,
      evidence: [isPromiseObject(subject) ? 'the output is {"promise":…}' : 'the output is null'],
      facts: { reason: missing.reason, family: runtimeFamily(subject), nodeMajor: nodeMajor(subject) },
      place: () => missing.place(),
    };
  },
  words: { en: (facts) => tellEnglish(facts), it: (facts) => tellItalian(facts) },
});

/** What only a handler without a result leaves behind: code that gives nothing back, or a reader of the result that finds none. */
function fromCodeOrReader(subject: Case, missing: ReturnType<typeof missingResult>): Match<Facts> | null {
  const { text, outcome } = subject;
  if (text === undefined) return null;
  const facts = { reason: missing.reason, family: runtimeFamily(subject), nodeMajor: nodeMajor(subject) };
  const message = outcome?.kind === 'function-error' ? outcome.errorMessage : '';
  // Adapters and emulators read the result's own fields; no event has a `statusCode`.
  const isReader =
    /(?:property|reading|properties of (?:undefined|null) \(reading) '?(?:statusCode|isBase64Encoded)'?/.test(
      message,
    ) && /undefined|null|None/.test(message);
  if (isReader) return { confidence: 0.94, evidence: [cut(message)], facts, place: () => missing.place() };
  const isOpen =
    outcome === undefined || (outcome.kind === 'malformed-output' && outcome.violations.length === 0);
  // A plain function may still answer through what it handed its callback to.
  const isOpenEnd =
    missing.reason === 'no-return' &&
    runtimeFamily(subject) === 'nodejs' &&
    text.code?.outline?.isAsync !== true;
  const isShown =
    !isOpenEnd && text.code !== null && (text.code.isWhole ? shownReasons : shownByPiece).has(missing.reason);
  const status = text.answer?.status ?? subject.responseStatus ?? null;
  if (!isOpen || !isShown || (status !== null && status < 500)) return null;
  return {
    confidence: 0.84,
    evidence: ['the handler as shown gives nothing back'],
    facts,
    place: () => missing.place(),
  };
}

/** Reasons that a piece of code shows without a doubt. */
const shownReasons: ReadonlySet<MissingResultReason> = new Set([
  'value-of-non-async-handler',
  'callback-in-async-handler',
  'returned-by-inner-function',
  'result-dropped',
  'no-return',
]);

/** Of these, the ones that a piece of a handler shows as well. */
const shownByPiece: ReadonlySet<MissingResultReason> = new Set([
  'returned-by-inner-function',
  'result-dropped',
]);

function isPromiseObject({ outcome }: Case): boolean {
  return outcome?.kind === 'malformed-output' && outcome.violations[0]?.pointer === '/promise';
}

function isNullOutput({ outcome }: Case): boolean {
  // Adapters hand back `{ promise }`, and the promise is the result.
  if (outcome?.kind === 'malformed-output' && outcome.violations[0]?.pointer === '/promise') return true;
  return outcome?.kind === 'malformed-output' && outcome.violations[0]?.code === 'null-output';
}

const title = 'The handler returned nothing';

function tellEnglish({ reason, family, nodeMajor: major }: Facts): Told {
  const response =
    family === 'python'
      ? '`return {"statusCode": 200, "body": "…"}`'
      : "`return { statusCode: 200, body: '…' }`";
  const upTo22 = major === null ? 'Up to nodejs22.x' : `On nodejs${major}.x`;
  switch (reason) {
    case 'value-of-non-async-handler':
      return {
        title: 'The handler is not async, so its return value is ignored',
        why: `${upTo22} a handler answers by a promise or by its callback; what a plain function returns is dropped, and the output is null.`,
        fix: 'Make the handler `async`, or hand the response to `callback(null, response)`.',
      };
    case 'callback-in-async-handler':
      return {
        title: 'The async handler answers through `callback`, and returns nothing',
        why: 'An async handler answers with what its promise resolves to; that came first and was undefined, so the callback came too late.',
        fix: 'Return the response instead of calling `callback`.',
      };
    case 'callback-never-called':
      return {
        title: 'The handler takes a `callback` and never calls it',
        why: 'When the event loop ran empty without an answer, Lambda ended the invocation with null.',
        fix: 'Call `callback(null, response)` on every path, or make the handler `async` and return the response.',
      };
    case 'returned-by-inner-function':
      return {
        title: 'The response is returned by an inner function, not by the handler',
        why: 'A `return` inside a callback gives its value to whoever calls that callback; the handler itself returns undefined.',
        fix: 'Return the promise itself (`return call().then(…)`), or `await` it and return the response from the handler.',
      };
    case 'result-dropped':
      return {
        title: 'The response is made, but not returned',
        why: 'This statement makes the response and drops it; the handler ends without a value, and the output is null.',
        fix: 'Write `return` in front of it.',
      };
    case 'empty-return':
      return {
        title: 'The handler returns without a value',
        why: 'A bare `return` makes the output null, and null is no response.',
        fix: `Return a response there: ${response}.`,
      };
    case 'path-without-return':
      return {
        title: 'Some path through the handler ends without `return`',
        why: 'On that way nothing is returned; the output is null, and null is no response.',
        fix: `Return a response on every path, at the end too: ${response}.`,
      };
    case 'returned-nothing':
      return {
        title: `What the handler returns here was ${family === 'python' ? 'None' : 'undefined or null'}`,
        why: 'The output is null, and null is no response.',
        fix: 'Make sure that what is returned here is a response on every path.',
      };
    case 'never-settled':
      return {
        title: 'The handler waits for a promise that never settled',
        why: 'Every way through the handler ends in a response, but none was reached: when nothing was left in the event loop, the invocation ended with null.',
        fix: 'Resolve or reject every promise the handler waits for; look for a callback that is never called.',
      };
    case 'no-return':
    case 'unknown':
      return {
        title,
        why: `The output is null, and null is no response.${family === 'nodejs' ? ' An async handler must return its response, and return or await every promise it starts.' : ''}`,
        fix: `Return a response: ${response}.`,
      };
  }
}

function tellItalian({ reason, family, nodeMajor: major }: Facts): Told {
  const response =
    family === 'python'
      ? '`return {"statusCode": 200, "body": "…"}`'
      : "`return { statusCode: 200, body: '…' }`";
  const upTo22 = major === null ? 'Fino a nodejs22.x' : `Su nodejs${major}.x`;
  switch (reason) {
    case 'value-of-non-async-handler':
      return {
        title: "L'handler non è async, perciò il suo valore di ritorno viene ignorato",
        why: `${upTo22} un handler risponde con una promise o con la sua callback; ciò che restituisce una funzione semplice va perso, e l'output è null.`,
        fix: "Rendi l'handler `async`, oppure passa la risposta a `callback(null, response)`.",
      };
    case 'callback-in-async-handler':
      return {
        title: "L'handler async risponde tramite `callback`, e non restituisce nulla",
        why: 'Un handler async risponde con il valore in cui si risolve la sua promise; questo è arrivato prima ed era undefined, perciò la callback è arrivata troppo tardi.',
        fix: 'Restituisci la risposta invece di chiamare `callback`.',
      };
    case 'callback-never-called':
      return {
        title: "L'handler riceve una `callback` e non la chiama mai",
        why: "Quando l'event loop si è svuotato senza una risposta, Lambda ha chiuso l'invocazione con null.",
        fix: "Chiama `callback(null, response)` su ogni percorso, oppure rendi l'handler `async` e restituisci la risposta.",
      };
    case 'returned-by-inner-function':
      return {
        title: "La risposta è restituita da una funzione interna, non dall'handler",
        why: "Un `return` dentro una callback dà il valore a chi chiama quella callback; l'handler stesso restituisce undefined.",
        fix: "Restituisci la promise stessa (`return call().then(…)`), oppure attendila con `await` e restituisci la risposta dall'handler.",
      };
    case 'result-dropped':
      return {
        title: 'La risposta viene costruita, ma non restituita',
        why: "Questa istruzione costruisce la risposta e la lascia cadere; l'handler finisce senza un valore, e l'output è null.",
        fix: 'Scrivi `return` davanti.',
      };
    case 'empty-return':
      return {
        title: "L'handler ritorna senza un valore",
        why: "Un `return` nudo rende l'output null, e null non è una risposta.",
        fix: `Restituisci lì una risposta: ${response}.`,
      };
    case 'path-without-return':
      return {
        title: "Qualche percorso dell'handler finisce senza `return`",
        why: "Su quel percorso non viene restituito nulla; l'output è null, e null non è una risposta.",
        fix: `Restituisci una risposta su ogni percorso, anche in fondo: ${response}.`,
      };
    case 'returned-nothing':
      return {
        title: `Ciò che l'handler restituisce qui era ${family === 'python' ? 'None' : 'undefined o null'}`,
        why: "L'output è null, e null non è una risposta.",
        fix: 'Fai in modo che ciò che viene restituito qui sia una risposta su ogni percorso.',
      };
    case 'never-settled':
      return {
        title: "L'handler aspetta una promise che non si è mai conclusa",
        why: "Ogni percorso dell'handler finisce con una risposta, ma nessuna è stata raggiunta: quando nell'event loop non è rimasto nulla, l'invocazione è finita con null.",
        fix: "Risolvi o rifiuta ogni promise che l'handler attende; cerca una callback che non viene mai chiamata.",
      };
    case 'no-return':
    case 'unknown':
      return {
        title: "L'handler non ha restituito nulla",
        why: `L'output è null, e null non è una risposta.${family === 'nodejs' ? ' Un handler async deve restituire la sua risposta, e restituire o attendere ogni promise che avvia.' : ''}`,
        fix: `Restituisci una risposta: ${response}.`,
      };
  }
}
