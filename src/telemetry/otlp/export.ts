// Sends traces and metrics to an OpenTelemetry collector by OTLP over HTTP, as JSON; never makes a request wait.
import type { Clock } from '../../core/clock.ts';
import {
  otlpBatchMax,
  otlpCloseTimeoutMs,
  otlpEveryMs,
  otlpQueueMax,
  otlpTimeoutMs,
} from '../../core/limits.ts';
import type { Execution } from '../../execution/execution.ts';
import { createDurations } from './durations.ts';
import { attributes, spansOf } from './spans.ts';

export interface OtlpExport {
  add(execution: Execution): void;
  /** Executions that were not sent: too many came at one time, or the collector did not take them. */
  dropped(): number;
  /** Sends what waits, once. */
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Null where OTEL_EXPORTER_OTLP_ENDPOINT is not set, or OTEL_SDK_DISABLED is `true`. */
export function openOtlpExport(
  environment: Environment,
  clock: Clock,
  warn: (sentence: string) => void,
): OtlpExport | null {
  const endpoint = environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (endpoint === undefined || endpoint === '' || environment['OTEL_SDK_DISABLED'] === 'true') return null;
  const protocol = environment['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? 'http/json';
  if (protocol !== 'http/json' || !URL.canParse(endpoint)) {
    const why =
      protocol === 'http/json' ? `${endpoint} is no URL` : `${protocol} is not spoken, http/json is`;
    warn(`Nothing is exported by OTLP: ${why}.`);
    return null;
  }
  return createExport(endpoint.replace(/\/$/, ''), environment, clock, warn);
}

function createExport(
  endpoint: string,
  environment: Environment,
  clock: Clock,
  warn: (sentence: string) => void,
): OtlpExport {
  const headers = {
    'content-type': 'application/json',
    ...headersIn(environment['OTEL_EXPORTER_OTLP_HEADERS']),
  };
  const resource = {
    attributes: attributes({ 'service.name': environment['OTEL_SERVICE_NAME'] ?? 'varco' }),
  };
  const scope = { name: 'varco' };
  const durations = createDurations(clock.nowMs());
  let queue: Execution[] = [];
  let dropped = 0;
  let hasWarned = false;
  let isClosing = false;
  let sending: Promise<void> | null = null;

  const post = async (path: string, body: object): Promise<boolean> => {
    try {
      const signal = AbortSignal.timeout(isClosing ? otlpCloseTimeoutMs : otlpTimeoutMs);
      const answer = await fetch(`${endpoint}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        signal,
      });
      await answer.arrayBuffer();
      if (answer.ok) return true;
      tell(`answers ${answer.status}`);
    } catch (error) {
      tell(error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error));
    }
    return false;
  };
  const tell = (why: string): void => {
    if (!hasWarned) warn(`The OpenTelemetry collector at ${endpoint} takes nothing: ${why}.`);
    hasWarned = true;
  };
  const send = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, otlpBatchMax);
      const spans = batch.flatMap(spansOf);
      const taken = await post('/v1/traces', {
        resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }],
      });
      if (taken) continue;
      dropped += batch.length;
      if (!isClosing) continue;
      // Nobody waits at the end for a collector that is not there.
      dropped += queue.length;
      queue = [];
      return;
    }
    const metrics = durations.take(clock.nowMs());
    if (metrics.length === 0) return;
    await post('/v1/metrics', { resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] });
  };
  const flush = (): Promise<void> => {
    sending ??= send().finally(() => {
      sending = null;
    });
    return sending;
  };
  let isTiming = false;
  return {
    add(execution) {
      if (execution.isTest) return;
      durations.add(execution);
      if (queue.length >= otlpQueueMax) dropped++;
      else queue.push(execution);
      if (isTiming) return;
      isTiming = true;
      clock.after(otlpEveryMs, () => {
        isTiming = false;
        void flush();
      });
    },
    dropped: () => dropped,
    async close() {
      isClosing = true;
      await sending;
      await flush();
    },
  };
}

/** `name=value,other=value`, percent-encoded. */
function headersIn(text: string | undefined): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const pair of (text ?? '').split(',')) {
    const equals = pair.indexOf('=');
    if (equals > 0)
      headers[pair.slice(0, equals).trim().toLowerCase()] = decoded(pair.slice(equals + 1).trim());
  }
  return headers;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
