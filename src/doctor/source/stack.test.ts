import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readStack, type Frame } from './stack.ts';

const shown = (frames: readonly Frame[]): readonly string[] =>
  frames.map(
    ({ functionName, file, line, column }) => `${functionName ?? '-'} ${file} ${line} ${column ?? '-'}`,
  );

test('Node.js frames of every form are read, innermost first', () => {
  const trace = [
    'TypeError: no (really (not)) at all (a:1:2)',
    '    at priceOf (/var/task/index.js:2:34)',
    '    at async Runtime.handleOnce (file:///var/runtime/index.mjs:1173:29)',
    '    at /var/task/index.js:6:17',
    '    at Object.<anonymous> (/var/task/a b/index.js:1:1)',
    '    at new Kitchen (/var/task/kitchen.js:9:5)',
    '    at async file:///var/task/index.mjs:4:99',
    '    at JSON.parse (<anonymous>)',
    '    at Array.map (<anonymous>)',
    '    at node:internal/main/run_main_module:33:47',
  ];
  assert.deepEqual(shown(readStack(trace)), [
    'priceOf /var/task/index.js 2 34',
    'Runtime.handleOnce file:///var/runtime/index.mjs 1173 29',
    '- /var/task/index.js 6 17',
    'Object.<anonymous> /var/task/a b/index.js 1 1',
    'new Kitchen /var/task/kitchen.js 9 5',
    '- file:///var/task/index.mjs 4 99',
    '- node:internal/main/run_main_module 33 47',
  ]);
});

test('Python frames are turned, so that the innermost comes first, with the quoted code', () => {
  const trace = [
    '  File "/var/task/app.py", line 4, in handler\n    return load(event)\n',
    '  File "/var/task/db.py", line 9, in load\n    raise ValueError(1)\n    ^^^^^^^^^^^^^^^^^^^\n',
  ];
  const frames = readStack(trace);
  assert.deepEqual(shown(frames), ['load /var/task/db.py 9 -', 'handler /var/task/app.py 4 -']);
  assert.equal(frames[0]?.text, 'raise ValueError(1)');
});

test('a Python log’s no-break spaces and a syntax error’s `Line` are read', () => {
  assert.deepEqual(
    shown(
      readStack([
        '\u00a0\u00a0File "/var/task/app.py", line 6, in handler',
        '\u00a0\u00a0\u00a0\u00a0raise X',
      ]),
    ),
    ['handler /var/task/app.py 6 -'],
  );
  assert.deepEqual(shown(readStack(['  File "/var/task/app.py" Line 3\n    def x(\n'])), [
    '- /var/task/app.py 3 -',
  ]);
});

test('the head of a Node.js syntax error is a frame, its caret the column', () => {
  const trace = [
    'file:///var/task/index.mjs:2',
    '  return { a: 1;',
    '               ^',
    '',
    "SyntaxError: Unexpected token ';'",
  ];
  assert.deepEqual(shown(readStack(trace)), ['- file:///var/task/index.mjs 2 16']);
});

test('any text is read without failing, and in bounded time', () => {
  fc.assert(fc.property(fc.array(fc.string()), (trace) => void readStack(trace)));
  const started = performance.now();
  readStack(Array.from({ length: 1000 }, () => `    at ${'('.repeat(50_000)}:1:1`));
  readStack([`    at ${'a:1'.repeat(50_000)}`]);
  assert.ok(performance.now() - started < 1000);
});
