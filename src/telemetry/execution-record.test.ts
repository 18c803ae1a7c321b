// What the log store keeps of an execution renders the lines that the execution itself would.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { randomExecution, randomSettings, sampleExecution } from '../execution/execution.cases.ts';
import { executionLog } from '../execution/execution-log.ts';
import type { Execution } from '../execution/execution.ts';
import { isLogged, linesOfRecord, timesOf, writeRecord } from './execution-record.ts';

const linesOf = (execution: Execution) =>
  executionLog(execution).map(({ timestampMs, text }) => ({ timestampMs, message: text }));

test('a record renders every line of its execution, whole or in its halves, at any settings', () => {
  fc.assert(
    fc.property(
      randomExecution,
      randomSettings,
      fc.string({ minLength: 900, maxLength: 3000, unit: 'grapheme' }),
      (ended, logging, long) => {
        const execution: Execution = { ...ended, logging };
        const body = execution.response.body.byteLength > 0 ? Buffer.from(long) : execution.response.body;
        const large: Execution = {
          ...execution,
          request: { ...execution.request, body: long },
          integration: execution.integration && {
            ...execution.integration,
            requestBody: long,
            call: execution.integration.call && { ...execution.integration.call, payload: long },
          },
          response: { ...execution.response, body },
        };
        for (const each of [execution, large]) {
          const record = writeRecord(each);
          const expected = linesOf(each);
          const { timeMs, endMs } = timesOf(each);
          assert.equal(isLogged(each), expected.length > 0);
          assert.deepEqual(linesOfRecord(record, 'whole'), expected);
          if (timeMs === endMs) continue;
          assert.deepEqual([...linesOfRecord(record, 'begin'), ...linesOfRecord(record, 'end')], expected);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('a record is bounded whatever the bodies, and holds no secret', () => {
  const huge = 'x'.repeat(5_000_000);
  const record = writeRecord({
    ...sampleExecution,
    request: { ...sampleExecution.request, body: huge, apiKey: 'key-that-is-secret-123456' },
    response: { ...sampleExecution.response, body: Buffer.from(huge) },
  });
  assert.ok(record.length < 10_000, String(record.length));
  assert.doesNotMatch(record, /secret/);
});

test('without data trace neither headers nor parameters nor bodies are written down', () => {
  const record = writeRecord({ ...sampleExecution, logging: { level: 'INFO', dataTrace: false } });
  assert.doesNotMatch(record, /e4b2ca|limit|"hi"|Accept/);
});

test('a body that is no text stays one', () => {
  const execution: Execution = {
    ...sampleExecution,
    response: { ...sampleExecution.response, body: new Uint8Array([0x89, 0x50, 0xff]) },
  };
  assert.deepEqual(linesOfRecord(writeRecord(execution), 'whole'), linesOf(execution));
});

test('the lines of an authorizer and of an HTTP backend are rendered as well, and their secrets are not kept', () => {
  const secret = 'Bearer very-secret-token-0123456789';
  const call = { ...sampleExecution.integration!, requestBody: 'x'.repeat(2000) };
  const authorizer = {
    authorizerId: 'abc123',
    type: 'REQUEST',
    identity: [['method.request.header.Auth', secret]],
    integration: call,
    principalId: 'very-secret-principal',
    context: { a: 'very-secret' },
    claims: null,
    latencyMs: 3,
  } as const;
  const http = {
    uri: 'https://backend.example/orders',
    requestHeaders: [['Authorization', secret]],
    responseHeaders: [['Content-Type', 'text/plain']],
  } as const;
  const integration = { ...call, type: 'HTTP_PROXY', functionArn: null, http } as const;
  const executions: readonly Execution[] = [
    { ...sampleExecution, authorizer },
    { ...sampleExecution, integration },
    { ...sampleExecution, authorizer, integration, logging: { level: 'INFO', dataTrace: false } },
  ];
  for (const execution of executions) {
    const record = writeRecord(execution);
    assert.deepEqual(linesOfRecord(record, 'whole'), linesOf(execution));
    assert.doesNotMatch(record, /very-secret/);
  }
});
