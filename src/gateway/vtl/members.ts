// Items of lists and members of maps by index or name, and when two values are equal.
import { TemplateError } from './template.ts';
import { isHostObject, JavaList, JavaMap, numberOf, textOf, type Value } from './values.ts';

/** `$target[index]`: a list's item, null beyond its end, counted from behind where negative; a map's member. */
export function itemOf(target: Value, index: Value): Value {
  if (target instanceof JavaList) {
    const place = numberOf(index);
    return place === null ? null : (target.items[place < 0 ? place + target.items.length : place] ?? null);
  }
  if (target instanceof JavaMap) return target.entries.get(textOf(index)) ?? null;
  return target !== null && isHostObject(target) ? target.property(textOf(index)) : null;
}

/** `#set` on a member. */
export function setItem(target: Value, index: Value, value: Value): void {
  if (target instanceof JavaMap) target.entries.set(textOf(index), value);
  else if (target instanceof JavaList) {
    const place = numberOf(index);
    if (place === null || place < 0 || place >= target.items.length) throw outOfBounds(place);
    target.items[place] = value;
  }
}

/** Java's equals, but null is '' as AWS has it (recorded 2025-06-18); values of two kinds are compared as text. */
export function valuesEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  const a = numberOf(left);
  const b = numberOf(right);
  if (a !== null && b !== null) return a === b;
  if (left instanceof JavaList && right instanceof JavaList) {
    return (
      left.items.length === right.items.length &&
      left.items.every((item, at) => valuesEqual(item, right.items[at] ?? null))
    );
  }
  return textOf(left) === textOf(right);
}

export function outOfBounds(place: number | null): TemplateError {
  return new TemplateError(`IndexOutOfBoundsException: Index ${place ?? 'null'} out of bounds`);
}
