// The Conditions section, and what remains of a template once it is decided: Fn::If gone, absent properties absent.
import { UserError } from '../core/errors.ts';
import type { Scope } from './intrinsics/call.ts';
import { resolve } from './intrinsics/resolve.ts';
import { didYouMean } from './nearest-name.ts';
import type { TemplateFile } from './template-file.ts';
import {
  intrinsicOf,
  isList,
  isMap,
  isNoValue,
  own,
  type TemplateMap,
  type TemplateValue,
} from './template-value.ts';

export type Conditions = (name: string, at: TemplateMap) => boolean;

/**
 * Decides conditions when they are asked for, each once. `scopeOf` makes the scope their functions are resolved in.
 * The returned function throws a UserError for a condition that does not exist or depends on itself.
 */
export function createConditions(file: TemplateFile, scopeOf: (condition: Conditions) => Scope): Conditions {
  const section = own(file.body, 'Conditions') ?? {};
  if (!isMap(section))
    throw new UserError(`${file.where(file.body, 'Conditions')}: Conditions must be a map of conditions.`);
  const decided = new Map<string, boolean | 'deciding'>();
  const decide: Conditions = (name, at) => {
    const known = decided.get(name);
    if (known === 'deciding')
      throw new UserError(
        `${file.where(section, name)}: condition ${name} depends on itself: break the circle.`,
      );
    if (known !== undefined) return known;
    const declaration = own(section, name);
    if (declaration === undefined) {
      throw new UserError(
        `${file.where(at)}: there is no condition ${name}${didYouMean(name, Object.keys(section))}: add it under Conditions.`,
      );
    }
    decided.set(name, 'deciding');
    const value = resolve(declaration, scope);
    if (typeof value !== 'boolean') {
      throw new UserError(
        `${file.where(section, name)}: condition ${name} must be made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition.`,
      );
    }
    decided.set(name, value);
    return value;
  };
  const scope = scopeOf(decide);
  return decide;
}

/**
 * The value with each Fn::If replaced by the branch that holds, and without what is `AWS::NoValue`; undefined where
 * nothing is left. Parts that need no change are the very same objects, and changed ones keep their lines.
 */
export function prune(
  value: TemplateValue,
  condition: Conditions,
  file: TemplateFile,
): TemplateValue | undefined {
  if (isNoValue(value)) return undefined;
  if (isList(value)) {
    const kept = value.map((item) => prune(item, condition, file));
    if (kept.every((item, index) => item === value[index])) return value;
    const copy = kept.filter((item) => item !== undefined);
    file.positions.inherit(copy, value);
    return copy;
  }
  if (!isMap(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Fn::If')
    return prune(branchOf(intrinsic.argument, value, condition, file), condition, file);
  const entries = Object.entries(value).map(([key, item]) => [key, prune(item, condition, file)] as const);
  if (entries.every(([key, item]) => item === value[key])) return value;
  const copy = Object.fromEntries(
    entries.filter((entry): entry is [string, TemplateValue] => entry[1] !== undefined),
  );
  file.positions.inherit(copy, value);
  return copy;
}

function branchOf(
  argument: TemplateValue,
  at: TemplateMap,
  condition: Conditions,
  file: TemplateFile,
): TemplateValue {
  const [name, whenTrue, whenFalse] = isList(argument) ? argument : [];
  if (typeof name !== 'string' || whenTrue === undefined || whenFalse === undefined) {
    throw new UserError(`${file.where(at)}: Fn::If takes the name of a condition and two values.`);
  }
  return condition(name, at) ? whenTrue : whenFalse;
}
