// Text of others on the terminal: their bytes must not steer it.

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacters = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Control characters are shown, not sent; tabs and line feeds stay. */
export function shown(text: string): string {
  return text.replaceAll(
    controlCharacters,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
