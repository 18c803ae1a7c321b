import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { leadsOut, normalised, whyNotInside } from './package-path.ts';

test('names that do not stay inside are told, with the reason', () => {
  const reasons: Record<string, string | null> = {
    'index.js': null,
    'a/b/..c/index.js': null,
    '': 'has no name',
    '../x': 'leads out of the package',
    'a/../../x': 'leads out of the package',
    '/etc/passwd': 'has an absolute path',
    'C:/x': 'has a drive letter in its path',
    'a\\b': 'has a backslash in its name',
    'a\0b': 'has a NUL character in its name',
    ['d/'.repeat(2000)]: 'has a path of more than 3072 bytes',
  };
  for (const [name, reason] of Object.entries(reasons)) assert.equal(whyNotInside(name), reason, name);
  assert.equal(normalised('./a//b/'), 'a/b');
});

test('a link that goes out through another link is found', () => {
  const links = new Map([
    ['p/q/up', '../..'],
    ['p/q/out', 'up/../etc'],
    ['p/q/in', 'up/p'],
    ['loop', 'loop'],
  ]);
  assert.equal(leadsOut('p/q/up', links), false);
  assert.equal(leadsOut('p/q/out', links), true);
  assert.equal(leadsOut('p/q/in', links), false);
  assert.equal(leadsOut('loop', links), false);
  assert.equal(leadsOut('abs', new Map([['abs', '/etc/passwd']])), true);
});

test('a link that is said to stay inside does so on a real file system', () => {
  const part = fc.constantFrom('a', 'b', 'l1', 'l2', '..', '.', 'file');
  const target = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(target, target, (first, second) => {
      const parent = realpathSync(mkdtempSync(join(tmpdir(), 'varco-links-')));
      try {
        const root = join(parent, 'root');
        mkdirSync(join(root, 'a/b/a'), { recursive: true });
        mkdirSync(join(root, 'b/a'), { recursive: true });
        for (const folder of ['', 'a', 'b', 'a/b']) writeFileSync(join(root, folder, 'file'), '');
        const links = new Map([
          ['l1', first],
          ['a/l2', second],
        ]);
        for (const [path, to] of links) symlinkSync(to, join(root, path));
        for (const path of links.keys()) {
          let real: string;
          try {
            real = realpathSync(join(root, path));
          } catch {
            continue; // it leads nowhere
          }
          if (!leadsOut(path, links)) assert.ok(`${real}/`.startsWith(`${root}/`), `${path} → ${real}`);
        }
      } finally {
        rmSync(parent, { recursive: true });
      }
    }),
    { numRuns: 150 },
  );
});
