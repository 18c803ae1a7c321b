// Which known name a wrong one most likely means.

/** The known names at most `slipsMax` edits away (letter case does not count), nearest first, at most three. */
export function nearest(
  name: string,
  known: Iterable<string>,
  slipsMax = Math.max(1, Math.floor(name.length / 3)),
): readonly string[] {
  const wanted = name.toLowerCase();
  const found: { readonly candidate: string; readonly slips: number }[] = [];
  for (const candidate of new Set(known)) {
    if (Math.abs(candidate.length - name.length) > slipsMax) continue;
    const slips = editDistance(wanted, candidate.toLowerCase());
    if (slips <= slipsMax) found.push({ candidate, slips });
  }
  return found
    .sort((a, b) => a.slips - b.slips || a.candidate.localeCompare(b.candidate))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance over any sequence, a row at a time. */
export function editDistance(from: ArrayLike<string>, to: ArrayLike<string>): number {
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
