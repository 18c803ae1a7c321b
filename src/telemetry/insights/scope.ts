// Where an expression finds what it names.
import type { Expression } from './query.ts';
import type { Value } from './value.ts';

export interface Scope {
  get(name: string): Value;
  /** What an aggregate has come to; only where a statistic is worked out. */
  aggregate?(expression: Expression & { readonly kind: 'aggregate' }): Value;
  readonly nowMs: number;
}
