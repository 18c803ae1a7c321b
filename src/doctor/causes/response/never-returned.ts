// The output is null: the handler gave nothing back (SPEC §9.4, §9.5, §12.6).
import { nodeMajor, runtimeFamily, type Case, type RuntimeFamily } from '../../case.ts';
import { defineCause, type Told } from '../../cause.ts';
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
    if (!isNullOutput(subject)) return null;
    const missing = missingResult(subject);
    return {
      confidence: 0.98,
      evidence: ['the output is null'],
      facts: { reason: missing.reason, family: runtimeFamily(subject), nodeMajor: nodeMajor(subject) },
      place: () => missing.place(),
    };
  },
  words: { en: (facts) => tellEnglish(facts) },
});

function isNullOutput({ outcome }: Case): boolean {
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
        why: 'This request took a way on which nothing is returned; the output is null, and null is no response.',
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
