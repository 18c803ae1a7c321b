import assert from 'node:assert/strict';
import { stripTypeScriptTypes } from 'node:module';
import { test } from 'node:test';
import { explain } from '../explain.ts';
import { executionOf, folderOf } from '../testing/execution-of.ts';
import { nodeError } from '../testing/function-error.ts';
import { locationAt } from './place.ts';

const original = `interface Order { readonly id: number }

enum Kind { Small }

export const handler = async (event: { body: string }) => {
  const order: Order = JSON.parse(event.body);
  return { statusCode: 200, body: order };
};
`;

/** Compiled by Node.js itself; the map is inline. */
function compiled(): string {
  return stripTypeScriptTypes(original, { mode: 'transform', sourceMap: true, sourceUrl: 'app.ts' });
}

/** The map taken out of the text, with its source renamed. */
function external(source: string): { readonly code: string; readonly map: string } {
  const text = compiled();
  const mark = '//# sourceMappingURL=';
  const start = text.lastIndexOf(mark);
  const url = text.slice(start + mark.length).trim();
  const map = JSON.parse(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString()) as Record<
    string,
    unknown
  >;
  return { code: text.slice(0, start), map: JSON.stringify({ ...map, sources: [source] }) };
}

const payload = '{"statusCode":200,"body":{"id":7}}';
const outcome = {
  kind: 'malformed-output',
  violations: [
    {
      pointer: '/body',
      code: 'body-not-a-string',
      found: { type: 'object', text: '{"id":7}' },
      allowed: 'a string',
    },
  ],
} as const;

test('a place in compiled code is told in the TypeScript it came from, by an inline map', () => {
  const finding = explain(executionOf(outcome, { payload }), {
    function: { runtime: 'nodejs24.x', handler: 'app.handler' },
    source: folderOf({ 'app.js': compiled(), 'app.ts': original }),
  });
  assert.equal(`${finding?.source?.file}:${finding?.source?.line}`, 'src/app.ts:7');
  assert.equal(finding?.source?.text, '  return { statusCode: 200, body: order };');
  assert.equal(finding.fix.patch, undefined, 'no edit of generated code is proposed');
});

test('a map beside the file may lead outside the code folder', () => {
  const { code, map } = external('../src/app.ts');
  const source = {
    ...folderOf({
      'app.js': `${code}//# sourceMappingURL=app.js.map\n`,
      'app.js.map': map,
      '../src/app.ts': original,
    }),
    displayPath: (path: string) => path.replace('../', ''),
  };
  const line = code.split('\n').findIndex((each) => each.includes('JSON.parse')) + 1;
  const trace = nodeError('SyntaxError', 'Unexpected end of JSON input', [
    'JSON.parse (<anonymous>)',
    `handler (/var/task/app.js:${line}:24)`,
  ]);
  const finding = explain(executionOf(trace, { request: { body: '' } }), {
    function: { runtime: 'nodejs24.x', handler: 'app.handler' },
    source,
  });
  assert.equal(`${finding?.source?.file}:${finding?.source?.line}`, 'src/app.ts:6');
});

test('a map’s own text of the source is used before the folder’s', () => {
  const { code, map } = external('webpack://shop/./src/app.ts');
  const carried = JSON.stringify({
    ...(JSON.parse(map) as object),
    sourcesContent: [original.replaceAll('order', 'o')],
  });
  const reader = folderOf({ 'app.js': `${code}//# sourceMappingURL=app.js.map`, 'app.js.map': carried });
  const line = code.split('\n').findIndex((each) => each.includes('JSON.parse')) + 1;
  const found = locationAt(reader, 'app.js', { line, column: 5 });
  assert.equal(found?.file, 'src/app.ts');
  assert.match(found.text, /const o: Order/);
});

test('a broken, missing or foreign map leaves the compiled place', () => {
  for (const end of [
    '//# sourceMappingURL=nowhere.map',
    '//# sourceMappingURL=data:application/json,{',
    '//# sourceMappingURL=\n',
    '// #',
  ]) {
    const found = locationAt(folderOf({ 'app.js': `one();\ntwo();\n${end}` }), 'app.js', {
      line: 2,
      column: 1,
    });
    assert.deepEqual(found, { file: 'src/app.js', line: 2, column: 1, text: 'two();' });
  }
});

test('of a minified line a window is told, without a column that would mislead', () => {
  const code = `${'a();'.repeat(500)}target();${'b();'.repeat(500)}`;
  const found = locationAt(folderOf({ 'app.js': code }), 'app.js', { line: 1, column: 2001 });
  assert.equal(found?.column, null);
  assert.ok(found.text.includes('target()') && found.text.length <= 400);
});
