// Numbers of a JSON text with their spelling kept: `1.0` stays "1.0" where a number becomes text (SPEC §4.2).

/** A number as it stands in the text. */
export class NumberToken {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** JSON.parse with the source text of primitives, which Node.js has since 21 and TypeScript's library not yet. */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/**
 * Parses `text` again, with a NumberToken in the place of every number. `parsed` is what JSON.parse made of it; it is
 * given back as it is where the text nests deeper than the reviver's recursion goes (some thousand levels).
 */
export function parseKeepingNumbers(text: string, parsed: unknown): unknown {
  try {
    return (JSON.parse as ParseWithSource)(text, (_key, value, context) =>
      typeof value === 'number' ? new NumberToken(context.source ?? String(value)) : value,
    );
  } catch (error) {
    if (error instanceof RangeError) return parsed;
    throw error;
  }
}
