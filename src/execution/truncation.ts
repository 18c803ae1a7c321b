// The cut of long log lines (SPEC §6.4): the text behind the prefix is cut to 1024 characters, then marked.
import { logTextCharactersMax } from '../core/limits.ts';

const mark = ' [TRUNCATED]';

/** Cuts a line's text, counted in UTF-16 units as Java counts; the marked line is longer than the bound. */
export function truncate(text: string): string {
  return text.length <= logTextCharactersMax ? text : text.slice(0, logTextCharactersMax) + mark;
}

/** As much of a value as a line can show, one character more so that the cut is seen: bodies may be megabytes. */
export function visiblePart(value: string): string {
  return value.length > logTextCharactersMax ? value.slice(0, logTextCharactersMax + 1) : value;
}

/** The text that was left, and whether something was cut. Shorter pasted excerpts keep their mark, so length is no test. */
export function readTruncated(text: string): { readonly text: string; readonly truncated: boolean } {
  const end = text.trimEnd();
  return end.endsWith(mark)
    ? { text: end.slice(0, -mark.length), truncated: true }
    : { text, truncated: false };
}
