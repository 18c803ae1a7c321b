// Policy variables in a statement's values: `${aws:username}` stands for what the request brings under that key.

/** What a request brings under condition keys, names in lower case; several values for a list. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[] | undefined>>;

const variable = /\$\{([^}]*)\}/g;

/**
 * Fills variables in; `${*}`, `${?}` and `${$}` are these characters, `${key, 'text'}` has a text for the lack of it.
 * Null where a variable has neither value nor default: then the value matches nothing.
 */
// AWS takes `*` and `?` in a filled-in value as plain characters; here they match as wildcards do.
export function fillVariables(text: string, keys: ConditionKeys): string | null {
  if (!text.includes('${')) return text;
  let unset = false;
  const filled = text.replaceAll(variable, (_all, inner: string) => {
    if (inner === '*' || inner === '?' || inner === '$') return inner;
    const comma = inner.indexOf(',');
    const name = (comma === -1 ? inner : inner.slice(0, comma)).trim().toLowerCase();
    const value = keys[name];
    if (typeof value === 'string') return value;
    const fallback = comma === -1 ? null : /^\s*'(.*)'\s*$/.exec(inner.slice(comma + 1));
    if (fallback === null) unset = true;
    return fallback?.[1] ?? '';
  });
  return unset ? null : filled;
}
