// Whether a condition holds for a JSON message. Selectors that lead to nothing, to a list or to an object match no comparison.
import { compares } from './compare.ts';
import { everyMember, type JsonCondition, type Selector } from './pattern.ts';

/** A message that is a JSON object or list; null for any other. */
export function parseMessage(message: string): object | null {
  // Cheaper than an exception: most lines are no JSON at all.
  if (!/^\s*[[{]/.test(message)) return null;
  try {
    return JSON.parse(message) as object;
  } catch {
    return null;
  }
}

export function matchesJson(condition: JsonCondition, message: object): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.conditions.every((each) => matchesJson(each, message));
    case 'any':
      return condition.conditions.some((each) => matchesJson(each, message));
    case 'not-exists':
      return selected(message, condition.selector).length === 0;
    case 'is':
      return selected(message, condition.selector).includes(condition.value);
    case 'comparison':
      return selected(message, condition.selector).some(
        (value) => isScalar(value) && compares(condition.comparison, value),
      );
  }
}

export function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Everything the selector leads to; several where it has a `*`. */
export function selected(message: unknown, { steps }: Selector): readonly unknown[] {
  let found: readonly unknown[] = [message];
  for (const step of steps) {
    found = found.flatMap((value) => {
      if (typeof value !== 'object' || value === null) return [];
      if (step === everyMember) return Object.values(value) as unknown[];
      if (typeof step === 'number') return Array.isArray(value) && step < value.length ? [value[step]] : [];
      return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : [];
    });
  }
  return found;
}
