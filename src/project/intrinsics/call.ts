// One call of a function of CloudFormation: what it is given, what it is resolved against, and how it complains.
import { UserError } from '../../core/errors.ts';
import type { GeneratedNames, Reference } from '../references.ts';
import type { TemplateFile } from '../template-file.ts';
import { isList, type TemplateMap, type TemplateValue } from '../template-value.ts';

/** What functions are resolved against. */
export interface Scope {
  readonly file: TemplateFile;
  readonly region: string;
  readonly generatedNames: GeneratedNames;
  /** The value of a Ref or Fn::GetAtt. @throws UserError where there is none. */
  lookUp(reference: Reference): TemplateValue;
  /** Whether a condition of the template holds. */
  condition(name: string, at: TemplateMap): boolean;
}

export interface Call {
  /** `Ref`, `Condition` or `Fn::…` */
  readonly name: string;
  readonly argument: TemplateValue;
  /** The map that holds the function, for the line. */
  readonly at: TemplateMap;
  readonly scope: Scope;
  /** Resolves a part of the argument. */
  readonly resolve: (value: TemplateValue) => TemplateValue;
}

export function fail(call: Call, sentence: string): UserError {
  return new UserError(`${call.scope.file.where(call.at)}: ${sentence}.`);
}

/** Two arguments, resolved. */
export function pair(call: Call, of: string): readonly [TemplateValue, TemplateValue] {
  const { argument, name } = call;
  if (!isList(argument) || argument.length !== 2) throw fail(call, `${name} takes ${of}`);
  return [call.resolve(argument[0]!), call.resolve(argument[1]!)];
}

/** A resolved value as part of a text. */
export function textOf(call: Call, value: TemplateValue, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // A list parameter inside a text is written with commas, as AWS does.
  if (isList(value) && value.every((item) => typeof item !== 'object')) return value.join(',');
  throw fail(call, `${what} must be a text, but is ${value === null ? 'empty' : 'a map or list'}`);
}
