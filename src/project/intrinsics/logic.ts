// Functions that are true or false: Condition, Fn::Equals, Fn::And, Fn::Or and Fn::Not.
import { isList, type TemplateValue } from '../template-value.ts';
import { type Call, fail, pair } from './call.ts';

export function resolveCondition(call: Call): TemplateValue {
  if (typeof call.argument !== 'string') throw fail(call, 'Condition takes the name of a condition');
  return call.scope.condition(call.argument, call.at);
}

/** Compared as texts: a parameter `"1"` equals a plain `1`, and a `true` equals `"true"`. */
export function resolveEquals(call: Call): TemplateValue {
  const [left, right] = pair(call, 'two values');
  return comparable(left) === comparable(right);
}

function comparable(value: TemplateValue | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function resolveAnd(call: Call): TemplateValue {
  return truths(call).every(Boolean);
}

export function resolveOr(call: Call): TemplateValue {
  return truths(call).some(Boolean);
}

export function resolveNot(call: Call): TemplateValue {
  return !truths(call)[0];
}

function truths(call: Call): readonly boolean[] {
  const { argument, name } = call;
  if (!isList(argument) || argument.length === 0) throw fail(call, `${name} takes a list of conditions`);
  return argument.map((item) => {
    const value = call.resolve(item);
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw fail(call, `${name} takes conditions, such as {Condition: Name} or Fn::Equals`);
  });
}
