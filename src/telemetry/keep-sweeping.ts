// Takes away what retention and deletions let go, again and again, while nothing else waits.
import type { Clock } from '../core/clock.ts';
import { telemetrySweepMs } from '../core/limits.ts';
import type { TelemetryStore } from '../store/telemetry-store.ts';

/** @returns what ends it; resolves when nothing of it runs any more */
export function keepSweeping(
  store: Pick<TelemetryStore, 'sweep'>,
  clock: Pick<Clock, 'after' | 'nowMs'>,
  reportDefect: (error: unknown) => void,
): () => Promise<void> {
  let ended = false;
  let running: Promise<void> = Promise.resolve();
  let cancel: () => void = () => undefined;

  const sweep = async (): Promise<void> => {
    for (;;) {
      const more = await store.sweep(clock.nowMs());
      if (!more || ended) return;
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
  };
  const schedule = (): void => {
    cancel = clock.after(telemetrySweepMs, () => {
      running = sweep().then(() => (ended ? undefined : schedule()), reportDefect);
    });
  };

  schedule();
  return async () => {
    ended = true;
    cancel();
    await running;
  };
}
