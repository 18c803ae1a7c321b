// Lines that no runtime has filtered: their level is what they say, or INFO.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLevelFilter } from './application-level.ts';

const line = (level: string, timestamp = '2024-11-02T16:51:31.587199Z'): string =>
  JSON.stringify({ level, msg: 'm', timestamp });

test('a JSON line with a level and a time is kept from its level on', () => {
  const keeps = createLevelFilter('WARN');
  assert.equal(keeps(line('debug')), false);
  assert.equal(keeps(line('INFO')), false);
  assert.equal(keeps(line('warning')), true);
  assert.equal(keeps(line('Error')), true);
  assert.equal(keeps(line('CRITICAL')), true);
});

test('what has no valid level or no valid time is of the level INFO', () => {
  for (const text of ['plain', '{"level":', '{}', '[1]', line('loud'), line('ERROR', 'yesterday')]) {
    assert.equal(createLevelFilter('INFO')(text), true, text);
    assert.equal(createLevelFilter('ERROR')(text), false, text);
  }
  assert.equal(createLevelFilter('DEBUG')(line('trace')), false);
  assert.equal(createLevelFilter('TRACE')(line('trace')), true);
});
