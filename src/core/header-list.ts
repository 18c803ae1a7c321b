// Names with values, in order, a name perhaps more than once: headers, queries, path parameters.

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The last value under a name, compared without regard to case; undefined where there is none. */
export function lastHeader(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (let index = headers.length - 1; index >= 0; index--) {
    const header = headers[index]!;
    if (header[0].length === wanted.length && header[0].toLowerCase() === wanted) return header[1];
  }
  return undefined;
}
