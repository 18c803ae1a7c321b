// Where a metric math expression finds what it names.
import type { MathExpression } from './expression.ts';
import type { MathValue, Series } from './series.ts';

export interface MathScope {
  /** What the query of that id has come to. */
  reference(id: string): MathValue;
  /** Every metric query's series, in the order of the request; those whose ids hold the text, where one is given. */
  metrics(idPart: string | null): readonly Series[];
  /** The series that SEARCH has found, read before. */
  search(expression: MathExpression): readonly Series[];
  /** The times of all points that can be, for what fills them. */
  readonly startMs: number;
  readonly endMs: number;
}
