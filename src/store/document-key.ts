// What a document's key may be, and the range of keys that share a prefix: the same for every engine.

/**
 * Keys are compared by code point, as UTF-8 bytes. A lone surrogate has no UTF-8 form and PostgreSQL's text holds no
 * NUL, so no document has a key with either.
 */
export function isDocumentKey(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The least text above every text that starts with `prefix`; null where nothing is above. */
export function prefixEnd(prefix: string): string | null {
  const characters = Array.from(prefix);
  while (characters.length > 0) {
    const codePoint = characters.pop()!.codePointAt(0)!;
    if (codePoint === 0x10ffff) continue;
    // The surrogates, D800 to DFFF, are no characters: after D7FF comes E000.
    const next = codePoint === 0xd7ff ? 0xe000 : codePoint + 1;
    return characters.join('') + String.fromCodePoint(next);
  }
  return null;
}
