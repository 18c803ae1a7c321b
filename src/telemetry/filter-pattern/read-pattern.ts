// From a filter pattern's text to what it says; the first character tells which of the three kinds it is.
import type { FilterPattern, Term } from './pattern.ts';
import { readFields } from './read-fields.ts';
import { readJsonCondition } from './read-json-condition.ts';
import { Scanner } from './scanner.ts';

/** @throws FilterPatternError where the text is none. */
export function readFilterPattern(text: string): FilterPattern {
  const scanner = new Scanner(text);
  scanner.skipSpace();
  if (scanner.atEnd) return { kind: 'everything' };
  if (scanner.take('{')) {
    const condition = readJsonCondition(scanner);
    return ended(scanner, { kind: 'json', condition });
  }
  if (scanner.take('[')) {
    const fields = readFields(scanner);
    return ended(scanner, fields.length === 0 ? { kind: 'everything' } : { kind: 'delimited', fields });
  }
  return readTerms(scanner);
}

function ended(scanner: Scanner, pattern: FilterPattern): FilterPattern {
  scanner.skipSpace();
  if (!scanner.atEnd) scanner.fail('unexpected characters');
  return pattern;
}

function readTerms(scanner: Scanner): FilterPattern {
  const required: Term[] = [];
  const optional: Term[] = [];
  const excluded: Term[] = [];
  for (scanner.skipSpace(); !scanner.atEnd; scanner.skipSpace()) {
    const list = scanner.take('?') ? optional : scanner.take('-') ? excluded : required;
    list.push(readTerm(scanner));
  }
  return { kind: 'terms', required, optional, excluded };
}

function readTerm(scanner: Scanner): Term {
  if (scanner.peek() === '"') return { kind: 'text', text: scanner.quoted('"') };
  if (scanner.peek() === '%') return { kind: 'regex', expression: scanner.regex() };
  const text = scanner.until((character) => /\s/.test(character));
  if (text === '') scanner.fail('expected a term');
  return { kind: 'text', text };
}
