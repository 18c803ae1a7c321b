// Calls a method or reads a property of a template's value, by the kind of the value.
import type { Method } from './arguments.ts';
import { entries, lists, maps } from './collection-methods.ts';
import { valuesEqual } from './members.ts';
import { numbers } from './number-methods.ts';
import { hashCode, strings } from './string-methods.ts';
import { isHostObject, JavaList, JavaMap, MapEntry, numberOf, textOf, type Value } from './values.ts';

/** Null where there is no such method, as for everything that Velocity cannot resolve. @throws TemplateError as Java throws */
export function callMethod(target: Value, name: string, args: readonly Value[]): Value {
  if (target === null) return null;
  if (isHostObject(target)) return target.call(name, args);
  const method = methodOf(target, name);
  if (method !== undefined) return method(target as never, args);
  switch (name) {
    case 'toString':
      return textOf(target);
    case 'equals':
      return args.length === 1 && valuesEqual(target, args[0]!);
    case 'hashCode':
      return typeof target === 'string' ? hashCode(target) : 0;
    default:
      return null;
  }
}

function methodOf(target: Value, name: string): Method<never> | undefined {
  if (typeof target === 'string') return strings.get(name);
  if (target instanceof JavaList) return lists.get(name);
  if (target instanceof JavaMap) return maps.get(name);
  if (target instanceof MapEntry) return entries.get(name);
  return numberOf(target) === null ? undefined : numbers.get(name);
}

/** A property without brackets: a map's member, or a getter. Null where there is none. */
export function propertyOf(target: Value, name: string): Value {
  if (target === null) return null;
  if (isHostObject(target)) return target.property(name);
  if (target instanceof JavaMap && target.entries.has(name)) return target.entries.get(name)!;
  if (target instanceof MapEntry) return name === 'key' ? target.key : name === 'value' ? target.value : null;
  // `$list.empty` is `isEmpty()`.
  if (name === 'empty') return callMethod(target, 'isEmpty', []);
  return null;
}
