// The walk as a person at a terminal reads it: the steps with their marks, then each cause in full.
import { createColors } from 'picocolors';
import type { Check, Step } from '../steps/step.ts';
import type { WalkFinding } from '../steps/walk-findings.ts';
import type { WalkView } from '../steps/walk-view.ts';
import { renderFinding } from './terminal.ts';

interface ChecklistStyle {
  readonly color: boolean;
  readonly width: number;
}

type Colors = ReturnType<typeof createColors>;

const widthMin = 40;
const widthMax = 100;
const textIndent = '    ';

/** Lines without a line end behind the last. */
export function renderChecklist(
  view: WalkView,
  steps: readonly Step[],
  findings: readonly WalkFinding[],
  style: ChecklistStyle,
): string {
  const colors = createColors(style.color);
  const width = Math.min(widthMax, Math.max(widthMin, style.width));
  const { words, walk } = view;
  const { name, id, region } = walk.api;
  const lines = [colors.bold(words.checklist.heading(name, id, walk.stage, region))];
  for (const step of steps) {
    if (step.checks.length === 0) continue;
    const number = step.number === null ? '+' : String(step.number);
    lines.push('', `${colors.dim(number)} ${colors.bold(step.title)}`);
    for (const check of step.checks) lines.push(...renderCheck(check, width, colors, words.checklist.todo));
  }
  return [...lines, '', ...renderFindings(view, steps, findings, style, width)].join('\n');
}

const marks = { fine: '✓', fault: '✗', unknown: '?', note: '·' } as const;

function renderCheck(check: Check, width: number, colors: Colors, todo: string): readonly string[] {
  const paint = { fine: colors.green, fault: colors.red, unknown: colors.yellow, note: colors.dim }[
    check.mark
  ];
  const room = width - textIndent.length;
  const cause = check.cause === undefined ? '' : `  ${check.cause}`;
  const texts = wrap(harmless(check.text), room);
  const last = texts.at(-1) ?? '';
  const fits = last.length + cause.length <= room;
  const lines = texts.map((line, index) => {
    const head = index === 0 ? `  ${paint(marks[check.mark])} ` : textIndent;
    const text = check.mark === 'note' ? colors.dim(line) : line;
    return `${head}${text}${index === texts.length - 1 && fits ? colors.dim(cause) : ''}`;
  });
  if (!fits) lines.push(`${textIndent}${colors.dim(cause.trim())}`);
  for (const line of check.evidence ?? [])
    lines.push(`${textIndent}${colors.dim(cut(harmless(line), room))}`);
  if (check.todo !== undefined) {
    const gap = `${todo}  `;
    for (const [index, line] of wrap(harmless(check.todo), room - gap.length).entries())
      lines.push(`${textIndent}${index === 0 ? colors.yellow(gap) : ' '.repeat(gap.length)}${line}`);
  }
  // A command is never broken: it is there to be copied.
  if (check.command !== undefined)
    lines.push(`${textIndent}${colors.dim('$')} ${colors.cyan(harmless(check.command))}`);
  return lines;
}

function renderFindings(
  view: WalkView,
  steps: readonly Step[],
  findings: readonly WalkFinding[],
  style: ChecklistStyle,
  width: number,
): readonly string[] {
  const { words } = view;
  const colors = createColors(style.color);
  const present = findings.filter(({ isPast }) => !isPast);
  const past = findings.filter(({ isPast }) => isPast);
  const faults = steps.some(({ checks }) => checks.some(({ mark }) => mark === 'fault'));
  const unknown = steps.some(({ checks }) => checks.some(({ mark }) => mark === 'unknown'));
  const lines: string[] = [];
  if (present.length > 0) {
    lines.push(colors.bold(words.checklist.found(present.length)));
    for (const each of present) lines.push('', ...renderEach(each, view, style, width));
  } else if (!faults) {
    lines.push(unknown ? words.checklist.nothingButUnknown : colors.green(words.checklist.nothing));
  }
  if (past.length > 0) {
    lines.push('', colors.bold(words.checklist.past));
    for (const { finding, routes } of past)
      lines.push(colors.dim(`  ${words.affects(routes)}: ${harmless(finding.title)}  ${finding.cause}`));
  }
  return lines;
}

/** The routes stand above, since one cause may befall many. */
function renderEach(
  { finding, routes }: WalkFinding,
  { words }: WalkView,
  style: ChecklistStyle,
  width: number,
): readonly string[] {
  const place = routes.length === 0 ? [] : wrap(harmless(words.affects(routes)), width - 2);
  return [...place.map((line) => `  ${line}`), ...renderFinding(finding, style).split('\n')];
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** Bytes of functions and clients must not steer the terminal. */
export function harmless(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === '\t' ? ' ' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** A verb stays with its path. */
const breakable = /(?<!\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)) /;

/** Breaks at spaces; a word longer than the line stands alone. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of text.split(breakable)) {
    if (line !== '' && line.length + 1 + part.length > width) {
      lines.push(line);
      line = part;
    } else line = line === '' ? part : `${line} ${part}`;
  }
  return line === '' ? lines : [...lines, line];
}
