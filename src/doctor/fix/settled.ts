// Waits until Lambda has taken an update over: before that a test still runs what was.
import type { Lambda } from '@aws-sdk/client-lambda';

const waitMsMax = 60_000;
const pollMs = 500;

/** @throws Error where the update failed, or took too long */
export async function settled(lambda: Lambda, functionName: string): Promise<void> {
  const deadlineMs = Date.now() + waitMsMax;
  for (;;) {
    const { LastUpdateStatus, LastUpdateStatusReason } = await lambda.getFunctionConfiguration({
      FunctionName: functionName,
    });
    if (LastUpdateStatus === 'Failed') throw new Error(`the update failed: ${LastUpdateStatusReason ?? ''}`);
    if (LastUpdateStatus !== 'InProgress') return;
    if (Date.now() > deadlineMs) throw new Error('the update is still in progress after a minute');
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
