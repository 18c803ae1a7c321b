// What `==`, `<`, `+` and the others make of two values, and what counts as true.
import type { Operator } from './template.ts';
import { valuesEqual } from './members.ts';
import { JavaDouble, numberOf, textOf, type Value } from './values.ts';

/** All but null, `false` and, since AWS takes null and '' for the same (recorded 2025-06-18), the empty string. */
export function isTrue(value: Value): boolean {
  return value !== null && value !== false && value !== '';
}

/** Null where the operation makes no sense: Velocity logs that and goes on. */
export function binaryOperation(operator: Exclude<Operator, '&&' | '||'>, left: Value, right: Value): Value {
  switch (operator) {
    case '==':
      return valuesEqual(left, right);
    case '!=':
      return !valuesEqual(left, right);
    case '+':
      // A string on either side makes it a concatenation.
      if (typeof left === 'string' || typeof right === 'string') return textOf(left) + textOf(right);
      return arithmetic(operator, left, right);
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right);
  }
}

function compare(operator: '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean {
  const a = numberOf(left);
  const b = numberOf(right);
  if (a === null || b === null) return false;
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: Value, right: Value): Value {
  const a = numberOf(left);
  const b = numberOf(right);
  if (a === null || b === null) return null;
  if (b === 0 && (operator === '/' || operator === '%')) return null;
  const result = calculate(operator, a, b);
  if (left instanceof JavaDouble || right instanceof JavaDouble) return new JavaDouble(result);
  // Two integers give an integer.
  return Math.trunc(result);
}

function calculate(operator: '+' | '-' | '*' | '/' | '%', a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}
