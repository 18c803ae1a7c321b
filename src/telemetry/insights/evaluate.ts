// What an expression comes to in a row. What is not there makes everything that is made of it not there.
import { periodUnits, type BinaryOperator, type Expression } from './query.ts';
import { callScalar } from './scalar-functions.ts';
import type { Scope } from './scope.ts';
import { comparison, isTrue, numberOf, textOf, truth, type Value } from './value.ts';

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'field':
      return scope.get(expression.name);
    case 'period':
      return periodMs(expression);
    case 'not':
      return truth(!isTrue(evaluate(expression.operand, scope)));
    case 'negative': {
      const number = numberOf(evaluate(expression.operand, scope));
      return number === null ? null : -number;
    }
    case 'binary':
      return evaluateBinary(expression.operator, expression.left, expression.right, scope);
    case 'matches': {
      const value = evaluate(expression.operand, scope);
      return truth(value !== null && expression.pattern.test(textOf(value)));
    }
    case 'contains': {
      const [value, text] = [evaluate(expression.operand, scope), evaluate(expression.text, scope)];
      return truth(value !== null && text !== null && textOf(value).includes(textOf(text)));
    }
    case 'in': {
      const value = evaluate(expression.operand, scope);
      return truth(expression.members.some((member) => comparison(value, evaluate(member, scope)) === 0));
    }
    case 'call':
      return callScalar(expression, scope, evaluate);
    case 'aggregate':
      return scope.aggregate?.(expression) ?? null;
  }
}

function periodMs({ count, unit }: Expression & { readonly kind: 'period' }): Value {
  const size = periodUnits[unit];
  return typeof size === 'number' ? count * size : null;
}

function evaluateBinary(operator: BinaryOperator, left: Expression, right: Expression, scope: Scope): Value {
  const one = evaluate(left, scope);
  // The other side of what is decided is not looked at.
  if (operator === 'and') return truth(isTrue(one) && isTrue(evaluate(right, scope)));
  if (operator === 'or') return truth(isTrue(one) || isTrue(evaluate(right, scope)));
  const other = evaluate(right, scope);
  switch (operator) {
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return truth(holds(operator, comparison(one, other)));
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '^':
      return arithmetic(operator, numberOf(one), numberOf(other));
  }
}

/** Nothing is equal to what is not there, nor unequal (what AWS does with != is not recorded). */
function holds(operator: '=' | '!=' | '<' | '<=' | '>' | '>=', order: number | null): boolean {
  if (order === null) return false;
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function arithmetic(
  operator: '+' | '-' | '*' | '/' | '%' | '^',
  one: number | null,
  other: number | null,
): Value {
  if (one === null || other === null) return null;
  const found = worked(operator, one, other);
  return Number.isFinite(found) ? found : null;
}

function worked(operator: '+' | '-' | '*' | '/' | '%' | '^', one: number, other: number): number {
  switch (operator) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
      return one / other;
    case '%':
      return one % other;
    case '^':
      return one ** other;
  }
}
