import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../core/errors.ts';
import { findTemplate } from './find-template.ts';
import { folderWith } from './testing/template-folder.ts';

test('a file is the template, whatever its name', async (t) => {
  const folder = folderWith(t, { 'stack.cfn': '' });
  assert.equal(await findTemplate(join(folder, 'stack.cfn')), join(folder, 'stack.cfn'));
});

test("a folder's own template counts, not the one sam build wrote, unless that folder is named", async (t) => {
  const folder = folderWith(t, {
    'template.yml': '',
    'template.json': '',
    '.aws-sam/build/template.yaml': '',
  });
  assert.equal(await findTemplate(folder), join(folder, 'template.yml'));
  const built = join(folder, '.aws-sam', 'build');
  assert.equal(await findTemplate(built), join(built, 'template.yaml'));
});

test('the only template that cdk synth wrote is found, from the app or from cdk.out', async (t) => {
  const folder = folderWith(t, {
    'cdk.json': '{}',
    'cdk.out/Shop.template.json': '{}',
    'cdk.out/Shop.assets.json': '{}',
  });
  assert.equal(await findTemplate(folder), join(folder, 'cdk.out', 'Shop.template.json'));
  assert.equal(await findTemplate(join(folder, 'cdk.out')), join(folder, 'cdk.out', 'Shop.template.json'));
});

test('what cannot be found is told with what to do', async (t) => {
  const folder = folderWith(t, {
    'empty/readme.md': '',
    'cdk/cdk.json': '{}',
    'two/cdk.out/A.template.json': '{}',
    'two/cdk.out/B.template.json': '{}',
  });
  const cases: readonly (readonly [path: string, sentence: RegExp])[] = [
    ['gone', /gone does not exist: name a template file, or a folder that holds one\.$/],
    ['empty', /empty holds no template: name a SAM or CloudFormation file, or put template\.yaml there\.$/],
    ['cdk', /cdk is a CDK app that is not synthesised: run "npx cdk synth" in it first\.$/],
    [
      'two/cdk.out',
      /cdk\.out holds several templates: name one of .*A\.template\.json, .*B\.template\.json\.$/,
    ],
  ];
  for (const [path, sentence] of cases) {
    await assert.rejects(
      findTemplate(join(folder, path)),
      (error) => error instanceof UserError && sentence.test(error.message),
      path,
    );
  }
});
