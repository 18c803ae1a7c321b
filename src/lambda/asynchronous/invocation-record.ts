// The record of an asynchronous invocation that a destination receives (recorded in November 2025).
import type { InvocationResult } from '../invocation.ts';

export type RecordCondition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

export interface InvocationEnding {
  readonly requestId: string;
  /** With its qualifier, `$LATEST` where none was given. */
  readonly functionArn: string;
  readonly condition: RecordCondition;
  /** Attempts that reached the function. */
  readonly attempts: number;
  /** JSON text. */
  readonly requestPayload: string;
  /** Null where no attempt reached the function. */
  readonly lastResult: Extract<InvocationResult, { kind: 'completed' }> | null;
}

/** JSON text. */
export function invocationRecord(ending: InvocationEnding, nowMs: number): string {
  const { requestId, functionArn, condition, attempts, lastResult } = ending;
  const record = {
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: attempts },
    requestPayload: parsed(ending.requestPayload === '' ? '{}' : ending.requestPayload),
    ...(lastResult === null ? {} : responseMembers(lastResult)),
  };
  return JSON.stringify(record);
}

function responseMembers({
  executedVersion,
  functionError,
  payload,
}: NonNullable<InvocationEnding['lastResult']>): object {
  const error = functionError === null ? {} : { functionError };
  return {
    responseContext: { statusCode: 200, executedVersion, ...error },
    responsePayload: parsed(payload),
  };
}

/** A custom runtime may answer what is no JSON: it is handed on as text (not recorded; chosen). */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
