import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { kindOfInput } from './kind-of-input.ts';

test('what is given is told by what it is: package, template, handler, or text', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'varco-doctor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const kindOf = (name: string, text: string, handler?: string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return kindOfInput(path, { handler });
  };
  assert.equal(kindOf('function.zip', 'PK'), 'package');
  assert.equal(kindOf('a.yaml', 'Resources:\n  A: {}\n'), 'template');
  assert.equal(kindOf('a.json', '{"Resources": {}}'), 'template');
  assert.equal(kindOf('evidence.json', '{"executionLog": []}'), 'other');
  assert.equal(kindOf('notes.yaml', 'a: 1\n'), 'other');
  assert.equal(kindOf('app.ts', ''), 'handler');
  assert.equal(kindOf('app.py', ''), 'handler');
  assert.equal(kindOf('function.log', 'START'), 'other');
  assert.equal(kindOfInput(join(folder, 'absent')), 'other');
  kindOf('project/template.yaml', 'Resources: {}\n');
  assert.equal(kindOfInput(join(folder, 'project')), 'template');
  assert.equal(kindOfInput(join(folder, 'project'), { handler: 'index.handler' }), 'package');
  kindOf('cdk.out/Stack.template.json', '{}');
  assert.equal(kindOfInput(join(folder, 'cdk.out')), 'template');
  kindOf('code/index.js', '');
  assert.equal(kindOfInput(join(folder, 'code')), 'package');
});
