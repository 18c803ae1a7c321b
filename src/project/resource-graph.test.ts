import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../core/errors.ts';
import { createPositions } from './positions.ts';
import type { TemplateResource } from './project.ts';
import { noGeneratedNames } from './references.ts';
import { orderResources } from './resource-graph.ts';
import type { TemplateFile } from './template-file.ts';
import type { TemplateValue } from './template-value.ts';

const file: TemplateFile = {
  path: '/template.yaml',
  folder: '/',
  body: {},
  positions: createPositions(),
  includes: new Set(),
  where: () => 'template.yaml',
};

function resource(
  logicalId: string,
  refersTo: readonly string[],
  type = 'AWS::S3::Bucket',
): TemplateResource {
  const mentions: readonly TemplateValue[] = refersTo.map(
    (name, index) =>
      [{ Ref: name }, { 'Fn::GetAtt': [name, 'Arn'] }, { 'Fn::Sub': `x\${${name}.Arn}` }][index % 3]!,
  );
  return {
    logicalId,
    type,
    declaration: {},
    properties: { mentions },
    dependsOn: [],
    metadata: {},
    source: logicalId,
  };
}

function order(resources: readonly TemplateResource[]): readonly string[] {
  return orderResources(resources, noGeneratedNames, file).map(({ logicalId }) => logicalId);
}

/** Numbers n… with edges to smaller numbers only cannot form a circle. */
const acyclic = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.tuple(...Array.from({ length: size }, (_, n) => fc.subarray(Array.from({ length: n }, (_, m) => m)))),
  )
  .chain((edges) =>
    fc.tuple(
      fc.constant(edges),
      fc.shuffledSubarray(
        edges.map((_, n) => n),
        { minLength: edges.length },
      ),
    ),
  );

test('every resource comes after those it mentions, whatever the order in the template', () => {
  fc.assert(
    fc.property(acyclic, ([edges, written]) => {
      const ordered = order(
        written.map((n) =>
          resource(
            `R${n}`,
            edges[n]!.map((m) => `R${m}`),
          ),
        ),
      );
      assert.equal(new Set(ordered).size, edges.length);
      for (const [n, mentioned] of edges.entries()) {
        for (const m of mentioned) assert.ok(ordered.indexOf(`R${m}`) < ordered.indexOf(`R${n}`));
      }
    }),
  );
});

test('one edge back makes a circle, which is told with its members', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), (size) => {
      const ring = Array.from({ length: size }, (_, n) => resource(`R${n}`, [`R${(n + 1) % size}`]));
      assert.throws(
        () => order([resource('Apart', []), ...ring, resource('Behind', ['R0'])]),
        (error) =>
          error instanceof UserError &&
          (size === 1
            ? /: R0 depends on itself, which AWS refuses/.test(error.message)
            : /: resources depend on each other in a circle, R\d( → R\d)+, which AWS refuses/.test(
                error.message,
              )),
      );
    }),
  );
});

test("what does not depend on each other stays in the template's order, deployments last", () => {
  const deployment = resource('Deployment', [], 'AWS::ApiGateway::Deployment');
  const stage = resource('Stage', ['Deployment'], 'AWS::ApiGateway::Stage');
  assert.deepEqual(order([deployment, stage, resource('B', []), resource('A', ['C']), resource('C', [])]), [
    'B',
    'C',
    'A',
    'Deployment',
    'Stage',
  ]);
});

test('DependsOn counts as a mention', () => {
  assert.deepEqual(order([{ ...resource('A', []), dependsOn: ['B'] }, resource('B', [])]), ['B', 'A']);
});
