// What can be told of a handler by reading it: where it stands, and which values it gives back. One shape for all languages.
import type { Span } from './source-reader.ts';

/** A handler and the values it returns or hands to its callback. */
export interface HandlerOutline {
  /** The file in which the handler's function stands, relative to /var/task. */
  readonly path: string;
  /** The function's own place: its name or its opening. */
  readonly at: Span;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** True where something the reader does not know stands around it, and may change what it gives: a wrapper, a decorator. */
  readonly isWrapped: boolean;
  readonly parameterCount: number;
  /** The first parameter's name; null where there is none or it is taken apart. */
  readonly eventName: string | null;
  readonly outputs: readonly Output[];
  /** Its own `await`s, not those of functions inside it. */
  readonly awaits: readonly Span[];
  /** `return;` without a value. */
  readonly emptyReturns: readonly Span[];
  /** True where control can reach the function's end without a `return`. */
  readonly fallsThrough: boolean;
  /** Node.js: the function has a third parameter. */
  readonly hasCallback: boolean;
  /** Node.js: the callback is given to another function, which may call it. */
  readonly callbackPassedOn: boolean;
  /** Node.js: the context is given to another function, which may answer through it. */
  readonly contextPassedOn: boolean;
  /** Node.js: callback(…) and context.done/succeed/fail(…) calls, wherever inside the handler. */
  readonly callbackCalls: readonly CallbackCall[];
  /** An object with a `statusCode` that a function *inside* the handler returns, while the handler does not return that function's result. */
  readonly strayReturns: readonly Span[];
  /** An expression statement whose value looks like the result but is dropped: a call with `.then`, an object's label. */
  readonly droppedResult: Span | null;
}

export interface CallbackCall {
  readonly path: string;
  readonly at: Span;
  /** True where the first argument is an error, not null or undefined. */
  readonly isError: boolean;
  /** What the log call just after or before it prints, as far as it is literal. */
  readonly logTextBeside: string | null;
}

/** One value the handler may give back. */
export interface Output {
  /** File of this place: another than the handler's where a helper makes the value. */
  readonly path: string;
  readonly how: 'return' | 'callback';
  /** The whole statement or call. */
  readonly at: Span;
  readonly value: Value;
  /** True where it comes out of a promise. */
  readonly isPromised: boolean;
}

/** An expression's value as far as it can be read off. `text` is a string whose content is unknown. */
export type Value =
  | {
      readonly type: 'object';
      readonly at: Span;
      readonly members: readonly Member[];
      readonly isOpen: boolean;
    }
  | { readonly type: 'array'; readonly at: Span; readonly items: readonly Value[] }
  | { readonly type: 'literal'; readonly at: Span; readonly value: string | number | boolean | null }
  | { readonly type: 'text'; readonly at: Span }
  | { readonly type: 'undefined'; readonly at: Span }
  | {
      readonly type: 'unknown';
      readonly at: Span;
      /** Python: a type that has no JSON, where that can be told. */
      readonly pythonType?: 'bytes' | 'set' | 'datetime' | 'Decimal' | 'Response';
    };

export interface Member {
  readonly name: string;
  /** The whole property: `body: items`. */
  readonly at: Span;
  readonly isShorthand: boolean;
  readonly value: Value;
}
