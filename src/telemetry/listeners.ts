// Those who asked to hear of something, told one after the other: none of them can break the one who tells.

export interface Listeners<T> {
  tell(event: T): void;
  /** Returns the function that ends the subscription. */
  add(listener: (event: T) => void): () => void;
}

/**
 * A listener is told while the writer waits: it must be short.
 *
 * @param reportDefect Called with the first error of a listener; that listener's later ones are not repeated.
 */
export function createListeners<T>(reportDefect: (error: unknown) => void): Listeners<T> {
  // Replaced whole on each change: telling allocates nothing, and a listener may come or go while it is told.
  let subscriptions: readonly Subscription<T>[] = [];
  return {
    tell(event) {
      const told = subscriptions;
      for (let index = 0; index < told.length; index++) {
        const subscription = told[index]!;
        try {
          subscription.listener(event);
        } catch (error) {
          if (!subscription.reported) reportDefect(error);
          subscription.reported = true;
        }
      }
    },
    add(listener) {
      const subscription = { listener, reported: false };
      subscriptions = [...subscriptions, subscription];
      return () => {
        subscriptions = subscriptions.filter((other) => other !== subscription);
      };
    },
  };
}

interface Subscription<T> {
  readonly listener: (event: T) => void;
  reported: boolean;
}
