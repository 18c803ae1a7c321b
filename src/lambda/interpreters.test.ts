import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { UserError } from '../core/errors.ts';
import { createInterpreters, type Interpreter } from './interpreters.ts';
import { findRuntime, type ManagedRuntime } from './runtimes.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'varco-interpreters-test-')));
chmodSync(scratch, 0o755);
after(() => rmSync(scratch, { recursive: true }));

/** A program, not a script: `true` stands for an interpreter whose version its path tells. */
function program(path: string): string {
  const target = join(scratch, path);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(realpathSync('/bin/true'), target);
  chmodSync(target, 0o755);
  return target;
}

function runtime(name: string): ManagedRuntime {
  const found = findRuntime(name);
  assert.ok(found !== null && found !== 'not-built' && found.language !== 'custom');
  return found;
}

async function find(
  name: string,
  environment: Record<string, string>,
  mustBeReadableByAll = false,
): Promise<{ found: Interpreter; warnings: readonly string[] }> {
  const warnings: string[] = [];
  const interpreters = createInterpreters({
    environment,
    warn: (text) => warnings.push(text),
    mustBeReadableByAll,
  });
  const found = await interpreters.find(runtime(name));
  assert.equal(await interpreters.find(runtime(name)), found);
  return { found, warnings };
}

test('the version that a runtime names is found in version managers’ folders, the newest of it', async () => {
  program('managers/.nvm/versions/node/v18.2.0/bin/node');
  const node18 = program('managers/.nvm/versions/node/v18.19.0/bin/node');
  const node22 = program('managers/.local/share/fnm/node-versions/v22.3.0/installation/bin/node');
  const python39 = program('managers/.pyenv/versions/3.9.18/bin/python3.9');
  const environment = { HOME: join(scratch, 'managers'), PATH: '' };
  assert.deepEqual(await find('nodejs18.x', environment), {
    found: { path: node18, version: '18.19.0' },
    warnings: [],
  });
  assert.equal((await find('nodejs22.x', environment)).found.path, node22);
  assert.deepEqual(await find('python3.9', environment), {
    found: { path: python39, version: '3.9.18' },
    warnings: [],
  });
});

test('Varco’s own Node.js runs the runtime of its version, and a variable names any other', async () => {
  const own = `nodejs${process.versions.node.split('.')[0]}.x`;
  const { found } = await find(own, { HOME: scratch, PATH: '' });
  assert.equal(found.path, realpathSync(process.execPath));
  const given = await find(own, { VARCO_RUNTIME_NODEJS24_X: program('given/node'), HOME: scratch, PATH: '' });
  assert.equal(given.found.path, join(scratch, 'given/node'));
  await assert.rejects(find('nodejs20.x', { VARCO_RUNTIME_NODEJS20_X: '/no/such/node' }), (error) => {
    assert.ok(error instanceof UserError);
    assert.equal(
      error.message,
      'VARCO_RUNTIME_NODEJS20_X names /no/such/node, which is no file that can be run: correct it.',
    );
    return true;
  });
});

test('a version manager’s shim, which is a script, is passed over', async () => {
  const shim = join(scratch, 'shims/python3.10');
  mkdirSync(dirname(shim), { recursive: true });
  writeFileSync(shim, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const real = program('behind/bin/python3.10');
  const { found } = await find('python3.10', { HOME: scratch, PATH: `${dirname(shim)}:${dirname(real)}` });
  assert.equal(found.path, real);
});

test('links are resolved, so that an interpreter is started where it lies', async () => {
  const real = program('cellar/python3.8');
  mkdirSync(join(scratch, 'linked'), { recursive: true });
  symlinkSync(real, join(scratch, 'linked/python3.8'));
  assert.equal((await find('python3.8', { HOME: scratch, PATH: join(scratch, 'linked') })).found.path, real);
});

test('the next newer version stands in for one that is missing, and that is said once', async () => {
  program('nearest/.pyenv/versions/3.12.1/bin/python3');
  program('nearest/.pyenv/versions/3.8.18/bin/python3');
  const environment = { HOME: join(scratch, 'nearest'), PATH: '' };
  // The machine's own Python may be nearer: it is then the one that is named.
  const { found, warnings } = await find('python3.14', environment);
  assert.equal(warnings.length, 1);
  assert.equal(
    warnings[0],
    `Runtime python3.14 runs on Python ${found.version} (${found.path}), for no Python 3.14 was found; install it, or set VARCO_RUNTIME_PYTHON3_14 to its path.`,
  );
});

test('where functions run as another user, an interpreter in a private folder is passed over', async () => {
  program('private/.nvm/versions/node/v18.1.0/bin/node');
  chmodSync(join(scratch, 'private'), 0o700);
  const environment = { HOME: join(scratch, 'private'), PATH: '' };
  assert.equal((await find('nodejs18.x', environment)).found.version, '18.1.0');
  assert.notEqual((await find('nodejs18.x', environment, true)).found.version, '18.1.0');
});

test('runtimes that Varco cannot run are known by name; other names are not', () => {
  for (const name of ['java21', 'dotnet8', 'ruby2.7', 'python3.7', 'go1.x']) {
    assert.equal(findRuntime(name), 'not-built', name);
  }
  for (const name of ['', 'cobol', 'Node.js']) assert.equal(findRuntime(name), null, name);
});
