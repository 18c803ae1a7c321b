// Text as chats, issue trackers, terminals and mail leave it, put back as it was printed, as far as that can be told.

// oxlint-disable-next-line no-control-regex -- a terminal's colours are control characters
const colours = /\u001B\[[0-9;]*[A-Za-z]/g;
const invisible = /[\u200B-\u200D\u2060\uFEFF]/g;
const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
  '#34': '"',
  '#x2F': '/',
};

/** Colours, entities, curly quotes, marks of quotation and code fences are taken off; lines stay lines. */
export function cleanText(text: string): string {
  // Python's loggers on Lambda part the lines of a traceback by bare carriage returns.
  let clean = text.replaceAll('\r\n', '\n').replace(/\r(?=\s|Traceback|File ")/g, '\n');
  if (clean.includes('\u001B')) clean = clean.replace(colours, '');
  clean = clean.replace(invisible, '').replaceAll('\u00A0', ' ');
  clean = clean.replace(/[\u2018\u2019]/g, "'").replace(/[\u201C\u201D]/g, '"');
  if (clean.includes('&'))
    clean = clean.replace(/&(#?\w{2,5});/g, (whole, name: string) => entities[name] ?? whole);
  if (!clean.includes('\n')) return withoutQuoteMark(clean);
  return clean
    .split('\n')
    .filter((line) => !/^\s{0,8}(?:```|~~~)[\w-]{0,20}\s{0,8}$/.test(line))
    .map(withoutQuoteMark)
    .join('\n');
}

/** `> line`, `>> line`, and the arrow with which the console shows an event. */
function withoutQuoteMark(line: string): string {
  return line.replace(/^(?:\s{0,3}>){1,5}(?= |$) ?/, '').replace(/^\s{0,3}[▶▼►]\s?/, '');
}

/** What a JSON string has escaped, in text that lost its quotes: `\n`, `\"`, `\u003c`. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|(["\\/nrt]))/g,
    (_, code: string | undefined, letter: string) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return { n: '\n', r: '\r', t: '\t' }[letter] ?? letter;
    },
  );
}
