// What a CloudWatch Logs filter pattern says, once it is read: terms, a condition on JSON, or fields between spaces.

/** @throws FilterPatternError is what reading one may end in. */
export class FilterPatternError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'FilterPatternError';
  }
}

export type FilterPattern =
  | { readonly kind: 'everything' }
  | {
      readonly kind: 'terms';
      readonly required: readonly Term[];
      /** At least one of them, where there are no others. */
      readonly optional: readonly Term[];
      readonly excluded: readonly Term[];
    }
  | { readonly kind: 'json'; readonly condition: JsonCondition }
  | { readonly kind: 'delimited'; readonly fields: readonly Field[] };

export type Term =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regex'; readonly expression: RegExp };

export type JsonCondition =
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly JsonCondition[] }
  | { readonly kind: 'comparison'; readonly selector: Selector; readonly comparison: Comparison }
  | { readonly kind: 'is'; readonly selector: Selector; readonly value: null | true | false }
  | { readonly kind: 'not-exists'; readonly selector: Selector };

/** `$.a[0].*`: names and indexes from the outside in; `*` stands for every member. */
export interface Selector {
  readonly text: string;
  readonly steps: readonly (string | number | typeof everyMember)[];
}

export const everyMember = Symbol('*');

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=';

export interface Comparison {
  readonly operator: Operator;
  readonly operand: Operand;
}

export type Operand =
  | {
      readonly kind: 'text';
      /** The pieces between `*`: one piece where there is no `*`. */
      readonly pieces: readonly string[];
      /** What the text is as a number, if it is one and is not quoted. */
      readonly number: number | null;
    }
  | { readonly kind: 'regex'; readonly expression: RegExp };

/** A field between spaces: `...` stands for any number of them. */
export type Field =
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'field';
      /** Null where it has none. */
      readonly name: string | null;
      readonly condition: FieldCondition | null;
    };

export type FieldCondition =
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly FieldCondition[] }
  | { readonly kind: 'comparison'; readonly comparison: Comparison };
