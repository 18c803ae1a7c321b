// A ring of the newest items, bounded by their count and by their weight: adding is O(1), the oldest make room.

export interface BoundedRing<T> {
  add(item: T): void;
  /** Newest last. */
  items(): T[];
  /** How many a bound forced out since the start. */
  dropped(): number;
}

/**
 * @param bounds.weigh Bytes of an item, in constant time. An item heavier than `bytesMax` alone is dropped at once.
 */
export function createBoundedRing<T extends object>(bounds: {
  readonly countMax: number;
  readonly bytesMax: number;
  readonly weigh: (item: T) => number;
}): BoundedRing<T> {
  const { countMax, bytesMax, weigh } = bounds;
  // Grows to `countMax` places. Those out of use hold undefined, so that what was dropped can be collected.
  const places: (T | undefined)[] = [];
  let oldest = 0;
  let count = 0;
  let bytes = 0;
  let dropped = 0;

  const dropOldest = (): void => {
    bytes -= weigh(places[oldest]!);
    places[oldest] = undefined;
    oldest = oldest + 1 === countMax ? 0 : oldest + 1;
    count -= 1;
    dropped += 1;
  };

  const tooHeavy = (): boolean => bytes > bytesMax;

  return {
    add(item) {
      if (count === countMax) dropOldest();
      const free = oldest + count;
      places[free < countMax ? free : free - countMax] = item;
      count += 1;
      bytes += weigh(item);
      while (tooHeavy()) dropOldest();
    },
    items() {
      const items: T[] = [];
      for (let index = 0; index < count; index++) items.push(places[(oldest + index) % countMax]!);
      return items;
    },
    dropped: () => dropped,
  };
}
