// However a tree is built, renamed, moved and cut, each path is its parent's and its own part.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { AwsError } from '../../core/errors.ts';
import type { RestApiDocument } from '../../gateway/model.ts';
import { createTestContext } from '../testing/operation-context.ts';
import { apigatewayOperations as api } from './operations.ts';

const pathPart = fc.constantFrom('a', 'b', 'c', '{d}', '{e+}');
const index = fc.nat(9);
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), at: index, pathPart }),
  fc.record({ kind: fc.constant('rename' as const), at: index, pathPart }),
  fc.record({ kind: fc.constant('move' as const), at: index, to: index }),
  fc.record({ kind: fc.constant('delete' as const), at: index }),
);
type TreeStep = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('each path follows from its parent, whatever was done to the tree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const context = createTestContext();
      const { id } = await api.CreateRestApi({ name: 'pets' }, context);
      const restApiId = id!;
      const resources = async (): Promise<RestApiDocument['resources']> =>
        (await context.store.get<RestApiDocument>('rest-api', restApiId))!.resources;
      const take = async (taken: TreeStep): Promise<unknown> => {
        const ids = Object.keys(await resources());
        const resourceId = ids[taken.at % ids.length];
        const replace = (path: string, value: string | undefined): Promise<unknown> =>
          api.UpdateResource(
            { restApiId, resourceId, patchOperations: [{ op: 'replace', path, value }] },
            context,
          );
        switch (taken.kind) {
          case 'create':
            return api.CreateResource({ restApiId, parentId: resourceId, pathPart: taken.pathPart }, context);
          case 'rename':
            return replace('/pathPart', taken.pathPart);
          case 'move':
            return replace('/parentId', ids[taken.to % ids.length]);
          case 'delete':
            return api.DeleteResource({ restApiId, resourceId }, context);
        }
      };
      for (const taken of steps) {
        try {
          await take(taken);
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
        }
      }
      assertTree(await resources());
      await context.store.close();
    }),
    { numRuns: 60 },
  );
});

function assertTree(resources: RestApiDocument['resources']): void {
  const paths = new Set<string>();
  for (const { path, parentId, pathPart: part } of Object.values(resources)) {
    const parent = parentId === null ? null : resources[parentId]!;
    assert.equal(path, parent === null ? '/' : `${parent.path === '/' ? '' : parent.path}/${part}`);
    assert.ok(!/\+\}./.test(path), `nothing stands below a greedy part: ${path}`);
    assert.ok(!paths.has(path), `two resources at ${path}`);
    paths.add(path);
  }
}
