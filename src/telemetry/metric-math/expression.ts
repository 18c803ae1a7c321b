// What a metric math expression says, once it is read.

/** Where one cannot be read, or does not fit together. */
export class MathError extends Error {}

/** AWS has it and it is not built here. */
export class MathNotBuiltError extends Error {}

export type MathOperator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<=' | '>=' | '<' | '>' | 'AND' | 'OR';

export type MathExpression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reference'; readonly id: string }
  | { readonly kind: 'negative'; readonly operand: MathExpression }
  | { readonly kind: 'list'; readonly members: readonly MathExpression[] }
  | {
      readonly kind: 'binary';
      readonly operator: MathOperator;
      readonly left: MathExpression;
      readonly right: MathExpression;
    }
  | { readonly kind: 'call'; readonly name: MathFunction; readonly args: readonly MathExpression[] };

export const mathFunctions = [
  'ABS',
  'AVG',
  'CEIL',
  'DATAPOINT_COUNT',
  'DIFF',
  'FILL',
  'FIRST',
  'FLOOR',
  'IF',
  'LAST',
  'LOG',
  'LOG10',
  'MAX',
  'METRICS',
  'METRIC_COUNT',
  'MIN',
  'PERIOD',
  'RATE',
  'REMOVE_EMPTY',
  'RUNNING_SUM',
  'SEARCH',
  'STDDEV',
  'SUM',
  'TIME_SERIES',
] as const;

export type MathFunction = (typeof mathFunctions)[number];

/** In AWS's documentation, and not here. */
export const mathFunctionsNotBuilt: readonly string[] = [
  'ANOMALY_DETECTION_BAND',
  'DAY',
  'DB_PERF_INSIGHTS',
  'DIFF_TIME',
  'EPOCH',
  'HOUR',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'MINUTE',
  'MONTH',
  'SERVICE_QUOTA',
  'SLICE',
  'SORT',
  'YEAR',
];
