import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import * as fc from 'fast-check';
import { openZip, withModes } from './open-zip.ts';

const zipOf = (files: Readonly<Record<string, readonly [text: string, mode: number]>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, [text, mode]]) => [
        path,
        [Buffer.from(text), { attrs: mode << 16, os: 3 }] as const,
      ]),
    ),
  );

test('entries come with their modes, and texts when asked for', () => {
  const zip = openZip(zipOf({ 'src/app.js': ['hello', 0o600], bootstrap: ['#!/bin/sh', 0o755] }), 'f.zip');
  assert.deepEqual(zip.entries, [
    { path: 'src/app.js', type: 'file', mode: 0o600 },
    { path: 'bootstrap', type: 'file', mode: 0o755 },
  ]);
  assert.equal(zip.source.read('src/app.js'), 'hello');
  assert.equal(zip.source.read('missing.js'), null);
  assert.deepEqual(zip.bytes('bootstrap', 2), Buffer.from('#!'));
  assert.equal(zip.unzippedBytes, 14);
});

test('a zip that was not made on Unix has modes that everybody may read', () => {
  const zip = zipSync({ 'index.js': [Buffer.from(''), { os: 0 }] });
  assert.equal(openZip(zip, 'f.zip').entries[0]!.mode, 0o644);
});

test('new modes change nothing but the modes', () => {
  const path = fc.stringMatching(/^[a-z]{1,8}\.js$/);
  const mode = fc.integer({ min: 0, max: 0o777 });
  fc.assert(
    fc.property(fc.dictionary(path, fc.tuple(fc.string(), mode, mode), { minKeys: 1 }), (files) => {
      const before = zipOf(
        Object.fromEntries(Object.entries(files).map(([name, [text, old]]) => [name, [text, old] as const])),
      );
      const wanted = new Map(Object.entries(files).map(([name, [, , next]]) => [name, next]));
      const after = openZip(withModes(before, wanted), 'f.zip');
      for (const [name, [text, , next]] of Object.entries(files)) {
        assert.equal(after.entries.find((entry) => entry.path === name)?.mode, next);
        assert.equal(after.source.read(name), text);
      }
    }),
  );
});

test('what is no zip is refused', () => {
  assert.throws(() => openZip(Buffer.from('no zip at all, but long enough'), 'f.zip'), /no zip/);
  assert.throws(() => openZip(new Uint8Array(), 'f.zip'), /no zip/);
});
