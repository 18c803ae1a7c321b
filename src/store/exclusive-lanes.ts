// Work that must not overlap, lane by lane, in the order it was asked for: within one process.

export interface ExclusiveLanes {
  run<T>(lane: string, work: () => Promise<T>): Promise<T>;
}

export function createExclusiveLanes(): ExclusiveLanes {
  /** The end of the last work asked for in each lane. Empty lanes have no entry. */
  const tails = new Map<string, Promise<void>>();
  return {
    run(lane, work) {
      const result = (tails.get(lane) ?? Promise.resolve()).then(work);
      const tail = result.then(leave, leave);
      function leave(): void {
        if (tails.get(lane) === tail) tails.delete(lane);
      }
      tails.set(lane, tail);
      return result;
    },
  };
}
