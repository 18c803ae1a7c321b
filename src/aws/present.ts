// AWS leaves members that are not set out of its answers: so do these.

/** The members that are neither undefined nor null. */
export function present<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined && value !== null) kept.push([name, value]);
  }
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], null | undefined> };
}

/** A map, or undefined where it holds nothing: AWS leaves most empty maps out. */
export function filled<V>(map: Readonly<Record<string, V>>): Record<string, V> | undefined {
  return Object.keys(map).length === 0 ? undefined : { ...map };
}
