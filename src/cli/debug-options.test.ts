// Which functions are debugged, and at which ports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { UserError } from '../core/errors.ts';
import { debugpyOption, inspectOption } from './debug-options.ts';

function parse(...words: readonly string[]): unknown {
  const command = new Command().addOption(inspectOption()).addOption(debugpyOption());
  return command.parse(words, { from: 'user' }).opts();
}

test('a function without a port has the next of those where debuggers look', () => {
  assert.deepEqual(parse('--inspect', 'A', '--inspect', 'B', '--debugpy', 'C', '--inspect', 'D=4000'), {
    inspect: [
      { name: 'A', protocol: 'inspect', port: 9229 },
      { name: 'B', protocol: 'inspect', port: 9230 },
      { name: 'D', protocol: 'inspect', port: 4000 },
    ],
    debugpy: [{ name: 'C', protocol: 'debugpy', port: 5678 }],
  });
});

test('what is no port is refused in one sentence', () => {
  for (const text of ['A=x', '=1', 'A=0', 'A=70000'])
    assert.throws(() => parse('--inspect', text), UserError);
});
