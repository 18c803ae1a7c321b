// Checks an answer of Invoke, and what the function wrote to its log.
import { DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { differences, unlike, type Comparison } from './compare.ts';
import type { Placeholders } from './placeholders.ts';
import type { Expected } from './replayable-case.ts';
import type { Target } from './target.ts';

export interface InvocationCheck {
  readonly answer: InvokeCommandOutput;
  readonly payload: string;
  readonly expected: Expected;
  readonly placeholders: Placeholders;
}

export function invocationDifferences(check: InvocationCheck): readonly string[] {
  const { answer, expected } = check;
  const found: string[] = [];
  const exactly = (actual: unknown, wanted: unknown, path: string): void => {
    if (actual !== wanted) found.push(unlike(actual, wanted, path));
  };
  if (typeof expected.status === 'number') exactly(answer.StatusCode, expected.status, 'status');
  if (expected.functionError !== undefined) {
    exactly(answer.FunctionError ?? null, expected.functionError, 'X-Amz-Function-Error');
  }
  if (expected.executedVersion !== undefined) {
    exactly(answer.ExecutedVersion ?? null, expected.executedVersion, 'X-Amz-Executed-Version');
  }
  found.push(...payloadDifferences(check));
  if (expected.logTailLines !== undefined) {
    const log = Buffer.from(answer.LogResult ?? '', 'base64').toString();
    const comparison: Comparison = { placeholders: check.placeholders };
    found.push(
      ...differences(log.match(/[^\n]*\n|[^\n]+$/g) ?? [], expected.logTailLines, 'LogResult', comparison),
    );
  }
  return found;
}

function payloadDifferences({ answer, payload, expected, placeholders }: InvocationCheck): readonly string[] {
  const text = Buffer.from(answer.Payload ?? []).toString();
  const found: string[] = [];
  if (expected.payload !== undefined) {
    found.push(...differences(text, expected.payload, 'payload', { placeholders }));
  }
  if (expected.payloadEqualsRequest === true && !sameJson(text, payload)) {
    found.push(`payload: expected what was sent, got ${text.length} characters: ${text.slice(0, 200)}`);
  }
  const { payloadJson, payloadStringLength } = expected;
  if (payloadJson === undefined && payloadStringLength === undefined) return found;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [...found, `payload: expected JSON, got ${text.slice(0, 300)}`];
  }
  if (payloadJson !== undefined) found.push(...differences(json, payloadJson, 'payload', { placeholders }));
  if (payloadStringLength !== undefined) {
    const length = typeof json === 'string' ? json.length : json;
    if (length !== payloadStringLength)
      found.push(unlike(length, payloadStringLength, 'length of the payload'));
  }
  return found;
}

/** Runtimes write JSON in their own way. */
function sameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    return one === other;
  }
}

/** Logs appear some time after the answer. */
const logWithinMs = 10_000;
const logPollMs = 100;

export async function logDifferences(
  functionName: string,
  expected: Expected,
  placeholders: Placeholders,
  target: Target,
): Promise<readonly string[]> {
  const { logContains = [], logNotContains = [], cloudWatchLogMessages } = expected;
  if (logContains.length + logNotContains.length === 0 && cloudWatchLogMessages === undefined) return [];
  const deadline = performance.now() + logWithinMs;
  for (;;) {
    const messages = await functionLog(functionName, target);
    const text = messages.join('\n');
    const missing = logContains.filter((part) => !text.includes(part));
    const complete = missing.length === 0 && messages.length >= (cloudWatchLogMessages?.length ?? 1);
    if (!complete && performance.now() < deadline) {
      await sleep(logPollMs);
      continue;
    }
    const found = missing.map((part) => `log: expected to contain ${part}, got ${JSON.stringify(messages)}`);
    for (const part of logNotContains) {
      if (text.includes(part))
        found.push(`log: expected not to contain ${part}, got ${JSON.stringify(messages)}`);
    }
    if (cloudWatchLogMessages === undefined) return found;
    return [...found, ...differences(messages, cloudWatchLogMessages, 'log', { placeholders })];
  }
}

async function functionLog(functionName: string, { clients: { logs } }: Target): Promise<readonly string[]> {
  const logGroupName = `/aws/lambda/${functionName}`;
  const streams = await logs.send(new DescribeLogStreamsCommand({ logGroupName })).catch((error: Error) => {
    if (error.name === 'ResourceNotFoundException') return { logStreams: [] };
    throw error;
  });
  const messages: string[] = [];
  for (const { logStreamName } of streams.logStreams ?? []) {
    const { events } = await logs.send(
      new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
    );
    messages.push(...(events ?? []).map(({ message }) => message!));
  }
  return messages;
}
