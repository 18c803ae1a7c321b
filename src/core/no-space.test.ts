import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { isNoSpace } from './no-space.ts';

const thrownBy = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (thrown) {
    return thrown;
  }
  return assert.fail('nothing was thrown');
};

test('SQLite’s full database is no space left, its other errors are not', async () => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE a (b); PRAGMA max_page_count = 3');
  const full = await thrownBy(() => database.exec('INSERT INTO a VALUES (zeroblob(100000))'));
  assert.equal(isNoSpace(full), true);
  assert.equal(isNoSpace(new Error('it could not be kept', { cause: full })), true);
  assert.equal(isNoSpace(await thrownBy(() => database.exec('SELECT * FROM nowhere'))), false);
  assert.equal(isNoSpace('database or disk is full'), false);
});

test(
  'a write that the disk has no room for is no space left',
  { skip: !existsSync('/dev/full') },
  async () => {
    assert.equal(isNoSpace(await thrownBy(() => writeFile('/dev/full', 'x'))), true);
    assert.equal(isNoSpace(await thrownBy(() => writeFile('/dev/null/x', 'x'))), false);
  },
);
