// When an event is tried again, with AWS's delays (developer guide, error handling for asynchronous invocation).

/** What a function's event configuration does not say. */
export const retryAttemptsDefault = 2;
export const eventAgeSecondsDefault = 21_600;

/** Behind the first error of the function Lambda waits a minute, behind the second two. */
export function delayAfterErrorMs(errors: number): number {
  return errors === 1 ? 60_000 : 120_000;
}

const throttleDelayMsMax = 300_000;

/** Throttles and Lambda's own errors are no attempts: it comes back after a second, then twice as late each time. */
export function delayAfterThrottleMs(throttles: number): number {
  return Math.min(1000 * 2 ** Math.min(throttles - 1, 20), throttleDelayMsMax);
}
