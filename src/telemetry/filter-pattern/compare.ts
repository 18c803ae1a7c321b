// One comparison: numbers by their size, texts with `*` for anything, or by a regular expression.
import type { Comparison } from './pattern.ts';

/** Texts know only = and !=. */
export function compares({ operator, operand }: Comparison, value: string | number | boolean): boolean {
  if (operand.kind === 'regex') {
    const found = operand.expression.test(String(value));
    return operator === '=' ? found : operator === '!=' && !found;
  }
  const { number } = operand;
  if (number !== null) {
    const size = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
    if (!Number.isNaN(size)) return comparesNumbers(operator, size, number);
  }
  const same = fits(String(value), operand.pieces);
  return operator === '=' ? same : operator === '!=' && !same;
}

function comparesNumbers(operator: Comparison['operator'], one: number, other: number): boolean {
  switch (operator) {
    case '=':
      return one === other;
    case '!=':
      return one !== other;
    case '<':
      return one < other;
    case '>':
      return one > other;
    case '<=':
      return one <= other;
    case '>=':
      return one >= other;
  }
}

/** The pieces one behind the other, anything between them: found greedily, so in time linear in the text. */
function fits(text: string, pieces: readonly string[]): boolean {
  const [first, ...rest] = pieces as [string, ...string[]];
  if (rest.length === 0) return text === first;
  const last = rest.pop()!;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let position = first.length;
  const end = text.length - last.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, position);
    if (found === -1 || found + piece.length > end) return false;
    position = found + piece.length;
  }
  return true;
}
