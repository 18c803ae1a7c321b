// One extension's subscription to telemetry: events are gathered and posted to where it listens (Telemetry API, developer guide).
import { request } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import { telemetryApiEventsKeptMax, telemetryApiPostTimeoutMs } from '../../core/limits.ts';

export const telemetryTypes = ['platform', 'function', 'extension'] as const;
export type TelemetryType = (typeof telemetryTypes)[number];

export interface TelemetryEvent {
  readonly time: string;
  /** `platform.start`, `function`, `extension` */
  readonly type: string;
  readonly record: unknown;
}

export interface SubscriptionRequest {
  readonly uri: URL;
  readonly types: readonly TelemetryType[];
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export class TelemetrySubscription {
  readonly #request: SubscriptionRequest;
  readonly #clock: Pick<Clock, 'after'>;
  #waiting: string[] = [];
  #bytes = 0;
  #cancel: (() => void) | null = null;
  #posting: Promise<void> = Promise.resolve();
  #isPaused = false;
  /** True while events are on their way. */
  isPosting = false;

  constructor(subscription: SubscriptionRequest, clock: Pick<Clock, 'after'>) {
    this.#request = subscription;
    this.#clock = clock;
  }

  put(event: TelemetryEvent): void {
    const type = event.type.startsWith('platform.') ? 'platform' : event.type;
    if (!this.#request.types.includes(type as TelemetryType)) return;
    // One that does not take what it asked for loses the newest; AWS also tells it so (platform.logsDropped).
    if (this.#waiting.length >= telemetryApiEventsKeptMax) return;
    const text = JSON.stringify(event);
    this.#waiting.push(text);
    this.#bytes += text.length;
    if (this.#waiting.length >= this.#request.maxItems || this.#bytes >= this.#request.maxBytes) {
      void this.flush();
    } else {
      this.#cancel ??= this.#clock.after(this.#request.timeoutMs, () => void this.flush());
    }
  }

  /** Nothing is posted until `resume`. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#waiting.length > 0) void this.flush();
  }

  /** Resolves when what has been put is delivered, or cannot be. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#waiting.length === 0 || this.isPosting || this.#isPaused) return this.#posting;
    const body = `[${this.#waiting.join(',')}]`;
    this.#waiting = [];
    this.#bytes = 0;
    this.isPosting = true;
    this.#posting = post(this.#request.uri, body).then(() => {
      this.isPosting = false;
      if (this.#waiting.length > 0) return this.flush();
      return undefined;
    });
    return this.#posting;
  }
}

/** An extension that does not listen, or answers with an error, loses that part. */
function post(uri: URL, body: string): Promise<void> {
  return new Promise((resolve) => {
    const sent = request(
      {
        // `sandbox.localdomain` is this machine: sandboxes share its network.
        host: '127.0.0.1',
        port: uri.port === '' ? 80 : uri.port,
        path: `${uri.pathname}${uri.search}`,
        method: 'POST',
        headers: {
          Host: uri.host,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
        timeout: telemetryApiPostTimeoutMs,
      },
      (response) => {
        response.resume().on('error', () => resolve());
        response.on('end', () => resolve());
      },
    );
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve());
    sent.on('close', () => resolve());
    sent.end(body);
  });
}
