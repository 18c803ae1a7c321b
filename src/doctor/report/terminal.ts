// A finding as a person at a terminal reads it: cause, field, source line with an arrow, reason, fix, command.
import { createColors } from 'picocolors';
import type { Language } from '../cause.ts';
import type { Finding, SourceLocation } from '../finding.ts';
import { reportWords } from './words.ts';

interface TerminalStyle {
  readonly color: boolean;
  /** Columns to keep within; commands and source lines are not broken. */
  readonly width: number;
  /** Default: English. */
  readonly language?: Language;
}

type Colors = ReturnType<typeof createColors>;

const indent = '  ';
/** Narrower than this, wrapping would only make a mess. */
const widthMin = 40;
const widthMax = 100;
const evidenceMax = 2;

/** Lines without a line end behind the last; about a dozen at most. */
export function renderFinding(told: Finding, style: TerminalStyle): string {
  const finding = harmless(told);
  const colors = createColors(style.color);
  const width = Math.min(widthMax, Math.max(widthMin, style.width)) - indent.length;
  const bar = colors.dim('│ ');
  const room = width - 2;
  const words = reportWords[style.language ?? 'en'];
  const lines = [
    ...head(finding, room, colors),
    ...evidence(finding, room, words.more).map((line) => colors.dim(line)),
    ...(finding.source === null ? [] : excerpt(finding.source, room, colors)),
    ...wrap(finding.why, room),
    ...labelled(words.fix, finding.fix.text, room, colors),
    ...(finding.fix.command === undefined ? [] : [`${colors.dim('$')} ${colors.cyan(finding.fix.command)}`]),
  ];
  return lines
    .map((line) => (line === '' ? `${indent}${bar.trimEnd()}` : `${indent}${bar}${line}`))
    .join('\n');
}

/** A client's or function's bytes must not steer the terminal: control characters are shown, not sent. */
function harmless(finding: Finding): Finding {
  const { source, fix } = finding;
  return {
    ...finding,
    title: shown(finding.title),
    why: shown(finding.why),
    evidence: finding.evidence.map(shown),
    source: source === null ? null : { ...source, file: shown(source.file), text: shown(source.text) },
    fix: {
      ...fix,
      text: shown(fix.text),
      ...(fix.command === undefined ? {} : { command: shown(fix.command) }),
    },
  };
}

function shown(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === '\t' ? ' ' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function head({ title, cause }: Finding, width: number, colors: Colors): readonly string[] {
  const [first = '', ...rest] = wrap(title, width);
  const titled = [first, ...rest].map((line) => colors.bold(colors.red(line)));
  const last = rest.at(-1) ?? first;
  // The id stands behind the title where there is room, else below.
  if (last.length + 2 + cause.length <= width)
    return [...titled.slice(0, -1), `${titled.at(-1)}  ${colors.dim(cause)}`];
  return [...titled, colors.dim(cause)];
}

function evidence(finding: Finding, width: number, more: (count: number) => string): readonly string[] {
  const told = finding.evidence
    .slice(0, evidenceMax)
    .map((line) => (line.length <= width ? line : `${line.slice(0, width - 1)}…`));
  const rest = finding.evidence.length - evidenceMax;
  return rest > 0 ? [...told, more(rest)] : told;
}

/** `src/app.js:12:7`, the line, and an arrow under the place. */
function excerpt(source: SourceLocation, width: number, colors: Colors): readonly string[] {
  const place = `${source.file}:${source.line}${source.column === null ? '' : `:${source.column}`}`;
  if (source.text.trim() === '') return [colors.cyan(place)];
  const number = String(source.line);
  const room = width - number.length - 3;
  const { text, arrow } = windowed(source, room);
  const gutter = `${number} ${colors.dim('│')} `;
  return [
    colors.cyan(place),
    `${colors.dim(gutter)}${text}`,
    ...(arrow === null
      ? []
      : [`${' '.repeat(number.length)} ${colors.dim('│')} ${' '.repeat(arrow)}${colors.red('▲')}`]),
  ];
}

/** The part of the line around the place, without the indentation. */
function windowed(
  source: SourceLocation,
  room: number,
): { readonly text: string; readonly arrow: number | null } {
  const line = source.text;
  const skipped = line.length - line.trimStart().length;
  const code = line.slice(skipped);
  const column = source.column === null ? null : Math.max(0, source.column - 1 - skipped);
  if (code.length <= room)
    return { text: code, arrow: column === null || column > code.length ? null : column };
  const start = column === null || column < room - 10 ? 0 : column - Math.floor(room / 2);
  const text = `${start > 0 ? '…' : ''}${code.slice(start + (start > 0 ? 1 : 0), start + room - 1)}${start + room - 1 < code.length ? '…' : ''}`;
  return { text, arrow: column === null ? null : column - start };
}

function labelled(label: string, text: string, width: number, colors: Colors): readonly string[] {
  const gap = `${label}  `;
  return wrap(text, width - gap.length).map((line, index) =>
    index === 0 ? `${colors.green(colors.bold(label))}  ${line}` : `${' '.repeat(gap.length)}${line}`,
  );
}

/** Breaks at spaces; a word longer than the line stands alone. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
