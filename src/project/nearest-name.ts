// The known name that a mistyped one most likely means, for the end of a message.

/** ` (did you mean Orders?)` where a known name is at most two slips away, else nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  let best: string | null = null;
  let fewest = 3;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const slips = slipsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best === null ? '' : ` (did you mean ${best}?)`;
}

/** Levenshtein's distance, one row at a time. */
function slipsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[to.length]!;
}
