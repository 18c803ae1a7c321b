// What a Logs Insights query says, once it is read: commands one behind the other, and the expressions in them.

/** Where a query cannot be read. Offsets count characters from the query's start. */
export class QueryError extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.name = 'QueryError';
    this.start = start;
    this.end = end;
  }
}

/** What AWS has and is not built here: `the command pattern`. */
export class QueryNotBuiltError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'QueryNotBuiltError';
  }
}

export interface Query {
  readonly commands: readonly Command[];
}

export type Command =
  | { readonly kind: 'fields' | 'display'; readonly columns: readonly Column[] }
  | { readonly kind: 'filter'; readonly condition: Expression }
  | { readonly kind: 'parse'; readonly from: string; readonly extract: Extraction }
  | { readonly kind: 'stats'; readonly columns: readonly Column[]; readonly by: readonly Column[] }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
  | { readonly kind: 'dedup'; readonly by: readonly Expression[] }
  | { readonly kind: 'limit'; readonly count: number };

export interface Column {
  /** What is behind `as`, else the expression as it was written. */
  readonly name: string;
  /** True where there is no `as`. */
  readonly isWritten: boolean;
  readonly expression: Expression;
}

export interface SortKey {
  /** As it was written: `sort count(*) desc` means that column of the stats before. */
  readonly name: string;
  readonly expression: Expression;
  readonly descending: boolean;
}

export type Extraction =
  | { readonly kind: 'glob'; readonly pieces: readonly string[]; readonly names: readonly string[] }
  | { readonly kind: 'regex'; readonly expression: RegExp };

export type BinaryOperator =
  | 'and'
  | 'or'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^';

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'period'; readonly count: number; readonly unit: PeriodUnit }
  | { readonly kind: 'not' | 'negative'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'matches'; readonly operand: Expression; readonly pattern: RegExp }
  | { readonly kind: 'contains'; readonly operand: Expression; readonly text: Expression }
  | { readonly kind: 'in'; readonly operand: Expression; readonly members: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: ScalarName; readonly args: readonly Expression[] }
  | { readonly kind: 'aggregate'; readonly name: AggregateName; readonly args: readonly Expression[] };

/** In milliseconds, but for those of the calendar. */
export const periodUnits = {
  ms: 1,
  msec: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
  mo: 'month',
  mon: 'month',
  month: 'month',
  q: 'quarter',
  qtr: 'quarter',
  quarter: 'quarter',
  y: 'year',
  yr: 'year',
  year: 'year',
} as const;

export type PeriodUnit = keyof typeof periodUnits;

export const scalarNames = [
  'abs',
  'bin',
  'ceil',
  'coalesce',
  'concat',
  'dateceil',
  'datefloor',
  'floor',
  'frommillis',
  'greatest',
  'isblank',
  'isempty',
  'ispresent',
  'least',
  'log',
  'ltrim',
  'now',
  'replace',
  'rtrim',
  'sqrt',
  'strcontains',
  'strlen',
  'substr',
  'tolower',
  'tomillis',
  'toupper',
  'trim',
] as const;

export type ScalarName = (typeof scalarNames)[number];

export const aggregateNames = [
  'avg',
  'count',
  'count_distinct',
  'earliest',
  'latest',
  'max',
  'median',
  'min',
  'pct',
  'sortsfirst',
  'sortslast',
  'stddev',
  'sum',
] as const;

export type AggregateName = (typeof aggregateNames)[number];
