// A row of numbers as a row of small bars.

const bars = '▁▂▃▄▅▆▇█';

/** The greatest is the highest bar; nothing is a space, so that what is little is told from what is not there. */
export function sparkline(values: readonly number[]): string {
  const max = Math.max(...values, 0);
  return values
    .map((value) => {
      if (!(value > 0)) return ' ';
      return bars[Math.min(bars.length - 1, Math.floor((value / max) * bars.length))]!;
    })
    .join('');
}
