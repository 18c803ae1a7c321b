// The SQLite engine under the Store's cases, in memory and in a file, and what only a file has: it is opened again.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { UserError } from '../../core/errors.ts';
import { storeCases } from '../store.cases.ts';
import { openSqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'varco-store-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const freshFile = (): string => join(folder, `${++count}`, 'state.sqlite');

describe('SQLite in memory', () => {
  for (const [name, run] of Object.entries(storeCases)) {
    test(name, () => run(async () => openSqliteStore({ file: null })));
  }
});

describe('SQLite in a file', () => {
  for (const [name, run] of Object.entries(storeCases)) {
    test(name, () => run(async () => openSqliteStore({ file: freshFile() })));
  }

  test('what was acknowledged is there after closing and opening again', async () => {
    const file = freshFile();
    const first = openSqliteStore({ file });
    await first.write([{ kind: 'stage', key: 'api/prod', value: { n: 1 } }]);
    await first.close();
    const second = openSqliteStore({ file });
    assert.deepEqual(await second.get('stage', 'api/prod'), { n: 1 });
    await second.close();
  });

  test('what was acknowledged is there after the process was killed, and its lock is gone', async () => {
    const file = freshFile();
    const store = new URL('./sqlite-store.ts', import.meta.url).href;
    const script = `
      const { openSqliteStore } = await import(${JSON.stringify(store)});
      const store = openSqliteStore({ file: ${JSON.stringify(file)} });
      for (let n = 0; ; n++) {
        await store.write([{ kind: 'function', key: 'f', value: { n } }]);
        process.stdout.write(n + '\\n');
        await new Promise(setImmediate);
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let heard = '';
    const exited = new Promise((resolve) => child.once('exit', resolve));
    for await (const chunk of child.stdout) {
      heard += String(chunk);
      if (heard.split('\n').length > 20) child.kill('SIGKILL');
    }
    await exited;
    const acknowledged = Number(heard.slice(0, heard.lastIndexOf('\n')).split('\n').at(-1));
    const reopened = openSqliteStore({ file });
    const document = await reopened.get<{ n: number }>('function', 'f');
    await reopened.close();
    assert.ok(acknowledged >= 19);
    assert.ok(document!.n >= acknowledged, `${document!.n} was kept of ${acknowledged} acknowledged`);
  });

  test('a file in use is refused with a sentence, and free again after closing', async () => {
    const file = freshFile();
    const first = openSqliteStore({ file });
    assert.throws(() => openSqliteStore({ file }), isUserError(/is in use by another process/));
    await first.close();
    await openSqliteStore({ file }).close();
  });

  test('a file of a newer schema is refused and left as it was', async () => {
    const file = freshFile();
    await openSqliteStore({ file }).close();
    const direct = new DatabaseSync(file);
    direct.exec('UPDATE schema SET version = 99');
    direct.close();
    for (let attempt = 0; attempt < 2; attempt++) {
      assert.throws(
        () => openSqliteStore({ file }),
        isUserError(/newer Varco \(schema 99; this one knows 1\)/),
      );
    }
  });

  test('a file that is no database, and a path that cannot be a file, are refused with a sentence', () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'these are notes, not a database, and long enough to be looked at. '.repeat(10));
    assert.throws(() => openSqliteStore({ file }), isUserError(/is not a Varco state file/));
    assert.throws(
      () => openSqliteStore({ file: join(file, 'state.sqlite') }),
      isUserError(/cannot be opened/),
    );
    assert.throws(() => openSqliteStore({ file: folder }), isUserError(/cannot be opened/));
  });
});

function isUserError(sentence: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, sentence);
    return true;
  };
}
