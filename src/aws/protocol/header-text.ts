// What the value of an HTTP header may hold: printable Latin-1 and tabs.

export function isHeaderText(text: string): boolean {
  return !/[^\t\u0020-\u007e\u0080-\u00ff]/.test(text);
}

/** The text with `?` for each character that no header can carry: a line break would end the header. */
export function toHeaderText(text: string): string {
  return text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/gu, '?');
}
