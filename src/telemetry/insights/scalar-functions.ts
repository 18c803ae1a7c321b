// The functions of a query that make one value of others.
import { periodUnits, type Expression, type ScalarName } from './query.ts';
import type { Scope } from './scope.ts';
import { comparison, Instant, numberOf, textOf, truth, type Value } from './value.ts';

type Call = Expression & { readonly kind: 'call' };

/** @param evaluate What works an argument out. */
export function callScalar(
  { name, args }: Call,
  scope: Scope,
  evaluate: (expression: Expression, scope: Scope) => Value,
): Value {
  switch (name) {
    case 'bin':
      return floorOf(scope.get('@timestamp'), args[0], 0);
    case 'datefloor':
      return floorOf(evaluate(args[0]!, scope), args[1], 0);
    case 'dateceil':
      return floorOf(evaluate(args[0]!, scope), args[1], 1);
    case 'now':
      return Math.floor(scope.nowMs / 1000);
    default:
      return callOnValues(
        name,
        args.map((arg) => evaluate(arg, scope)),
      );
  }
}

type OnValues = Exclude<ScalarName, 'bin' | 'datefloor' | 'dateceil' | 'now'>;

function callOnValues(name: OnValues, values: readonly Value[]): Value {
  const [first = null, second = null, third = null] = values;
  switch (name) {
    case 'coalesce':
      return values.find((value) => value !== null) ?? null;
    case 'ispresent':
      return truth(first !== null);
    case 'isempty':
      return truth(first === null || textOf(first) === '');
    case 'isblank':
      return truth(first === null || textOf(first).trim() === '');
    case 'concat':
      return values.map((value) => (value === null ? '' : textOf(value))).join('');
    case 'greatest':
      return numbersOf(values, Math.max);
    case 'least':
      return numbersOf(values, Math.min);
    case 'frommillis': {
      const ms = numberOf(first);
      return ms === null ? null : new Instant(ms);
    }
    case 'tomillis':
      return numberOf(first);
    case 'abs':
    case 'ceil':
    case 'floor':
    case 'log':
    case 'sqrt':
      return onNumber(numberOf(first), Math[name]);
    case 'strcontains':
      return first === null || second === null ? null : truth(textOf(first).includes(textOf(second)));
    case 'replace':
      return first === null || second === null || third === null
        ? null
        : textOf(first).replaceAll(textOf(second), () => textOf(third));
    case 'substr':
      return first === null ? null : part(textOf(first), numberOf(second), numberOf(third));
    case 'strlen':
    case 'tolower':
    case 'toupper':
    case 'trim':
    case 'ltrim':
    case 'rtrim':
      return first === null ? null : onText(name, textOf(first), second === null ? null : textOf(second));
  }
}

function numbersOf(values: readonly Value[], choose: (...numbers: number[]) => number): Value {
  const numbers = values.map(numberOf).filter((number) => number !== null);
  return numbers.length === 0 ? null : choose(...numbers);
}

function onNumber(number: number | null, work: (number: number) => number): Value {
  if (number === null) return null;
  const found = work(number);
  return Number.isFinite(found) ? found : null;
}

function part(text: string, start: number | null, length: number | null): Value {
  if (start === null) return null;
  return length === null ? text.slice(start) : text.slice(start, start + length);
}

function onText(
  name: 'strlen' | 'tolower' | 'toupper' | 'trim' | 'ltrim' | 'rtrim',
  text: string,
  characters: string | null,
): Value {
  switch (name) {
    case 'strlen':
      return text.length;
    case 'tolower':
      return text.toLowerCase();
    case 'toupper':
      return text.toUpperCase();
    case 'trim':
      return trimEnd(trimStart(text, characters), characters);
    case 'ltrim':
      return trimStart(text, characters);
    case 'rtrim':
      return trimEnd(text, characters);
  }
}

const isTrimmed = (character: string, characters: string | null): boolean =>
  characters === null ? character.trim() === '' : characters.includes(character);

function trimStart(text: string, characters: string | null): string {
  let start = 0;
  while (start < text.length && isTrimmed(text[start]!, characters)) start++;
  return text.slice(start);
}

function trimEnd(text: string, characters: string | null): string {
  let end = text.length;
  while (end > 0 && isTrimmed(text[end - 1]!, characters)) end--;
  return text.slice(0, end);
}

/** The start of the period that a time is in, or with `more` 1 the end of it unless the time is its start. */
function floorOf(time: Value, period: Expression | undefined, more: 0 | 1): Value {
  const ms = numberOf(time);
  if (ms === null || period?.kind !== 'period') return null;
  const start = startOf(ms, period, 0);
  if (more === 0 || comparison(start, ms) === 0) return new Instant(start);
  return new Instant(startOf(ms, period, 1));
}

function startOf(
  ms: number,
  { count, unit }: Expression & { readonly kind: 'period' },
  later: 0 | 1,
): number {
  const size = periodUnits[unit];
  if (typeof size === 'number') return (Math.floor(ms / (size * count)) + later) * size * count;
  const monthsOf = { month: 1, quarter: 3, year: 12 } as const;
  const months = monthsOf[size] * Math.max(1, Math.round(count));
  const date = new Date(ms);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return new Date(0).setUTCFullYear(0, (Math.floor(month / months) + later) * months, 1);
}
