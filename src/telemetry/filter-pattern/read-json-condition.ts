// The condition between `{` and `}`: comparisons of what selectors find in a JSON message, joined by && and ||.
import { everyMember, type JsonCondition, type Selector } from './pattern.ts';
import type { Scanner } from './scanner.ts';
import { filterPatternNestingMax } from '../../core/limits.ts';

/** Reads up to the closing brace, and takes it. */
export function readJsonCondition(scanner: Scanner): JsonCondition {
  const condition = readAny(scanner, 0);
  scanner.expect('}');
  return condition;
}

/** && binds closer than ||. */
function readAny(scanner: Scanner, depth: number): JsonCondition {
  if (depth > filterPatternNestingMax) scanner.fail('too many parentheses');
  const conditions = [readAll(scanner, depth)];
  while (scanner.take('||')) conditions.push(readAll(scanner, depth));
  return conditions.length === 1 ? conditions[0]! : { kind: 'any', conditions };
}

function readAll(scanner: Scanner, depth: number): JsonCondition {
  const conditions = [readOne(scanner, depth)];
  while (scanner.take('&&')) conditions.push(readOne(scanner, depth));
  return conditions.length === 1 ? conditions[0]! : { kind: 'all', conditions };
}

function readOne(scanner: Scanner, depth: number): JsonCondition {
  if (scanner.take('(')) {
    const condition = readAny(scanner, depth + 1);
    scanner.expect(')');
    return condition;
  }
  const selector = readSelector(scanner);
  if (scanner.takeWord('IS')) {
    if (scanner.takeWord('NULL')) return { kind: 'is', selector, value: null };
    if (scanner.takeWord('TRUE')) return { kind: 'is', selector, value: true };
    if (scanner.takeWord('FALSE')) return { kind: 'is', selector, value: false };
    scanner.fail('expected NULL, TRUE or FALSE');
  }
  if (scanner.takeWord('NOT')) {
    if (!scanner.takeWord('EXISTS')) scanner.fail('expected EXISTS');
    return { kind: 'not-exists', selector };
  }
  const comparison = scanner.comparison((character) => /[\s)}&|]/.test(character));
  if (comparison === null) scanner.fail('expected an operator');
  return { kind: 'comparison', selector, comparison };
}

const endsName = (character: string): boolean => /[^A-Za-z0-9_-]/.test(character);

/** `$.name`, `$.name[0]`, `$['na.me']`, `$.*`, `$.list[*].name`. */
export function readSelector(scanner: Scanner): Selector {
  scanner.skipSpace();
  const start = scanner.position;
  scanner.expect('$');
  const steps: Selector['steps'][number][] = [];
  for (;;) {
    if (scanner.peek() === '.') {
      scanner.position++;
      if (scanner.peek() === '[') continue;
      steps.push(scanner.peek() === '*' ? readStar(scanner) : readName(scanner));
    } else if (scanner.peek() === '[') {
      scanner.position++;
      steps.push(readBracketed(scanner));
      scanner.expect(']');
    } else {
      return { text: scanner.text.slice(start, scanner.position), steps };
    }
  }
}

function readStar(scanner: Scanner): typeof everyMember {
  scanner.position++;
  return everyMember;
}

function readName(scanner: Scanner): string {
  const name = scanner.until(endsName);
  if (name === '') scanner.fail('expected a name');
  return name;
}

function readBracketed(scanner: Scanner): string | number | typeof everyMember {
  scanner.skipSpace();
  const mark = scanner.peek();
  if (mark === '*') return readStar(scanner);
  if (mark === '"' || mark === "'") return scanner.quoted(mark);
  const digits = scanner.until((character) => !/\d/.test(character));
  if (digits === '') scanner.fail('expected an index');
  return Number(digits);
}
