// Runs a query over log events, newest first, and gives its rows as columns of text.
import { insightsRowsMax } from '../../core/limits.ts';
import type { Column, Command, Query } from './query.ts';
import { Row, type QueryEvent } from './row.ts';
import { collecting, stageOf } from './stages.ts';
import { textOf } from './value.ts';

export interface QueryRun {
  readonly nowMs: number;
  /** Where the query itself has no `limit`. */
  readonly rowsMax: number;
  readonly signal: AbortSignal;
  /** Told of every event that is looked at. */
  readonly onEvent: (event: QueryEvent) => void;
}

export interface QueryAnswer {
  readonly rows: readonly ResultRow[];
  /** Events that came through to the end, or into a statistic. */
  readonly matched: number;
}

/** Columns that have a value, in their order. */
export type ResultRow = readonly (readonly [name: string, value: string])[];

/** @throws QueryTooLargeError, or the signal's reason */
export async function runQuery(
  { commands }: Query,
  events: AsyncIterable<QueryEvent>,
  { nowMs, rowsMax, signal, onEvent }: QueryRun,
): Promise<QueryAnswer> {
  const rows: Row[] = [];
  const limits = commands.flatMap((command) => (command.kind === 'limit' ? [command.count] : []));
  const shownMax = limits.length > 0 ? insightsRowsMax : rowsMax;
  let matched = 0;
  let stage = collecting(rows, shownMax);
  for (const [index, command] of [...commands.entries()].toReversed()) {
    stage = stageOf(command, stage, nowMs, limitAfter(commands.slice(index + 1), shownMax));
    // What the filters let through is what matched; whatever follows takes it in.
    if (index === lastFilter(commands) + 1) {
      const counted = stage;
      stage = {
        push: (row) => {
          matched++;
          return counted.push(row);
        },
        end: () => counted.end(),
      };
    }
  }
  for await (const event of events) {
    signal.throwIfAborted();
    onEvent(event);
    if (!stage.push(new Row(event))) break;
  }
  stage.end();
  const shown = columnsShown(commands);
  return {
    rows: rows.map((row) => written(row, shown)),
    matched: lastFilter(commands) === commands.length - 1 ? rows.length : matched,
  };
}

/** The last of the filters that stand before all else that changes rows. */
function lastFilter(commands: readonly Command[]): number {
  const end = commands.findIndex(({ kind }) => kind === 'stats' || kind === 'limit' || kind === 'dedup');
  return (end === -1 ? commands : commands.slice(0, end)).findLastIndex(({ kind }) => kind === 'filter');
}

/** How many rows are wanted of a stage; null where a later one may leave some out. */
function limitAfter(later: readonly Command[], rowsMax: number): number | null {
  for (const command of later) {
    if (command.kind === 'limit') return command.count;
    if (command.kind === 'filter' || command.kind === 'dedup' || command.kind === 'stats') return null;
    // A second sort makes another order of all rows.
    if (command.kind === 'sort') return null;
  }
  return rowsMax;
}

/** `display` alone, or what all `fields` and `stats` name; time and message where nothing is named. */
function columnsShown(commands: readonly Command[]): readonly string[] {
  let columns: string[] = [];
  let isDisplayed = false;
  for (const command of commands) {
    switch (command.kind) {
      case 'display':
        columns = isDisplayed ? [...columns, ...namesOf(command.columns)] : [...namesOf(command.columns)];
        isDisplayed = true;
        break;
      case 'fields':
        if (!isDisplayed) columns.push(...namesOf(command.columns));
        break;
      case 'parse':
        // What was parsed is shown beside the fields.
        if (!isDisplayed) columns.push(...parsedNames(command));
        break;
      case 'stats':
        columns = [...namesOf(command.by), ...namesOf(command.columns)];
        isDisplayed = false;
        break;
      case 'filter':
      case 'sort':
      case 'dedup':
      case 'limit':
        break;
    }
  }
  const isNamed = commands.some(({ kind }) => kind === 'fields' || kind === 'display' || kind === 'stats');
  return [...new Set(isNamed ? columns : ['@timestamp', '@message', ...columns])];
}

const namesOf = (columns: readonly Column[]): readonly string[] => columns.map(({ name }) => name);

function parsedNames({ extract }: Command & { readonly kind: 'parse' }): readonly string[] {
  if (extract.kind === 'glob') return extract.names;
  return [...extract.expression.source.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name]) => name!);
}

/** An event's row ends with the pointer to the event. */
function written(row: Row, shown: readonly string[]): ResultRow {
  const names = row.event === null || shown.includes('@ptr') ? shown : [...shown, '@ptr'];
  return names.flatMap((name) => {
    const value = row.get(name);
    return value === null ? [] : [[name, textOf(value)] as const];
  });
}
