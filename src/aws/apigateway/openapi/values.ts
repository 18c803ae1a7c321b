// Values of a definition that came from outside: nothing about their types is known until it is asked.

export type DefinitionMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is DefinitionMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An empty map where the value is none. */
export function mapOf(value: unknown): DefinitionMap {
  return isMap(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Own members only: a definition may name anything, `constructor` too. */
export function memberOf(value: unknown, name: string): unknown {
  return isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** YAML writes texts as numbers and booleans: AWS takes them as texts (recorded for status codes). */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A text that says something, or null. */
export function filledText(value: unknown): string | null {
  const text = textOf(value);
  return text === null || text === '' ? null : text;
}

/** A map of texts; members that are none are left out. */
export function textsOf(value: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, member] of Object.entries(mapOf(value))) {
    const text = textOf(member);
    if (text !== null) texts[name] = text;
  }
  return texts;
}

/** A list of texts. */
export function textListOf(value: unknown): readonly string[] {
  return listOf(value)
    .map(textOf)
    .filter((text) => text !== null);
}

export function booleanOf(value: unknown): boolean {
  return value === true || value === 'true';
}
