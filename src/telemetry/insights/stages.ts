// A query's commands at work: each takes rows one by one and hands what it makes of them to the next.
import { insightsGroupsMax, insightsRowsMax } from '../../core/limits.ts';
import { createAggregate, type Aggregate } from './aggregates.ts';
import { evaluate } from './evaluate.ts';
import { extract } from './extract.ts';
import type { Column, Command, Expression, SortKey } from './query.ts';
import { Row } from './row.ts';
import type { Scope } from './scope.ts';
import { isTrue, sortOrder, textOf, type Value } from './value.ts';

export interface Stage {
  /** False where it wants no more. */
  push(row: Row): boolean;
  /** All rows have come. */
  end(): void;
}

/** A query that cannot be answered within its bounds. */
export class QueryTooLargeError extends Error {}

/** @param laterLimit Of the rows that it hands on, so many are wanted; null where that cannot be told. */
export function stageOf(command: Command, next: Stage, nowMs: number, laterLimit: number | null): Stage {
  const scopeOf = (row: Row): Scope => ({ get: (name) => row.get(name), nowMs });
  switch (command.kind) {
    case 'fields':
    case 'display':
      return making(command.columns, next, scopeOf);
    case 'filter':
      return {
        push: (row) => (isTrue(evaluate(command.condition, scopeOf(row))) ? next.push(row) : true),
        end: () => next.end(),
      };
    case 'parse':
      return {
        push(row) {
          const value = row.get(command.from);
          if (value !== null) {
            for (const [name, found] of extract(command.extract, textOf(value))) row.set(name, found);
          }
          return next.push(row);
        },
        end: () => next.end(),
      };
    case 'stats':
      return statistics(command, next, scopeOf, nowMs);
    case 'sort':
      return sorting(command.keys, next, scopeOf, laterLimit);
    case 'dedup':
      return deduplicating(command.by, next, scopeOf);
    case 'limit':
      return limiting(command.count, next);
  }
}

function making(columns: readonly Column[], next: Stage, scopeOf: (row: Row) => Scope): Stage {
  const made = columns.filter(
    ({ name, expression }) => expression.kind !== 'field' || expression.name !== name,
  );
  return {
    push(row) {
      for (const { name, isWritten, expression } of made) {
        // `display bin(5m)` behind `stats … by bin(5m)` is that column.
        if (isWritten && row.hasMade(name)) continue;
        row.set(name, evaluate(expression, scopeOf(row)));
      }
      return next.push(row);
    },
    end: () => next.end(),
  };
}

interface Group {
  readonly keys: readonly Value[];
  readonly aggregates: ReadonlyMap<Expression, Aggregate>;
}

function statistics(
  { columns, by }: Command & { readonly kind: 'stats' },
  next: Stage,
  scopeOf: (row: Row) => Scope,
  nowMs: number,
): Stage {
  const calls = columns.flatMap(({ expression }) => aggregatesIn(expression));
  const newGroup = (keys: readonly Value[]): Group => ({
    keys,
    aggregates: new Map(calls.map((call) => [call, createAggregate(call)])),
  });
  const groups = new Map<string, Group>();
  return {
    push(row) {
      const scope = scopeOf(row);
      const keys = by.map(({ expression }) => evaluate(expression, scope));
      const id = JSON.stringify(keys.map((key) => (key === null ? null : textOf(key))));
      let group = groups.get(id);
      if (group === undefined) {
        if (groups.size === insightsGroupsMax)
          throw new QueryTooLargeError(`more than ${insightsGroupsMax} groups`);
        groups.set(id, (group = newGroup(keys)));
      }
      for (const aggregate of group.aggregates.values()) aggregate.add(scope);
      return true;
    },
    end() {
      for (const { keys, aggregates } of groups.values()) {
        const row = new Row(null);
        for (const [index, { name }] of by.entries()) row.set(name, keys[index]!);
        const scope: Scope = {
          get: (name) => row.get(name),
          aggregate: (call) => aggregates.get(call)!.result(),
          nowMs,
        };
        for (const { name, expression } of columns) row.set(name, evaluate(expression, scope));
        if (!next.push(row)) break;
      }
      next.end();
    },
  };
}

type AggregateCall = Expression & { readonly kind: 'aggregate' };

function aggregatesIn(expression: Expression): readonly AggregateCall[] {
  switch (expression.kind) {
    case 'aggregate':
      return [expression];
    case 'binary':
      return [...aggregatesIn(expression.left), ...aggregatesIn(expression.right)];
    case 'call':
      return expression.args.flatMap(aggregatesIn);
    case 'not':
    case 'negative':
    case 'matches':
    case 'contains':
    case 'in':
      return aggregatesIn(expression.operand);
    case 'literal':
    case 'field':
    case 'period':
      return [];
  }
}

/** A column is sorted by as it is called; what is no column is worked out. */
function sortedBy({ name, expression }: SortKey, row: Row, scope: Scope): Value {
  return row.hasMade(name) ? row.get(name) : evaluate(expression, scope);
}

interface Keyed {
  readonly row: Row;
  readonly keys: readonly Value[];
}

/** Of rows that can be no longer among those wanted, the last are let go as more come. */
function sorting(
  keys: readonly SortKey[],
  next: Stage,
  scopeOf: (row: Row) => Scope,
  laterLimit: number | null,
): Stage {
  let rows: Keyed[] = [];
  const order = (one: Keyed, other: Keyed): number => {
    for (const [index, { descending }] of keys.entries()) {
      const found = sortOrder(one.keys[index]!, other.keys[index]!);
      if (found !== 0) return descending ? -found : found;
    }
    return 0;
  };
  return {
    push(row) {
      rows.push({ row, keys: keys.map((key) => sortedBy(key, row, scopeOf(row))) });
      if (laterLimit !== null && rows.length >= 2 * laterLimit + 100) {
        rows = rows.toSorted(order).slice(0, laterLimit);
      } else if (laterLimit === null && rows.length > insightsGroupsMax) {
        throw new QueryTooLargeError(`more than ${insightsGroupsMax} rows to sort`);
      }
      return true;
    },
    end() {
      for (const { row } of rows.toSorted(order)) if (!next.push(row)) break;
      next.end();
    },
  };
}

function deduplicating(by: readonly Expression[], next: Stage, scopeOf: (row: Row) => Scope): Stage {
  const seen = new Set<string>();
  return {
    push(row) {
      const scope = scopeOf(row);
      const values = by.map((expression) => evaluate(expression, scope));
      // Documented: what is not there is not the same as what is not there either.
      if (values.includes(null)) return next.push(row);
      const id = JSON.stringify(values.map((value) => textOf(value!)));
      if (seen.has(id)) return true;
      if (seen.size === insightsGroupsMax)
        throw new QueryTooLargeError(`more than ${insightsGroupsMax} different values`);
      seen.add(id);
      return next.push(row);
    },
    end: () => next.end(),
  };
}

function limiting(count: number, next: Stage): Stage {
  let left = count;
  return {
    push(row) {
      if (left === 0) return false;
      left--;
      return next.push(row) && left > 0;
    },
    end: () => next.end(),
  };
}

/** The last stage: keeps the rows, at most so many. */
export function collecting(rows: Row[], rowsMax: number): Stage {
  const max = Math.min(rowsMax, insightsRowsMax);
  return {
    push(row) {
      if (rows.length < max) rows.push(row);
      return rows.length < max;
    },
    end: () => undefined,
  };
}
