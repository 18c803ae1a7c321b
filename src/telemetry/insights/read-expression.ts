// An expression of a query, by the precedence of its operators: or, and, not, comparison, sum, product, power.
import { filterPatternNestingMax } from '../../core/limits.ts';
import {
  aggregateNames,
  periodUnits,
  QueryNotBuiltError,
  scalarNames,
  type AggregateName,
  type BinaryOperator,
  type Expression,
  type PeriodUnit,
  type ScalarName,
} from './query.ts';
import type { QueryScanner } from './query-scanner.ts';

/** Whether aggregates such as `count(*)` may stand there: in stats alone. */
export interface ExpressionPlace {
  readonly aggregates: boolean;
}

/** @throws QueryError, QueryNotBuiltError */
export function readExpression(scanner: QueryScanner, place: ExpressionPlace): Expression {
  return readOr(scanner, { ...place, depth: 0 });
}

interface Depth extends ExpressionPlace {
  readonly depth: number;
}

function readOr(scanner: QueryScanner, place: Depth): Expression {
  if (place.depth > filterPatternNestingMax) scanner.fail();
  let left = readAnd(scanner, place);
  while (scanner.takeWord('or')) left = binary('or', left, readAnd(scanner, place));
  return left;
}

function readAnd(scanner: QueryScanner, place: Depth): Expression {
  let left = readNot(scanner, place);
  while (scanner.takeWord('and')) left = binary('and', left, readNot(scanner, place));
  return left;
}

function readNot(scanner: QueryScanner, place: Depth): Expression {
  if (!scanner.takeWord('not')) return readComparison(scanner, place);
  const operand = readNot(scanner, { ...place, depth: deeper(scanner, place) });
  return { kind: 'not', operand };
}

const comparisons = ['!=', '<=', '>=', '<', '>', '='] as const;

function readComparison(scanner: QueryScanner, place: Depth): Expression {
  const left = readSum(scanner, place);
  if (scanner.take('=~')) return matching(scanner, left, place);
  for (const operator of comparisons) {
    if (scanner.take(operator)) return binary(operator, left, readSum(scanner, place));
  }
  const before = scanner.position;
  const isNegated = scanner.takeWord('not');
  const found = readWordComparison(scanner, left, place);
  if (found !== null) return isNegated ? { kind: 'not', operand: found } : found;
  scanner.position = before;
  return left;
}

function readWordComparison(scanner: QueryScanner, left: Expression, place: Depth): Expression | null {
  if (scanner.takeWord('like')) return matching(scanner, left, place);
  if (!scanner.takeWord('in')) return null;
  scanner.expect('[');
  const members: Expression[] = [];
  do members.push(readSum(scanner, place));
  while (scanner.take(','));
  scanner.expect(']');
  return { kind: 'in', operand: left, members };
}

function matching(scanner: QueryScanner, operand: Expression, place: Depth): Expression {
  const pattern = scanner.regex();
  if (pattern !== null) return { kind: 'matches', operand, pattern };
  return { kind: 'contains', operand, text: readSum(scanner, place) };
}

function readSum(scanner: QueryScanner, place: Depth): Expression {
  let left = readProduct(scanner, place);
  for (;;) {
    const operator = (['+', '-'] as const).find((each) => scanner.take(each));
    if (operator === undefined) return left;
    left = binary(operator, left, readProduct(scanner, place));
  }
}

function readProduct(scanner: QueryScanner, place: Depth): Expression {
  let left = readPower(scanner, place);
  for (;;) {
    const operator = (['*', '/', '%'] as const).find((each) => scanner.take(each));
    if (operator === undefined) return left;
    left = binary(operator, left, readPower(scanner, place));
  }
}

function readPower(scanner: QueryScanner, place: Depth): Expression {
  if (scanner.take('-')) {
    return { kind: 'negative', operand: readPower(scanner, { ...place, depth: deeper(scanner, place) }) };
  }
  const base = readAtom(scanner, place);
  if (!scanner.take('^')) return base;
  return binary('^', base, readPower(scanner, { ...place, depth: deeper(scanner, place) }));
}

function deeper(scanner: QueryScanner, { depth }: Depth): number {
  if (depth > filterPatternNestingMax) scanner.fail();
  return depth + 1;
}

function readAtom(scanner: QueryScanner, place: Depth): Expression {
  if (scanner.take('(')) {
    const inner = readOr(scanner, { ...place, depth: deeper(scanner, place) });
    scanner.expect(')');
    return inner;
  }
  const value = scanner.string() ?? scanner.number();
  if (value !== null) return { kind: 'literal', value };
  scanner.skip();
  const start = scanner.position;
  const isQuoted = scanner.text[start] === '`';
  const name = scanner.name();
  if (name === null) scanner.fail();
  if (isQuoted) return { kind: 'field', name };
  if (scanner.take('(')) return readCall(scanner, name, start, place);
  // Truth is a number (documented of JSON's true and false).
  if (/^true$/i.test(name)) return { kind: 'literal', value: 1 };
  if (/^false$/i.test(name)) return { kind: 'literal', value: 0 };
  return { kind: 'field', name };
}

/** Named in AWS's documentation. */
const notBuiltFunctions = new Set([
  'isvalidip',
  'isvalidipv4',
  'isvalidipv6',
  'isipinsubnet',
  'isipv4insubnet',
  'isipv6insubnet',
  'jsonparse',
  'jsonstringify',
]);

function readCall(scanner: QueryScanner, written: string, start: number, place: Depth): Expression {
  const name = written.toLowerCase();
  if (notBuiltFunctions.has(name)) throw new QueryNotBuiltError(`the function ${written}`);
  const inner = { aggregates: false, depth: deeper(scanner, place) };
  if (isAggregate(name)) {
    if (!place.aggregates) scanner.fail(start);
    return { kind: 'aggregate', name, args: readArguments(scanner, inner, name === 'count') };
  }
  if (!isScalar(name)) return scanner.fail(start);
  if (name === 'bin') {
    const period = readPeriod(scanner);
    scanner.expect(')');
    return { kind: 'call', name, args: [period] };
  }
  if (name === 'datefloor' || name === 'dateceil') {
    const time = readOr(scanner, inner);
    scanner.expect(',');
    const period = readPeriod(scanner);
    scanner.expect(')');
    return { kind: 'call', name, args: [time, period] };
  }
  const nested = { ...inner, aggregates: place.aggregates };
  return { kind: 'call', name, args: readArguments(scanner, nested, false) };
}

function readArguments(scanner: QueryScanner, place: Depth, takesStar: boolean): readonly Expression[] {
  if (scanner.take(')')) return [];
  if (takesStar && scanner.take('*')) {
    scanner.expect(')');
    return [];
  }
  const args: Expression[] = [];
  do args.push(readOr(scanner, place));
  while (scanner.take(','));
  scanner.expect(')');
  return args;
}

function readPeriod(scanner: QueryScanner): Expression {
  const count = scanner.number() ?? 1;
  const start = scanner.position;
  const found = scanner.peekWord();
  if (found === null) scanner.fail();
  scanner.takeWord(found);
  // `minutes` as well as `minute`.
  const unit = Object.hasOwn(periodUnits, found) ? found : found.replace(/s$/, '');
  if (!Object.hasOwn(periodUnits, unit) || !(count > 0)) scanner.fail(start);
  return { kind: 'period', count, unit: unit as PeriodUnit };
}

function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right };
}

function isAggregate(name: string): name is AggregateName {
  return (aggregateNames as readonly string[]).includes(name);
}

function isScalar(name: string): name is ScalarName {
  return (scalarNames as readonly string[]).includes(name);
}
