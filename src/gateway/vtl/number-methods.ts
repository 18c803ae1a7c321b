// The methods of Java's numbers that templates call, class methods by way of any number among them.
import { text, type Method, type Methods } from './arguments.ts';
import { TemplateError } from './template.ts';
import { JavaDouble, numberOf, type Value } from './values.ts';

export const numbers: Methods<Value> = new Map<string, Method<Value>>([
  ['intValue', (self) => Math.trunc(numberOf(self) ?? 0)],
  ['longValue', (self) => Math.trunc(numberOf(self) ?? 0)],
  ['doubleValue', (self) => new JavaDouble(numberOf(self) ?? 0)],
  ['floatValue', (self) => new JavaDouble(numberOf(self) ?? 0)],
  // Class methods by way of any number: the usual `#set($Integer = 0)` and `$Integer.parseInt("7")`.
  ['parseInt', (_self, args) => parseInteger(text(args, 0))],
  ['parseLong', (_self, args) => parseInteger(text(args, 0))],
  ['valueOf', (_self, args) => parseInteger(text(args, 0))],
  ['parseDouble', (_self, args) => new JavaDouble(Number(text(args, 0)))],
  ['compareTo', (self, args) => Math.sign((numberOf(self) ?? 0) - (numberOf(args[0] ?? null) ?? 0))],
]);

function parseInteger(digits: string): number {
  if (!/^[+-]?\d+$/.test(digits))
    throw new TemplateError(`NumberFormatException: For input string: "${digits}"`);
  return Number(digits);
}
