// What a case has made, so that it can be deleted in the reverse order.

export interface Cleanup {
  /** @param what For the message where the deletion fails. */
  later(what: string, remove: () => Promise<unknown>): void;
  /** Deletes everything; answers with a sentence for each thing that could not be. */
  run(): Promise<readonly string[]>;
}

export function createCleanup(): Cleanup {
  const removals: { readonly what: string; readonly remove: () => Promise<unknown> }[] = [];
  return {
    later: (what, remove) => void removals.push({ what, remove }),
    run: async () => {
      const left: string[] = [];
      for (const { what, remove } of removals.toReversed()) {
        try {
          await remove();
        } catch (error) {
          left.push(`${what} was not deleted: ${(error as Error).message}`);
        }
      }
      return left;
    },
  };
}
