// A query's commands, one behind the other, with a `|` between them.
import { insightsCommandsMax, insightsRowsMax } from '../../core/limits.ts';
import {
  QueryNotBuiltError,
  type Column,
  type Command,
  type Expression,
  type Extraction,
  type Query,
  type SortKey,
} from './query.ts';
import { QueryScanner } from './query-scanner.ts';
import { readExpression } from './read-expression.ts';

/** @throws QueryError where it cannot be read, QueryNotBuiltError where it asks for what is not built */
export function readQuery(text: string): Query {
  const scanner = new QueryScanner(text);
  const commands: Command[] = [];
  do {
    if (commands.length === insightsCommandsMax) scanner.fail();
    commands.push(readCommand(scanner));
  } while (scanner.take('|'));
  if (!scanner.atEnd) scanner.fail();
  return { commands };
}

/** In AWS's documentation, and not here. */
const notBuiltCommands: ReadonlySet<string> = new Set([
  'anomaly',
  'diff',
  'filterindex',
  'join',
  'lookup',
  'pattern',
  'source',
  'unmask',
  'unnest',
]);

const plain = { aggregates: false } as const;

function readCommand(scanner: QueryScanner): Command {
  scanner.skip();
  const start = scanner.position;
  const name = scanner.peekWord();
  if (name === null) scanner.fail();
  scanner.takeWord(name);
  switch (name) {
    case 'fields':
    case 'display':
      return { kind: name, columns: readColumns(scanner, false) };
    case 'filter':
      return { kind: 'filter', condition: readExpression(scanner, plain) };
    case 'parse':
      return readParse(scanner);
    case 'stats':
      return readStats(scanner);
    case 'sort':
    case 'order':
      if (name === 'order' && !scanner.takeWord('by')) scanner.fail();
      return { kind: 'sort', keys: readSortKeys(scanner) };
    case 'dedup':
      return { kind: 'dedup', by: readColumns(scanner, false).map(({ expression }) => expression) };
    case 'limit':
    case 'head':
    case 'tail':
      // `head` is the older word; AWS also had `tail`.
      if (name === 'tail') throw new QueryNotBuiltError('the command tail');
      return { kind: 'limit', count: readCount(scanner) };
    default:
      if (notBuiltCommands.has(name)) throw new QueryNotBuiltError(`the command ${name}`);
      return scanner.fail(start);
  }
}

function readColumns(scanner: QueryScanner, aggregates: boolean): readonly Column[] {
  const columns: Column[] = [];
  do {
    scanner.skip();
    const start = scanner.position;
    const expression = readExpression(scanner, { aggregates });
    const written = scanner.text.slice(start, scanner.position).trim();
    const isWritten = !scanner.takeWord('as');
    const name = isWritten ? nameOf(expression, written) : (scanner.name() ?? scanner.fail());
    columns.push({ name, isWritten, expression });
  } while (scanner.take(','));
  return columns;
}

/** A field in backticks is called what it is without them. */
function nameOf(expression: Expression, written: string): string {
  return expression.kind === 'field' ? expression.name : written;
}

function readStats(scanner: QueryScanner): Command {
  const start = scanner.position;
  const columns = readColumns(scanner, true);
  if (!columns.every(({ expression }) => hasAggregate(expression))) scanner.fail(start);
  const by = scanner.takeWord('by') ? readColumns(scanner, false) : [];
  return { kind: 'stats', columns, by };
}

function hasAggregate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'aggregate':
      return true;
    case 'binary':
      return hasAggregate(expression.left) || hasAggregate(expression.right);
    case 'call':
      return expression.args.some(hasAggregate);
    case 'not':
    case 'negative':
    case 'matches':
    case 'contains':
    case 'in':
      return hasAggregate(expression.operand);
    case 'literal':
    case 'field':
    case 'period':
      return false;
  }
}

function readSortKeys(scanner: QueryScanner): readonly SortKey[] {
  const keys: SortKey[] = [];
  do {
    scanner.skip();
    const start = scanner.position;
    const expression = readExpression(scanner, { aggregates: true });
    const name = scanner.text.slice(start, scanner.position).trim();
    const descending = scanner.takeWord('desc');
    if (!descending) scanner.takeWord('asc');
    keys.push({ name, expression, descending });
  } while (scanner.take(','));
  return keys;
}

function readCount(scanner: QueryScanner): number {
  scanner.skip();
  const start = scanner.position;
  const count = scanner.number();
  if (count === null || !Number.isInteger(count) || count < 1 || count > insightsRowsMax) scanner.fail(start);
  return count;
}

function readParse(scanner: QueryScanner): Command {
  scanner.skip();
  const next = scanner.text[scanner.position];
  const isNamed = next !== '/' && next !== '"' && next !== "'";
  const from = isNamed ? (scanner.name() ?? scanner.fail()) : '@message';
  return { kind: 'parse', from, extract: readExtraction(scanner) };
}

function readExtraction(scanner: QueryScanner): Extraction {
  scanner.skip();
  const start = scanner.position;
  const expression = scanner.regex();
  // What it finds has the names of its groups.
  if (expression !== null) return { kind: 'regex', expression };
  const glob = scanner.string() ?? scanner.fail();
  if (!scanner.takeWord('as')) scanner.fail();
  const names: string[] = [];
  do names.push(scanner.name() ?? scanner.fail());
  while (scanner.take(','));
  const pieces = glob.split('*');
  if (pieces.length !== names.length + 1) scanner.fail(start);
  return { kind: 'glob', pieces, names };
}
