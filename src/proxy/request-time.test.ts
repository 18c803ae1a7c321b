// The one time format that events and access logs share.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRequestTime } from './request-time.ts';

test('the recorded moment reads as recorded', () => {
  assert.equal(formatRequestTime(1_646_495_252_562), '05/Mar/2022:15:47:32 +0000');
});

test('every part has two digits, whatever the time zone of the machine', () => {
  assert.equal(formatRequestTime(Date.UTC(2026, 0, 1, 0, 0, 0, 999)), '01/Jan/2026:00:00:00 +0000');
  assert.equal(formatRequestTime(Date.UTC(2026, 11, 31, 23, 59, 59)), '31/Dec/2026:23:59:59 +0000');
});
