import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { zipSync } from 'fflate';
import type { Finding } from '../../doctor/finding.ts';
import { examinePackage } from './package.ts';

type Files = Readonly<
  Record<string, string | Uint8Array | readonly [text: string | Uint8Array, mode: number]>
>;

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'varco-doctor-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function zipped(t: TestContext, files: Files): string {
  const path = join(folder(t), 'function.zip');
  const entries = Object.entries(files).map(([name, content]) => {
    const [given, mode] = Array.isArray(content) ? content : [content, 0o644];
    const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : (given as Uint8Array);
    return [name, [bytes, { attrs: (0o100000 | (mode as number)) << 16, os: 3 }]] as const;
  });
  writeFileSync(path, zipSync(Object.fromEntries(entries) as never));
  return path;
}

interface Called {
  readonly handler?: string;
  readonly runtime?: string;
  readonly architecture?: string;
}

async function told(path: string, called: Called): Promise<readonly string[]> {
  return (await findings(path, called)).map(({ cause }) => cause);
}

async function findings(path: string, called: Called): Promise<readonly Finding[]> {
  return (await examinePackage(path, { ...called, language: 'en' })).findings;
}

const node = { runtime: 'nodejs22.x', handler: 'index.handler' } as const;
const python = { runtime: 'python3.12', handler: 'app.handler' } as const;
const ok = 'exports.handler = async () => ({ statusCode: 200 });\n';

/** The first bytes of an ELF file, with the names it holds. */
function elf(machine: number, ...names: readonly string[]): Uint8Array {
  const head = Buffer.alloc(64);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  head.writeUInt16LE(3, 16);
  head.writeUInt16LE(machine, 18);
  return Buffer.concat([head, Buffer.from(names.join('\0'))]);
}
const x86 = 62;
const arm = 183;

const cases: readonly (readonly [what: string, files: Files, called: Called, expected: readonly string[]])[] =
  [
    ['a healthy package', { 'index.js': ok }, node, []],
    ['an unreadable handler', { 'index.js': [ok, 0o600] }, node, ['package.unreadable-file']],
    [
      'an unreadable file of another',
      { 'index.js': ok, 'lib/a.js': ['x', 0o640] },
      node,
      ['package.unreadable-file'],
    ],
    ['everything in a folder', { 'dist/index.js': ok, 'dist/b.js': '' }, node, ['package.nested-folder']],
    ['no such file', { 'main.js': ok, 'b.js': '' }, node, ['handler.module-not-found']],
    ['no such export', { 'index.js': 'exports.main = async () => ({});\n' }, node, ['handler.not-found']],
    ['a name without a dot', { 'index.js': ok }, { ...node, handler: 'index' }, ['handler.malformed-name']],
    [
      'a package for another runtime',
      { 'app.py': 'def handler(event, context): ...\n' },
      { ...node, handler: 'app.handler' },
      ['handler.wrong-runtime'],
    ],
    [
      'a module that is not there',
      { 'index.js': `require('express');\n${ok}` },
      node,
      ['package.missing-module'],
    ],
    [
      'an own file that is not there',
      { 'index.js': `const x = require('./lib/x');\n${ok}` },
      node,
      ['package.missing-module'],
    ],
    [
      'a dependency of a dependency',
      {
        'index.js': `require('a');\n${ok}`,
        'node_modules/a/package.json': '{"name":"a","dependencies":{"b":"1"}}',
        'node_modules/a/index.js': '',
      },
      node,
      ['package.missing-module'],
    ],
    ['SDK v3, which comes along', { 'index.js': `require('@aws-sdk/client-s3');\n${ok}` }, node, []],
    [
      'SDK v2, which does not',
      { 'index.js': `const aws = require('aws-sdk');\n${ok}` },
      node,
      ['package.runtime-removed-module'],
    ],
    [
      'SDK v2 where it still did',
      { 'index.js': `const aws = require('aws-sdk');\n${ok}` },
      { ...node, runtime: 'nodejs16.x' },
      [],
    ],
    ['what is only tried', { 'index.js': `try { require('fsevents') } catch {}\n${ok}` }, node, []],
    [
      'import in CommonJS',
      {
        'index.js':
          "import { a } from './a.mjs';\nexport const handler = async () => ({ statusCode: 200 });\n",
        'a.mjs': '',
      },
      node,
      ['package.esm-cjs'],
    ],
    [
      'import in CommonJS, where the runtime looks at the syntax',
      {
        'index.js': "import './a.mjs';\nexport const handler = async () => ({ statusCode: 200 });\n",
        'a.mjs': '',
      },
      { ...node, runtime: 'nodejs24.x' },
      [],
    ],
    [
      'require in an ES module',
      {
        'index.js': `const fs = require('node:fs');\nexport const handler = async () => ({ statusCode: 200 });\n`,
        'package.json': '{"type":"module"}',
      },
      node,
      ['package.esm-cjs'],
    ],
    [
      'require of an ES module',
      {
        'index.js': `const got = require('got');\n${ok}`,
        'node_modules/got/package.json': '{"name":"got","type":"module","exports":"./index.js"}',
        'node_modules/got/index.js': 'export default 1;',
      },
      node,
      ['package.esm-cjs'],
    ],
    [
      'an addon for another machine',
      { 'index.js': ok, 'node_modules/x/x.node': elf(arm) },
      node,
      ['package.native-wrong-platform'],
    ],
    [
      'an addon for the machine',
      { 'index.js': ok, 'node_modules/x/x.node': elf(arm) },
      { ...node, architecture: 'arm64' },
      [],
    ],
    [
      'prebuilt addons, one of which fits',
      {
        'index.js': ok,
        'node_modules/x/prebuilds/linux-x64/x.node': elf(x86, 'GLIBC_2.17'),
        'node_modules/x/prebuilds/linux-arm64/x.node': elf(arm),
        'node_modules/@img/sharp-linux-x64/s.node': elf(x86),
        'node_modules/@img/sharp-linuxmusl-x64/s.node': elf(x86, 'libc.musl-x86_64.so.1'),
      },
      node,
      [],
    ],
    [
      'an addon for macOS',
      {
        'index.js': ok,
        'node_modules/x/x.node': Buffer.from('cffaedfe0c00000100000000000000000000000000', 'hex'),
      },
      node,
      ['package.native-wrong-platform'],
    ],
    [
      'a newer C library',
      { 'index.js': ok, 'node_modules/x/x.node': elf(x86, 'GLIBC_2.17', 'GLIBC_2.38') },
      node,
      ['package.native-wrong-platform'],
    ],
    [
      'healthy Python',
      {
        'app.py':
          'import json, boto3\nfrom lib import a\ndef handler(event, context):\n    return {"statusCode": 200}\n',
        'lib/a.py': '',
      },
      python,
      [],
    ],
    [
      'a Python module that is not there',
      { 'app.py': 'import requests\ndef handler(event, context):\n    return {"statusCode": 200}\n' },
      python,
      ['package.missing-module'],
    ],
    [
      'a Python module missing one file further',
      {
        'app.py': 'from lib import a\ndef handler(event, context):\n    return {"statusCode": 200}\n',
        'lib/__init__.py': '',
        'lib/a.py': 'import requests\n',
      },
      python,
      ['package.missing-module'],
    ],
    [
      'a Python module the runtime lost',
      { 'app.py': 'import distutils\ndef handler(event, context):\n    return {"statusCode": 200}\n' },
      python,
      ['package.runtime-removed-module'],
    ],
    [
      'an extension of another Python',
      {
        'app.py': 'def handler(event, context):\n    return {"statusCode": 200}\n',
        'x/_x.cpython-311-x86_64-linux-gnu.so': elf(x86),
        'x/__init__.py': '',
      },
      python,
      ['package.native-wrong-platform'],
    ],
    [
      'a custom runtime without its program',
      { main: elf(x86) },
      { runtime: 'provided.al2023' },
      ['handler.bootstrap-missing'],
    ],
    [
      'a program for another machine',
      { bootstrap: [elf(arm), 0o755] },
      { runtime: 'provided.al2023' },
      ['package.wrong-architecture'],
    ],
    ['a program for the machine', { bootstrap: [elf(x86), 0o755] }, { runtime: 'provided.al2023' }, []],
    [
      'a program that may not be run',
      { bootstrap: [elf(x86), 0o644] },
      { runtime: 'provided.al2023' },
      ['package.not-executable'],
    ],
    [
      'a script with the line ends of Windows',
      { bootstrap: ['#!/bin/sh\r\necho\r\n', 0o755] },
      { runtime: 'provided.al2023' },
      ['package.crlf'],
    ],
    [
      'Python without the function',
      { 'app.py': 'def main(event, context):\n    return {}\n' },
      python,
      ['handler.not-found'],
    ],
  ];

for (const [what, files, called, expected] of cases) {
  test(`package: ${what}`, async (t) => {
    assert.deepEqual(await told(zipped(t, files), called), expected);
  });
}

test('a folder is a package too; its modes are only a warning', async (t) => {
  const path = folder(t);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  write('index.js', `require('express');\n${ok}`);
  write('b.js', '');
  chmodSync(join(path, 'b.js'), 0o600);
  const found = await findings(path, node);
  assert.deepEqual(
    found.map(({ cause }) => cause),
    ['package.missing-module', 'package.unreadable-file'],
  );
  assert.equal(found[0]!.source?.line, 1);
  assert.ok(found[1]!.confidence < 0.75);
});

test('what a finding rests on is quoted from the package', async (t) => {
  const path = zipped(t, { 'index.js': ok, 'node_modules/x/x.node': elf(x86, 'GLIBC_2.38') });
  const [finding] = await findings(path, node);
  assert.deepEqual(finding!.evidence, ['node_modules/x/x.node: GLIBC_2.38 > 2.34', 'nodejs22.x, x86_64']);
});

test('without runtime and handler the rest is examined, and what is missing is named', async (t) => {
  const examined = await examinePackage(zipped(t, { 'index.js': [ok, 0o600] }), { language: 'en' });
  assert.deepEqual(
    examined.findings.map(({ cause }) => cause),
    ['package.unreadable-file'],
  );
  assert.deepEqual(
    examined.missing.map((each) => /--\w+/.exec(each)?.[0]),
    ['--runtime', '--handler'],
  );
});
