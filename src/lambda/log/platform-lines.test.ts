import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endLine,
  initReportLine,
  initStartLine,
  reportLine,
  runtimeVersion,
  startLine,
  timedOutLine,
} from './platform-lines.ts';

const report = {
  requestId: 'id',
  durationMs: 1.234,
  memoryMb: 128,
  peakMemoryKb: 34_000,
  initDurationMs: null,
  ending: null,
} as const;

test('the lines of Lambda are verbatim', () => {
  assert.equal(startLine('id', '$LATEST'), 'START RequestId: id Version: $LATEST\n');
  assert.equal(endLine('id'), 'END RequestId: id\n');
  assert.equal(
    reportLine(report),
    'REPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 34 MB\t\n',
  );
  assert.equal(
    timedOutLine(Date.UTC(2026, 0, 2, 3, 4, 5, 6), 'id', 3.05),
    '2026-01-02T03:04:05.006Z id Task timed out after 3.05 seconds\n\n',
  );
  assert.equal(
    initReportLine(154.03, 'init', 'Runtime.ExitError'),
    'INIT_REPORT Init Duration: 154.03 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\n',
  );
  assert.equal(
    initReportLine(10_000.5, 'init', null),
    'INIT_REPORT Init Duration: 10000.50 ms\tPhase: init\tStatus: timeout\n',
  );
  assert.match(
    initStartLine(runtimeVersion('us-east-1', 'python3.13', '3.13.1')),
    /^INIT_START Runtime Version: python:3\.13\.v3\.13\.1\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n$/,
  );
  assert.match(
    initStartLine(runtimeVersion('us-east-1', 'nodejs22.x', '22.1.0')),
    /^INIT_START Runtime Version: nodejs:22\.v22\.1\.0\t/,
  );
});

test('the init of a cold start is told and billed, as in the published report of December 2025', () => {
  const line = reportLine({
    ...report,
    durationMs: 5000,
    initDurationMs: 578.07,
    memoryMb: 3008,
    peakMemoryKb: 113 * 1024,
    ending: { status: 'timeout' },
  });
  assert.equal(
    line,
    'REPORT RequestId: id\tDuration: 5000.00 ms\tBilled Duration: 5579 ms\tMemory Size: 3008 MB\tMax Memory Used: 113 MB\tInit Duration: 578.07 ms\tStatus: timeout\n',
  );
});

test('a crash is told with its type', () => {
  assert.ok(
    reportLine({ ...report, ending: { status: 'error', errorType: 'Runtime.ExitError' } }).endsWith(
      '\tStatus: error\tError Type: Runtime.ExitError\n',
    ),
  );
});
