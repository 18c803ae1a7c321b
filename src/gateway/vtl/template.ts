// A mapping template taken apart: text, references, directives. Made by parse-template.ts, carried out by render.ts.
import type { Value } from './values.ts';

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[] }
  | { readonly kind: 'foreach'; readonly name: string; readonly list: Expression; readonly body: Nodes }
  | { readonly kind: 'define'; readonly name: string; readonly body: Nodes }
  | { readonly kind: 'call'; readonly macro: string; readonly args: readonly Expression[] }
  | { readonly kind: 'break' }
  | { readonly kind: 'stop' };

export type Nodes = readonly Node[];

export interface Branch {
  /** Null for `#else`. */
  readonly test: Expression | null;
  readonly body: Nodes;
}

export interface Macro {
  readonly parameters: readonly string[];
  readonly body: Nodes;
}

export interface Template {
  readonly nodes: Nodes;
  readonly macros: ReadonlyMap<string, Macro>;
}

/** `$name.property.method(…)[index]` */
export interface Reference {
  readonly name: string;
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'method'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'index'; readonly index: Expression };

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  /** A string in double quotes, of which the references are filled in. */
  | { readonly kind: 'interpolated'; readonly nodes: Nodes }
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Operator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

/** The template, or what it does with the request, is at fault; the message is for whoever wrote it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
