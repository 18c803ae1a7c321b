// Keys and host names on the command line and in the environment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { allowHostOption, requireAuthOption } from './project-options.ts';

function parse(args: readonly string[], environment?: string): Readonly<Record<string, unknown>> {
  const before = process.env.VARCO_AUTH;
  if (environment === undefined) delete process.env.VARCO_AUTH;
  else process.env.VARCO_AUTH = environment;
  try {
    const command = new Command().addOption(requireAuthOption()).addOption(allowHostOption());
    return command.parse(args, { from: 'user' }).opts();
  } finally {
    if (before === undefined) delete process.env.VARCO_AUTH;
    else process.env.VARCO_AUTH = before;
  }
}

const key = (accessKeyId: string, secretAccessKey: string) => ({ accessKeyId, secretAccessKey });

test('keys are taken from each --require-auth, a secret with colons as it is', () => {
  const { requireAuth } = parse(['--require-auth', 'A:one', '--require-auth', 'B:t:w:o']);
  assert.deepEqual(requireAuth, [key('A', 'one'), key('B', 't:w:o')]);
  assert.equal(parse([]).requireAuth, undefined);
});

test('keys are taken from VARCO_AUTH, separated by commas, unless the command line has some', () => {
  assert.deepEqual(parse([], 'A:one,B:two').requireAuth, [key('A', 'one'), key('B', 'two')]);
  assert.deepEqual(parse(['--require-auth', 'C:three'], 'A:one').requireAuth, [key('C', 'three')]);
});

test('what has no id or no secret is refused, and not repeated: it may hold a secret', () => {
  for (const text of ['hush', ':hush', 'hush:', 'A:one,hush']) {
    assert.throws(
      () => parse(['--require-auth', text]),
      (thrown) =>
        thrown instanceof Error &&
        /ACCESS_KEY_ID:SECRET/.test(thrown.message) &&
        !thrown.message.includes('hush'),
    );
  }
});

test('host names are collected', () => {
  assert.deepEqual(parse(['--allow-host', 'a.test', '--allow-host', 'b.test']).allowHost, [
    'a.test',
    'b.test',
  ]);
});
