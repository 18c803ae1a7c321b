// What a metric math expression comes to over the series that it names.
import { MathError, type MathExpression, type MathOperator } from './expression.ts';
import { callMath } from './functions.ts';
import type { MathScope } from './scope.ts';
import { combine, onEach, seriesOf, type MathValue } from './series.ts';

export function evaluateMath(expression: MathExpression, scope: MathScope): MathValue {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'text':
      throw new MathError(`A text cannot stand for a value: '${expression.text}'`);
    case 'reference':
      return scope.reference(expression.id);
    case 'negative':
      return onEach(evaluateMath(expression.operand, scope), (value) => -value);
    case 'list':
      return expression.members.flatMap((member) => seriesOf(evaluateMath(member, scope)));
    case 'binary':
      return combine(
        evaluateMath(expression.left, scope),
        evaluateMath(expression.right, scope),
        operations[expression.operator],
      );
    case 'call':
      return callMath(expression, scope, evaluateMath);
  }
}

/** Truth is 1, everything but 0 is true. */
const operations: Readonly<Record<MathOperator, (one: number, other: number) => number>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
  '^': (one, other) => one ** other,
  '==': (one, other) => Number(one === other),
  '!=': (one, other) => Number(one !== other),
  '<=': (one, other) => Number(one <= other),
  '>=': (one, other) => Number(one >= other),
  '<': (one, other) => Number(one < other),
  '>': (one, other) => Number(one > other),
  AND: (one, other) => Number(one !== 0 && other !== 0),
  OR: (one, other) => Number(one !== 0 || other !== 0),
};
