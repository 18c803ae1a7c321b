// Where the gateway's own X-Amzn-Trace-Id stands among the headers of a response that an integration made (SPEC §1.10, §4.4).
import type { HeaderList } from '../core/header-list.ts';
import type { ExecutionIntegration } from '../execution/execution.ts';

type IntegrationType = ExecutionIntegration['type'] | undefined;

/** A MOCK has none, and an HTTP proxy passes its backend's. */
export function isTraced(type: IntegrationType): boolean {
  return type !== 'MOCK' && type !== 'HTTP_PROXY';
}

/** Log row 19b: behind a proxied function's headers, before those of a mapping (both recorded). */
export function tracedMethodHeaders(
  type: IntegrationType,
  headers: HeaderList,
  trace: HeaderList,
): HeaderList {
  return type === 'AWS' || type === 'HTTP' ? [...trace, ...headers] : [...headers, ...trace];
}
