// What a template hands to a method, as the kinds that Java's methods take.
import { TemplateError } from './template.ts';
import { numberOf, textOf, type Value } from './values.ts';

export type Method<T> = (self: T, args: readonly Value[]) => Value;
export type Methods<T> = ReadonlyMap<string, Method<T>>;

export const text = (args: readonly Value[], at: number): string => textOf(args[at] ?? null);
export const integer = (args: readonly Value[], at: number): number => {
  const number = numberOf(args[at] ?? null);
  if (number === null) throw new TemplateError(`argument ${at + 1} is no number`);
  return Math.trunc(number);
};
