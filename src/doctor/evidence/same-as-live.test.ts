// A log that is read back leads to the cause that the live request had, in every form in which people have it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { executionLog } from '../../execution/execution-log.ts';
import type { Execution } from '../../execution/execution.ts';
import type { Outcome } from '../../execution/outcome.ts';
import { testInvokeLog } from '../../execution/test-invoke-log.ts';
import { readOutput } from '../../proxy/read-output.ts';
import { explain } from '../explain.ts';
import { executionOf } from '../testing/execution-of.ts';
import { diagnoseLog } from './diagnose-log.ts';

/** An output and what it is: malformed in one of the contract's ways. */
function malformed(payload: string): Execution {
  const read = readOutput(payload);
  assert.ok(!read.ok);
  return executionOf({ kind: 'malformed-output', violations: read.violations }, { payload });
}

function failed(errorType: string, errorMessage: string): Execution {
  const payload = JSON.stringify({ errorType, errorMessage, trace: [] });
  return executionOf({ kind: 'function-error', errorType, errorMessage, trace: [] }, { payload });
}

const ended = (outcome: Outcome, status: number): Execution => executionOf(outcome, { status });

const executions: Readonly<Record<string, Execution>> = {
  null: malformed('null'),
  'a foreign key': malformed('{"statusCode":200,"cookies":[]}'),
  'an object as body': malformed('{"statusCode":200,"body":{"id":1}}'),
  'a list as header': malformed('{"statusCode":200,"headers":{"set-cookie":["a=1"]}}'),
  'headers in a list': malformed('{"statusCode":200,"headers":[]}'),
  'a text as multi-value header': malformed('{"statusCode":200,"multiValueHeaders":{"a":"b"}}'),
  'a text': malformed('"Hello"'),
  'a text with JSON': malformed(JSON.stringify('{"statusCode":200}')),
  'an unreadable file': failed('Error', "EACCES: permission denied, open '/var/task/index.js'"),
  'a missing module': failed(
    'Runtime.ImportModuleError',
    "Unable to import module 'app': No module named 'requests'",
  ),
  'a refused action': failed(
    'AccessDeniedException',
    'User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: dynamodb:Query',
  ),
  'an exception': failed('ValueError', 'bad value'),
  'the gateway’s time-out': ended({ kind: 'integration-timeout', timeoutMs: 29_000 }, 504),
  'the function’s time-out': executionOf(
    {
      kind: 'function-timeout',
      errorMessage:
        '2025-05-20T02:40:42.000Z 758a8c2f-35eb-4713-b55e-56879fbc968b Task timed out after 3.00 seconds',
      timeoutSeconds: 3,
    },
    {
      payload:
        '{"errorMessage":"2025-05-20T02:40:42.000Z 758a8c2f-35eb-4713-b55e-56879fbc968b Task timed out after 3.00 seconds"}',
    },
  ),
  'a role that cannot be assumed': ended(
    { kind: 'role-not-assumable', roleArn: 'arn:aws:iam::123456789012:role/x' },
    500,
  ),
  'no concurrency': ended({ kind: 'function-throttled', reason: 'Rate Exceeded.' }, 500),
};

type Line = ReturnType<typeof executionLog>[number];
const iso = ({ timestampMs }: Line): string => new Date(timestampMs).toISOString();
const stream = '0123456789abcdef0123456789abcdef';

const forms: Readonly<Record<string, (execution: Execution) => string>> = {
  plain: (execution) =>
    executionLog(execution)
      .map(({ text }) => text)
      .join('\n'),
  'the console, copied': (execution) =>
    executionLog(execution)
      .map((line) => `${iso(line)}\t${line.text}`)
      .join('\n'),
  'aws logs tail': (execution) =>
    executionLog(execution)
      .map((line) => `${iso(line).replace('Z', '000+00:00')} ${stream} ${line.text}`)
      .join('\n'),
  events: (execution) =>
    JSON.stringify({
      events: executionLog(execution).map(({ timestampMs, text }) => ({
        timestamp: timestampMs,
        message: text,
      })),
    }),
  'CSV export': (execution) =>
    [
      'timestamp,message',
      ...executionLog(execution).map(
        ({ timestampMs, text }) => `${timestampMs},"${text.replaceAll('"', '""')}"`,
      ),
    ].join('\n'),
  TestInvokeMethod: (execution) => testInvokeLog({ ...execution, isTest: true }),
  quoted: (execution) =>
    executionLog(execution)
      .map(({ text }) => `> ${text}`)
      .join('\n'),
  'with entities': (execution) =>
    executionLog(execution)
      .map(({ text }) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;'))
      .join('\n'),
};

for (const [form, write] of Object.entries(forms)) {
  test(`what a live request is told, its log is told too: ${form}`, async () => {
    for (const [name, execution] of Object.entries(executions)) {
      const live = explain(execution, {});
      const { findings } = await diagnoseLog(write(execution));
      assert.equal(findings[0]?.cause, live?.cause, `${name}: ${write(execution)}`);
    }
  });
}

test('requests of one log are told apart, however their lines are mixed', async () => {
  const all = Object.values(executions);
  const ids = fc.uniqueArray(fc.uuid({ version: 4 }), { minLength: 3, maxLength: 3 });
  const picked = fc.array(fc.nat({ max: all.length - 1 }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      ids,
      picked,
      fc.array(fc.nat({ max: 2 }), { minLength: 120, maxLength: 120 }),
      async (names, kinds, order) => {
        const logs = kinds.map((kind, index) =>
          executionLog({ ...all[kind]!, requestId: names[index]! }).map(({ text }) => text),
        );
        const expected = new Set(kinds.map((kind) => explain(all[kind]!, {})?.cause));
        const mixed: string[] = [];
        for (const next of order) {
          const line = logs[next]?.shift();
          if (line !== undefined) mixed.push(line);
        }
        mixed.push(...logs.flat());
        const { findings } = await diagnoseLog(mixed.join('\n'));
        assert.deepEqual(new Set(findings.map(({ cause }) => cause)), expected);
      },
    ),
    { numRuns: 40 },
  );
});
