// Bytes are kept by their content, in a folder as in memory, and are whole or not there.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openBlobs, type Blobs } from './blobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'varco-blobs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const kinds: Readonly<Record<string, () => Blobs>> = {
  'in memory': () => openBlobs(null),
  'in a folder': () => openBlobs(join(mkdtempSync(join(folder, 'b')), 'blobs')),
};

for (const [kind, open] of Object.entries(kinds)) {
  describe(kind, () => {
    test('what was put is got by its address, which is its SHA-256', async () => {
      const blobs = open();
      const bytes = Buffer.from('some bytes');
      const address = await blobs.put(bytes);
      assert.equal(address, createHash('sha256').update(bytes).digest('base64'));
      bytes.fill(0);
      assert.equal(Buffer.from((await blobs.get(address))!).toString(), 'some bytes');
    });

    test('there is nothing under an address that nothing was put at, or that was deleted', async () => {
      const blobs = open();
      const address = await blobs.put(Buffer.from('gone'));
      assert.equal(await blobs.has(address), true);
      await blobs.delete(address);
      await blobs.delete(address);
      assert.equal(await blobs.get(address), null);
      assert.equal(await blobs.has(address), false);
    });

    test('the same bytes put many times at once are one', async () => {
      const blobs = open();
      const puts = Array.from({ length: 20 }, () => blobs.put(Buffer.alloc(100_000, 7)));
      assert.equal(new Set(await Promise.all(puts)).size, 1);
    });
  });
}

test('the folder holds whole files alone, which only the owner may read, and a later opening finds them', async () => {
  const path = join(mkdtempSync(join(folder, 'c')), 'blobs');
  const address = await openBlobs(path).put(Buffer.from('kept'));
  const names = readdirSync(path);
  assert.deepEqual(names, [Buffer.from(address, 'base64').toString('hex')]);
  assert.equal(statSync(join(path, names[0]!)).mode & 0o777, 0o600);
  assert.equal(Buffer.from((await openBlobs(path).get(address))!).toString(), 'kept');
});
