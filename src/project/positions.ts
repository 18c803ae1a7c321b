// The line of every map, list and key of a template, so that a message can say file:line.

export interface Positions {
  /** Line, from 1, on which a map or list starts; null where it is not known. */
  lineOf(value: object): number | null;
  /** Line of a key of a map. */
  lineOfKey(map: object, key: string): number | null;
  /** A rewritten map or list is where its original was. */
  inherit(copy: object, original: object): void;
}

export interface PositionRecorder {
  value(value: object, line: number): void;
  key(map: object, key: string, line: number): void;
}

/**
 * `fill`, where given, is called once, at the first question: finding the lines of a JSON file costs more than
 * parsing it, and most templates have nothing to complain about.
 */
export function createPositions(fill?: (record: PositionRecorder) => void): Positions & PositionRecorder {
  const lines = new WeakMap<object, number>();
  const keys = new WeakMap<object, Map<string, number>>();
  const originals = new WeakMap<object, object>();
  let filled = fill === undefined;

  const originalOf = (value: object): object => {
    let current = value;
    for (let next = originals.get(current); next !== undefined; next = originals.get(current)) current = next;
    return current;
  };
  const ready = (): void => {
    if (filled) return;
    filled = true;
    fill!(recorder);
  };
  const recorder: PositionRecorder = {
    value: (value, line) => void lines.set(value, line),
    key(map, key, line) {
      const known = keys.get(map);
      if (known === undefined) keys.set(map, new Map([[key, line]]));
      else known.set(key, line);
    },
  };
  return {
    ...recorder,
    inherit: (copy, original) => void originals.set(copy, original),
    lineOf(value) {
      ready();
      return lines.get(originalOf(value)) ?? null;
    },
    lineOfKey(map, key) {
      ready();
      return keys.get(originalOf(map))?.get(key) ?? null;
    },
  };
}
