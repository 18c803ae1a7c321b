// Comma-separated values as CloudWatch exports them: quoted fields may hold commas, quotes and line breaks.

/** Rows of fields. Never throws; an unclosed quote ends with the text. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  while (position <= text.length) {
    const { field, end } = text[position] === '"' ? quotedField(text, position) : bareField(text, position);
    row.push(field);
    if (text[end] === ',') {
      position = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (end >= text.length) break;
    position = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return rows.filter((each) => each.some((field) => field !== ''));
}

function bareField(text: string, start: number): { readonly field: string; readonly end: number } {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
  return { field: text.slice(start, end), end };
}

function quotedField(text: string, start: number): { readonly field: string; readonly end: number } {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { field: parts.join('') + text.slice(from), end: text.length };
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') {
      // What stands between the closing quote and the comma belongs to no field; it is kept so that nothing is lost.
      const rest = bareField(text, quote + 1);
      return { field: parts.join('') + rest.field, end: rest.end };
    }
    parts.push('"');
    from = quote + 2;
  }
}
