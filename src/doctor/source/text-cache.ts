// What was made of a text, kept while it is one of the last ones: failures come in rows, and parsing is dear.

interface TextCache<T> {
  get(text: string, make: (text: string) => T): T;
}

/** Keeps results for texts of at most `charactersMax` together; the oldest go first. The last one always stays. */
export function createTextCache<T>(charactersMax: number): TextCache<T> {
  const entries = new Map<string, { readonly value: T }>();
  let characters = 0;
  return {
    get(text, make) {
      const known = entries.get(text);
      if (known !== undefined) return known.value;
      const value = make(text);
      entries.set(text, { value });
      characters += text.length;
      for (const oldest of entries.keys()) {
        if (characters <= charactersMax || oldest === text) break;
        entries.delete(oldest);
        characters -= oldest.length;
      }
      return value;
    },
  };
}
