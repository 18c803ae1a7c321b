import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { UserError } from '../core/errors.ts';
import { readTemplate, type TemplateFile } from './template-file.ts';
import type { TemplateMap } from './template-value.ts';
import { folderWith } from './testing/template-folder.ts';

function read(t: TestContext, text: string, name = 'template.yaml'): Promise<TemplateFile> {
  return readTemplate(join(folderWith(t, { [name]: text }), name));
}

async function resourcesOf(t: TestContext, body: string): Promise<unknown> {
  return (await read(t, `Resources:\n${body}`)).body['Resources'];
}

test('short tags become the long form, nested ones too', async (t) => {
  const resources = await resourcesOf(
    t,
    `  A: !Ref B
  C: !GetAtt D.Outputs.E
  F: !GetAtt [G, H]
  I: !Sub
    - \${J}
    - { J: !Join ['', [!Ref K, !If [L, 1, 2]]] }
  M: !Not [!Condition N]
  O: !Base64 { Fn::Sub: text }
`,
  );
  assert.deepEqual(resources, {
    A: { Ref: 'B' },
    C: { 'Fn::GetAtt': ['D', 'Outputs.E'] },
    F: { 'Fn::GetAtt': ['G', 'H'] },
    I: { 'Fn::Sub': ['${J}', { J: { 'Fn::Join': ['', [{ Ref: 'K' }, { 'Fn::If': ['L', 1, 2] }]] } }] },
    M: { 'Fn::Not': [{ Condition: 'N' }] },
    O: { 'Fn::Base64': { 'Fn::Sub': 'text' } },
  });
});

test('dates, quoted numbers and long digits stay texts; plain words are YAML 1.1', async (t) => {
  const resources = await resourcesOf(
    t,
    `  A: 2010-09-09\n  B: '5'\n  C: 5\n  D: yes\n  E: !!str 7\n  F:\n  G: |\n    true\n`,
  );
  assert.deepEqual(resources, { A: '2010-09-09', B: '5', C: 5, D: true, E: '7', F: null, G: 'true\n' });
});

test("anchors are written out and merges expanded, the map's own keys first", async (t) => {
  const resources = await resourcesOf(t, `  A: &a { x: 1, y: 2 }\n  B: { <<: *a, y: 3 }\n  C: *a\n`);
  assert.deepEqual(resources, { A: { x: 1, y: 2 }, B: { y: 3, x: 1 }, C: { x: 1, y: 2 } });
});

test('a key named __proto__ is a key like any other', async (t) => {
  const resources = (await resourcesOf(t, `  __proto__: { a: 1 }\n`)) as TemplateMap;
  assert.deepEqual(Object.keys(resources), ['__proto__']);
  assert.equal(Object.getPrototypeOf(resources), Object.prototype);
});

test('lines are known of maps and keys, in YAML and in JSON', async (t) => {
  const yaml = await read(t, 'Resources:\n  A:\n    Type: X\n    Properties:\n      P: !Ref Q\n');
  const json = await read(
    t,
    '{\n  "Resources": {\n    "A": {\n      "Type": "X",\n      "Properties": {\n        "P": { "Ref": "Q" }\n      }\n    }\n  }\n}',
    'template.json',
  );
  for (const [file, line] of [
    [yaml, 5],
    [json, 6],
  ] as const) {
    const resource = (file.body['Resources'] as TemplateMap)['A'] as TemplateMap;
    const properties = resource['Properties'] as TemplateMap;
    assert.ok(file.where(properties, 'P').endsWith(`:${line}`), file.where(properties, 'P'));
    assert.ok(file.where(properties['P'] as TemplateMap).endsWith(`:${line}`));
    assert.ok(file.where(resource, 'Type').endsWith(file === yaml ? ':3' : ':4'));
  }
});

test('a JSON template may be called anything, and a YAML map may start with a brace', async (t) => {
  assert.deepEqual((await read(t, '{"Resources": {"A": {}}}', 'serverless.template')).body, {
    Resources: { A: {} },
  });
  assert.deepEqual((await read(t, '{ Resources: { A: {} } }', 'flow.yaml')).body, { Resources: { A: {} } });
});

test('a file that is no template is refused with its place and what to do', async (t) => {
  const cases: readonly (readonly [name: string, text: string, sentence: RegExp])[] = [
    [
      'bad.yaml',
      'Resources:\n  A: [1\n  B: 2\n',
      /bad\.yaml:3 is not a valid template \(.+\): mend it there\.$/,
    ],
    [
      'twice.yaml',
      'Resources:\n  A: 1\n  A: 2\n',
      /twice\.yaml:3 is not a valid template \(Map keys must be unique\)/,
    ],
    [
      'tag.yaml',
      'Resources:\n  A: !Reff B\n',
      /tag\.yaml:2 is not a valid template \(!Reff is no tag of CloudFormation\)/,
    ],
    ['anchor.yaml', 'Resources:\n  A: *b\n', /anchor\.yaml:2 is not a valid template/],
    [
      'merge.yaml',
      'Resources:\n  A: { <<: 3 }\n',
      /merge\.yaml:2 is not a valid template \(<< merges maps only\)/,
    ],
    ['bad.json', '{\n  "Resources": {,}\n}', /bad\.json:2 is not valid JSON \(.+\): mend it there\.$/],
    ['list.yaml', '- a\n', /list\.yaml is no template: it should hold a map with a Resources section\.$/],
    ['empty.yaml', '', /empty\.yaml is no template/],
    [
      'none.yaml',
      'Outputs: {}\n',
      /none\.yaml has no Resources section: add one, or name another template\.$/,
    ],
    [
      'api.yaml',
      'openapi: 3.0.0\npaths: {}\n',
      /api\.yaml is an OpenAPI document: name a SAM or CloudFormation template with an API/,
    ],
    [
      'serverless.yml',
      'service: a\nprovider: { name: aws }\n',
      /serverless\.yml is a Serverless Framework project/,
    ],
  ];
  for (const [name, text, sentence] of cases) {
    await assert.rejects(
      read(t, text, name),
      (error) => error instanceof UserError && sentence.test(error.message),
      name,
    );
  }
});

test('nesting and anchors that multiply are bounded', async (t) => {
  const deep = `Resources: ${'['.repeat(300)}${']'.repeat(300)}\n`;
  await assert.rejects(read(t, deep), /nested too deeply/);
  await assert.rejects(
    read(t, `{"Resources": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'deep.json'),
    /nested too deeply/,
  );
  const laughs = Array.from(
    { length: 12 },
    (_, n) =>
      `  a${n}: &a${n} [${
        n === 0
          ? 'x'
          : Array(10)
              .fill(`*a${n - 1}`)
              .join(', ')
      }]`,
  );
  await assert.rejects(read(t, `Resources:\n${laughs.join('\n')}\n`), /holds more than 500000 values/);
  const chain = Array.from({ length: 300 }, (_, n) => `  a${n}: &a${n} [${n === 0 ? 'x' : `*a${n - 1}`}]`);
  await assert.rejects(read(t, `Resources:\n${chain.join('\n')}\n`), /nested too deeply/);
});
