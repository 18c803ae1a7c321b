// Whatever is broken in a template, the answer is a sentence for its author, never a defect of Varco's.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../core/errors.ts';
import { deployProject } from './deploy-project.ts';
import { loadProject } from './load-project.ts';
import { createPositions } from './positions.ts';
import { parseYaml } from './template-yaml.ts';
import { createDeployContext } from './testing/deploy-context.ts';
import { fixture } from './testing/fixture.ts';
import { folderWith } from './testing/template-folder.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const originals = [
  'implicit-api.yaml',
  'explicit-api.yaml',
  'globals.yaml',
  'alias.yaml',
  'switches.yaml',
  'permitted-api.yaml',
  'plain-api.json',
].map((name) => JSON.stringify(parseYaml(readFileSync(fixture(name), 'utf8'), createPositions())));

/** Every place in a document: the container, and the key or index in it. */
function placesIn(
  value: Json,
  places: (readonly [container: Json[] | { [key: string]: Json }, key: string])[] = [],
): typeof places {
  if (typeof value !== 'object' || value === null) return places;
  for (const [key, item] of Object.entries(value)) {
    places.push([value, key]);
    placesIn(item, places);
  }
  return places;
}

const junk = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1e21,
    '',
    ' ',
    '/',
    '${',
    '${}',
    '${A.B}',
    'arn:aws:lambda',
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom<Json>(
    { Ref: 'Nobody' },
    { Ref: 5 },
    { Ref: 'AWS::NoValue' },
    { Ref: 'AWS::Region' },
    { 'Fn::Sub': '${' },
  ),
  fc.constantFrom<Json>(
    { 'Fn::Sub': ['${x}', 1] },
    { 'Fn::Join': ['', { a: 1 }] },
    { 'Fn::If': ['x', 1, 2] },
    { 'Fn::GetAtt': 'x' },
  ),
  fc.constantFrom<Json>(
    { 'Fn::Select': [0, []] },
    { Condition: 'x' },
    { 'Fn::FindInMap': ['a', 'b'] },
    { 'Fn::Split': [',', 5] },
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

const mutation = fc.record({
  place: fc.nat(),
  change: fc.constantFrom('replace', 'delete', 'rename'),
  value: junk,
});

test('a template changed at random places loads and deploys, or is refused with one sentence', async (t) => {
  const folder = folderWith(t, {});
  mkdirSync(join(folder, 'code'));
  copyFileSync(fixture('code/index.js'), join(folder, 'code', 'index.js'));
  const path = join(folder, 'template.json');
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...originals),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      async (original, mutations) => {
        const document = JSON.parse(original) as Json;
        for (const { place, change, value } of mutations) {
          const places = placesIn(document);
          if (places.length === 0) break;
          const [container, key] = places[place % places.length]!;
          const record = container as Record<string, Json>;
          if (change === 'replace') record[key] = structuredClone(value);
          if (change === 'rename') record[`${key}x`] = record[key]!;
          if (change !== 'replace') delete record[key];
        }
        writeFileSync(path, JSON.stringify(document, null, 1));
        try {
          await deployProject(await loadProject(path), createDeployContext());
        } catch (error) {
          assert.ok(error instanceof UserError, error instanceof Error ? error.stack : String(error));
          assert.ok(
            !error.message.includes('\n') && !error.message.includes('[object Object]'),
            error.message,
          );
          refused++;
        }
      },
    ),
    { numRuns: Number(process.env['VARCO_FUZZ_RUNS'] ?? 100) },
  );
  assert.ok(refused > 5);
});
