import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingHandlerFiles } from './handler-file.ts';
import type { FunctionConfiguration } from './model.ts';

const entriesOf = (...paths: readonly string[]) =>
  paths.map((path) => ({ path, type: 'file', mode: 0o644, sizeBytes: 1 }) as const);
const configured = (
  runtime: string,
  handler: string,
  layers: readonly string[] = [],
): FunctionConfiguration => ({ runtime, handler, layers }) as unknown as FunctionConfiguration;

const found: readonly (readonly [runtime: string, handler: string, file: string])[] = [
  ['nodejs24.x', 'index.handler', 'index.js'],
  ['nodejs24.x', 'src/api.v1.handler', 'src/api.mjs'],
  ['nodejs22.x', './src/index.handler', 'src/index.cjs'],
  ['nodejs22.x', 'express-lambda.handler', 'node_modules/express-lambda/package.json'],
  ['python3.12', 'lambda_function.lambda_handler', 'lambda_function.py'],
  ['python3.12', 'pkg.api.handler', 'pkg/api.py'],
  ['python3.12', 'pkg/api.handler', 'pkg/api/__init__.py'],
];

for (const [runtime, handler, file] of found) {
  test(`${handler} on ${runtime} is found in ${file}, and missed without it`, () => {
    assert.equal(missingHandlerFiles(configured(runtime, handler), entriesOf('a', file)), null);
    assert.ok(missingHandlerFiles(configured(runtime, handler), entriesOf('a'))?.includes(file));
  });
}

test('nothing is said where a layer may hold the file, the name is malformed, or the runtime another', () => {
  assert.equal(missingHandlerFiles(configured('nodejs24.x', 'index.handler', ['arn:layer']), []), null);
  assert.equal(missingHandlerFiles(configured('nodejs24.x', 'handler'), []), null);
  assert.equal(missingHandlerFiles(configured('java21', 'example.Handler::run'), []), null);
});
