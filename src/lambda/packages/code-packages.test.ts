import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { type Zippable, zipSync } from 'fflate';
import { UserError } from '../../core/errors.ts';
import { packageHeldBytesMax } from '../../core/limits.ts';
import { createCodePackages } from './code-packages.ts';

const scratch = mkdtempSync(join(tmpdir(), 'varco-packages-test-'));
const packages = createCodePackages(join(scratch, 'laid-out'));
after(async () => {
  await packages.close();
  assert.equal(existsSync(join(scratch, 'laid-out')), false);
  rmSync(scratch, { recursive: true });
});

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const unix = (content: string, mode: number): [Uint8Array, { os: number; attrs: number }] => [
  text(content),
  { os: 3, attrs: (mode << 16) >>> 0 },
];
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(scratch, 'code-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => assert.fail('it was taken'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof UserError, String(error));
  assert.doesNotMatch(error.message, /\n/);
  return error.message;
}

test('a zip is addressed by the SHA-256 of its bytes, and laid out with the other bits for everybody', async () => {
  const zip = zipSync({
    'index.js': unix('exports.a = 1', 0o644),
    'private.js': unix('secret', 0o600),
    'run.sh': unix('#!/bin/sh', 0o775),
    'lib/': unix('', 0o40700),
    'lib/inner.js': unix('inner', 0o644),
    'implied/deep/file': unix('x', 0o644),
  });
  const code = await packages.fromZip(zip);
  const { createHash } = await import('node:crypto');
  assert.equal(code.sha256, createHash('sha256').update(zip).digest('base64'));
  assert.equal(code.sizeBytes, zip.length);
  assert.equal(packages.get(code.sha256), code);
  const folder = await code.materialise();
  assert.equal(modeOf(folder), '755');
  assert.equal(modeOf(join(folder, 'index.js')), '444');
  assert.equal(modeOf(join(folder, 'private.js')), '0');
  assert.equal(modeOf(join(folder, 'run.sh')), '555');
  assert.equal(modeOf(join(folder, 'lib')), '0');
  assert.equal(modeOf(join(folder, 'implied/deep')), '755');
  assert.equal(await code.materialise(), folder);
  assert.deepEqual(
    code.entries.map(({ path, type, mode, sizeBytes }) => [path, type, mode.toString(8), sizeBytes]),
    [
      ['implied/deep/file', 'file', '644', 1],
      ['index.js', 'file', '644', 13],
      ['lib', 'directory', '700', 0],
      ['lib/inner.js', 'file', '644', 5],
      ['private.js', 'file', '600', 6],
      ['run.sh', 'file', '775', 9],
    ],
  );
});

test('a zip made on Unix keeps even a mode of 0; one made on Windows says no mode and is readable', async () => {
  const unixCode = await packages.fromZip(zipSync({ 'index.py': unix('x', 0) }));
  assert.equal(modeOf(join(await unixCode.materialise(), 'index.py')), '0');
  const windowsCode = await packages.fromZip(zipSync({ 'index.py': [text('y'), { os: 0 }] }));
  assert.equal(modeOf(join(await windowsCode.materialise(), 'index.py')), '444');
});

test('a zip is read from its path, and the same bytes are the same version', async () => {
  const zip = zipSync({ 'index.js': unix('by path', 0o644) });
  const path = join(scratch, 'code.zip');
  writeFileSync(path, zip);
  const code = await packages.fromZip(path);
  assert.deepEqual(code.origin, { kind: 'zip', path });
  assert.equal(await packages.fromZip(zip), code);
});

test('links inside a zip are kept, links out of it refused', async () => {
  const code = await packages.fromZip(
    zipSync({ 'real.js': unix('real', 0o644), 'link.js': unix('real.js', 0o120777) }),
  );
  assert.equal(readFileSync(join(await code.materialise(), 'link.js'), 'utf8'), 'real');
  for (const target of ['../outside', '/etc/passwd']) {
    const sentence = await refusal(packages.fromZip(zipSync({ 'link.js': unix(target, 0o120777) })));
    assert.match(
      sentence,
      /^The zip holds the link link\.js, which leads out of the package: leave it out\.$/,
    );
  }
});

test('an entry that does not stay inside is refused, and nothing is written', async () => {
  const names: Record<string, RegExp> = {
    '../evil.js': /leads out of the package/,
    'a/../../evil.js': /leads out of the package/,
    '/evil.js': /has an absolute path/,
    'C:/evil.js': /has a drive letter/,
    'a\\evil.js': /has a backslash/,
  };
  for (const [name, reason] of Object.entries(names)) {
    const zip = zipSync({ [name]: unix('evil', 0o644) } satisfies Zippable);
    assert.match(await refusal(packages.fromZip(zip)), reason);
  }
  assert.equal(existsSync(join(scratch, 'evil.js')), false);
});

test('what is no zip, broken, encrypted, or holds a name twice is refused in one sentence', async () => {
  assert.match(
    await refusal(packages.fromZip(text('no zip at all'))),
    /^The zip is not a zip file that can be read: /,
  );
  assert.match(await refusal(packages.fromZip(join(scratch, 'missing.zip'))), /missing\.zip cannot be read/);

  const good = Buffer.from(
    zipSync({ 'index.js': [text('a'.repeat(500)), { level: 0, os: 3, attrs: 0o644 << 16 }] }),
  );
  const damaged = Buffer.from(good);
  damaged[damaged.indexOf('aaaa') + 10] = 98;
  assert.match(await refusal(packages.fromZip(damaged)), /the check sum of index\.js is wrong/);

  const encrypted = Buffer.from(zipSync({ 'index.js': unix('a'.repeat(500), 0o644) }));
  const directory = encrypted.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  encrypted[directory + 8] = encrypted[directory + 8]! | 1;
  assert.match(await refusal(packages.fromZip(encrypted)), /is encrypted: make it without a password/);

  // Two names of one length: the second is renamed to the first.
  const twice = Buffer.from(zipSync({ 'index.js': unix('1', 0o644), 'other.js': unix('2', 0o644) }));
  for (let at = twice.indexOf('other.js'); at >= 0; at = twice.indexOf('other.js'))
    twice.write('index.js', at);
  assert.match(await refusal(packages.fromZip(twice)), /holds the entry index\.js twice/);
});

test('a zip that unzips to more than Lambda takes is refused before it is unzipped', async () => {
  const bomb = Buffer.from(
    zipSync({ big: [new Uint8Array(1_000_000), { level: 9, os: 3, attrs: 0o644 << 16 }] }),
  );
  const directory = bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bomb.writeUInt32LE(300_000_000, directory + 24);
  assert.match(await refusal(packages.fromZip(bomb)), /unzips to more than 262144000 bytes/);
});

test('a folder is a version as it was when it was read', async () => {
  const folder = await folderWith({ 'index.js': 'first', 'lib/a.js': 'a', '.git/HEAD': 'ref' });
  const code = await packages.fromFolder(folder);
  writeFileSync(join(folder, 'index.js'), 'second');
  assert.equal(readFileSync(join(await code.materialise(), 'index.js'), 'utf8'), 'first');
  assert.equal(existsSync(join(await code.materialise(), '.git/HEAD')), true);
  const next = await packages.fromFolder(folder);
  assert.notEqual(next.sha256, code.sha256);
  assert.equal(readFileSync(join(await next.materialise(), 'index.js'), 'utf8'), 'second');
  writeFileSync(join(folder, 'index.js'), 'first');
  assert.equal(await packages.fromFolder(folder), code);
});

test('a change of mode alone is another version', async () => {
  const folder = await folderWith({ 'index.js': 'same' });
  const readable = await packages.fromFolder(folder);
  chmodSync(join(folder, 'index.js'), 0o600);
  const private_ = await packages.fromFolder(folder);
  assert.notEqual(readable.sha256, private_.sha256);
  assert.equal(modeOf(join(await private_.materialise(), 'index.js')), '0');
});

test('installed dependencies beyond what is held are copied when first needed, the folder’s own files are not', async () => {
  const folder = await folderWith({
    'node_modules/big/data.bin': 'x'.repeat(packageHeldBytesMax + 1),
    'index.js': 'own',
  });
  const code = await packages.fromFolder(folder);
  writeFileSync(join(folder, 'index.js'), 'changed');
  const laidOut = await code.materialise();
  assert.equal(readFileSync(join(laidOut, 'index.js'), 'utf8'), 'own');
  assert.equal(statSync(join(laidOut, 'node_modules/big/data.bin')).size, packageHeldBytesMax + 1);
});

test('a folder’s links stay where they lead inside, and are refused where they lead out', async () => {
  const folder = await folderWith({ 'real.js': 'real' });
  symlinkSync('real.js', join(folder, 'relative.js'));
  symlinkSync(join(folder, 'real.js'), join(folder, 'absolute.js'));
  const laidOut = await (await packages.fromFolder(folder)).materialise();
  rmSync(join(folder, 'real.js'));
  assert.equal(readFileSync(join(laidOut, 'relative.js'), 'utf8'), 'real');
  assert.equal(readFileSync(join(laidOut, 'absolute.js'), 'utf8'), 'real');
  symlinkSync(scratch, join(folder, 'out'));
  assert.match(await refusal(packages.fromFolder(folder)), /holds the link out, which leads out of it/);
});

test('a folder that is missing, or is a file, is told in one sentence', async () => {
  assert.match(await refusal(packages.fromFolder(join(scratch, 'nowhere'))), /nowhere cannot be read/);
  const file = join(await folderWith({ 'file.js': '' }), 'file.js');
  assert.match(await refusal(packages.fromFolder(file)), /file\.js is not a folder/);
});

test('a package that is put off is read once, when it is first asked for, and again where that failed', async () => {
  const zip = zipSync({ 'late.js': unix('late', 0o644) });
  const { sha256 } = await packages.fromZip(zip);
  await packages.drop(sha256);
  const answers = [zip.subarray(0, 10), zip, null];
  let reads = 0;
  packages.putOff(sha256, async () => answers[reads++]!);
  assert.equal(packages.get(sha256), null);
  assert.equal(reads, 0);
  assert.match(await refusal(packages.find(sha256)), /not a zip file that can be read/);
  const [code, same] = await Promise.all([packages.find(sha256), packages.find(sha256)]);
  assert.equal(code, same);
  assert.equal(readFileSync(join(await code!.materialise(), 'late.js'), 'utf8'), 'late');
  assert.equal(packages.get(sha256), code);
  packages.putOff(sha256, () => Promise.reject(new Error('it is known')));
  assert.equal(await packages.find(sha256), code);
  assert.equal(reads, 2);
  await packages.drop(sha256);
  assert.equal(await packages.find(sha256), null);
});

test('a version that is dropped leaves nothing behind, unreadable folders included', async () => {
  const code = await packages.fromZip(zipSync({ 'lib/': unix('', 0o40000), 'lib/x': unix('x', 0) }));
  const folder = await code.materialise();
  await packages.drop(code.sha256);
  assert.equal(existsSync(folder), false);
  assert.equal(packages.get(code.sha256), null);
  assert.ok((await readdir(join(scratch, 'laid-out'))).length > 0);
});
