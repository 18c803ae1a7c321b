// Messages whose fields stand between spaces, held against a list of fields.
import { compares } from './compare.ts';
import type { Field, FieldCondition } from './pattern.ts';

/** Words between spaces; what stands in brackets or double quotes is one, without these. */
export function splitFields(message: string): readonly string[] {
  const fields: string[] = [];
  for (const match of message.matchAll(/\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|\S+/g)) {
    fields.push(match[1] ?? match[2] ?? match[0]);
  }
  return fields;
}

/** The values by their fields' names; null where the message does not match. Without `...` there must be as many. */
export function matchesFields(
  fields: readonly Field[],
  values: readonly string[],
): ReadonlyMap<string, string> | null {
  const rest = fields.findIndex(({ kind }) => kind === 'rest');
  if (rest === -1 ? values.length !== fields.length : values.length < fields.length - 1) return null;
  const found = new Map<string, string>();
  for (const [index, field] of fields.entries()) {
    if (field.kind === 'rest') continue;
    // Fields behind `...` are counted from the end.
    const value = values[rest === -1 || index < rest ? index : values.length - fields.length + index]!;
    if (field.condition !== null && !holds(field.condition, value)) return null;
    if (field.name !== null) found.set(field.name, value);
  }
  return found;
}

function holds(condition: FieldCondition, value: string): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.conditions.every((each) => holds(each, value));
    case 'any':
      return condition.conditions.some((each) => holds(each, value));
    case 'comparison':
      return compares(condition.comparison, value);
  }
}
