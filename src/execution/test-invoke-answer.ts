// The answer of TestInvokeMethod (SPEC §1.6), from the record of the run: AWS's operation and the command line give the same.
import type { Execution } from './execution.ts';
import { testInvokeLog } from './test-invoke-log.ts';

export interface TestInvokeAnswer {
  readonly status: number;
  readonly body: string;
  /** The last value of each name. */
  readonly headers: Record<string, string>;
  readonly multiValueHeaders: Record<string, string[]>;
  readonly log: string;
  /** Milliseconds, whole. */
  readonly latency: number;
}

export function testInvokeAnswer(execution: Execution): TestInvokeAnswer {
  const { response } = execution;
  const multiValueHeaders: Record<string, string[]> = {};
  for (const [name, value] of response.headers) (multiValueHeaders[name] ??= []).push(value);
  return {
    status: response.status,
    body: Buffer.from(response.body).toString(),
    headers: Object.fromEntries(response.headers),
    multiValueHeaders,
    log: testInvokeLog(execution),
    latency: Math.round(execution.latencyMs),
  };
}
