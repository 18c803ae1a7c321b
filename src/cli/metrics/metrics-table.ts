// The metrics of APIs and functions as a table on the terminal.
import { shown } from '../shown.ts';
import type { Terminal } from '../terminal.ts';
import type { MetricRow, MetricTime } from './read-metrics.ts';
import { sparkline } from './sparkline.ts';

const numbers = [
  ['requests', 9],
  ['4xx', 7],
  ['5xx', 7],
  ['p50', 9],
  ['p99', 9],
] as const;
const numbersWidth = numbers.reduce((width, [, each]) => width + each, 0);
const nameWidthMin = 16;
const gap = '   ';

export function metricsTable(
  rows: readonly MetricRow[],
  time: MetricTime,
  terminal: Terminal,
): readonly string[] {
  if (rows.length === 0)
    return ['Nothing was counted in that time: send a request, or look further back with --since 1d.'];
  const { dim, bold } = terminal.colors;
  const buckets = rows[0]!.requests.length;
  const room = terminal.width - numbersWidth - gap.length - buckets;
  const longest = Math.max(...rows.map((row) => labelOf(row).length));
  const nameWidth = Math.max(nameWidthMin, Math.min(longest, room));
  const heading = (title: string): string =>
    dim(
      `${title.padEnd(nameWidth)}${numbers.map(([name, width]) => name.padStart(width)).join('')}${gap}${spanOf(time)}`,
    );
  const lines: string[] = [];
  for (const [title, some] of [
    ['API / stage', rows.filter(({ kind }) => kind !== 'function')],
    ['function', rows.filter(({ kind }) => kind === 'function')],
  ] as const) {
    if (some.length === 0) continue;
    if (lines.length > 0) lines.push('');
    lines.push(
      title === 'function'
        ? heading(title).replace('requests', '   calls').replace('4xx', 'thr').replace('5xx', 'err')
        : heading(title),
    );
    for (const row of some) {
      const name = cut(shown(labelOf(row)), nameWidth).padEnd(nameWidth);
      lines.push(`${row.kind === 'method' ? name : bold(name)}${cells(row, terminal)}`);
    }
  }
  return lines;
}

function labelOf({ kind, name }: MetricRow): string {
  return kind === 'method' ? `  ${name}` : name;
}

function cells(row: MetricRow, { colors }: Terminal): string {
  const { dim, yellow, red, cyan } = colors;
  const texts = [
    row.count.toLocaleString('en-US'),
    String(row.errors4xx ?? row.throttles ?? 0),
    String(row.errors5xx),
    milliseconds(row.p50Ms),
    milliseconds(row.p99Ms),
  ];
  const paints = [plain, yellow, red, plain, plain] as const;
  const padded = texts.map((text, index) => {
    const cell = text.padStart(numbers[index]![1]);
    return text === '0' || text === '-' ? dim(cell) : paints[index]!(cell);
  });
  return `${padded.join('')}${gap}${cyan(sparkline(row.requests))}`;
}

const plain = (text: string): string => text;

function milliseconds(value: number | null): string {
  if (value === null) return '-';
  if (value >= 9_995) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ms`;
}

function spanOf({ startMs, endMs, periodSeconds }: MetricTime): string {
  const minutes = Math.round((endMs - startMs) / 60_000);
  const span = minutes >= 120 ? `${Math.round(minutes / 60)} h` : `${minutes} min`;
  return periodSeconds > 60 ? `${span}, ${periodSeconds / 60} min a bar` : span;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
