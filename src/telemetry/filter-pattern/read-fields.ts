// The fields between `[` and `]`, each with a name, a condition, both or neither.
import type { Field, FieldCondition } from './pattern.ts';
import type { Scanner } from './scanner.ts';

/** Reads up to the closing bracket, and takes it. */
export function readFields(scanner: Scanner): readonly Field[] {
  if (scanner.take(']')) return [];
  const fields: Field[] = [];
  for (;;) {
    fields.push(readField(scanner));
    if (scanner.take(']')) break;
    scanner.expect(',');
  }
  if (fields.filter(({ kind }) => kind === 'rest').length > 1) scanner.fail('more than one ellipsis');
  return fields;
}

function readField(scanner: Scanner): Field {
  if (scanner.take('...')) return { kind: 'rest' };
  const name = readName(scanner);
  const first = scanner.comparison(endsOperand(scanner));
  if (first === null) return { kind: 'field', name: name === '' ? null : name, condition: null };
  const any: FieldCondition[] = [];
  let all: FieldCondition[] = [{ kind: 'comparison', comparison: first }];
  for (;;) {
    if (scanner.take('&&')) all.push(readOther(scanner, name));
    else if (scanner.take('||')) {
      any.push(joined('all', all));
      all = [readOther(scanner, name)];
    } else {
      any.push(joined('all', all));
      return { kind: 'field', name: name === '' ? null : name, condition: joined('any', any) };
    }
  }
}

function readOther(scanner: Scanner, name: string): FieldCondition {
  if (readName(scanner) !== name) scanner.fail('a condition names one field only');
  const comparison = scanner.comparison(endsOperand(scanner));
  if (comparison === null) scanner.fail('expected an operator');
  return { kind: 'comparison', comparison };
}

function readName(scanner: Scanner): string {
  scanner.skipSpace();
  return scanner.until((character) => /[^A-Za-z0-9_.$-]/.test(character));
}

/** An unquoted value may hold spaces: it ends with the field or at && and ||. */
function endsOperand({ text }: Scanner): (character: string, position: number) => boolean {
  return (character, position) =>
    character === ',' ||
    character === ']' ||
    ((character === '&' || character === '|') && text[position + 1] === character);
}

function joined(kind: 'all' | 'any', conditions: readonly FieldCondition[]): FieldCondition {
  return conditions.length === 1 ? conditions[0]! : { kind, conditions };
}
