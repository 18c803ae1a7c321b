// An API's life beyond what is recorded: its tree, its deletion, and many callers at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RestApi } from '@aws-sdk/client-api-gateway';
import type { RestApiDocument } from '../../gateway/model.ts';
import { createTestContext, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

/** An API with a name alone. */
async function newApi(context: TestContext): Promise<{ restApiId: string; rootId: string }> {
  const { id, rootResourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  return { restApiId: id!, rootId: rootResourceId! };
}

async function addPath(
  context: TestContext,
  restApiId: string,
  parentId: string,
  ...parts: string[]
): Promise<string> {
  let id = parentId;
  for (const pathPart of parts) {
    id = (await api.CreateResource({ restApiId, parentId: id, pathPart }, context)).id!;
  }
  return id;
}

async function paths(context: TestContext, restApiId: string): Promise<(string | undefined)[]> {
  const { items } = await api.GetResources({ restApiId, limit: 500 }, context);
  return items!.map((item) => item.path);
}

test('a new API has ids of AWS’s lengths and is published', async () => {
  const context = createTestContext();
  const answer = await api.CreateRestApi({ name: 'pets' }, context);
  assert.match(answer.id!, /^[a-z0-9]{10}$/);
  assert.match(answer.rootResourceId!, /^[a-z0-9]{10}$/);
  assert.deepEqual(context.publishedApis, [answer.id]);
});

test('a path part has one name among its siblings, and one variable beside literals', async () => {
  const context = createTestContext();
  const { restApiId, rootId: parentId } = await newApi(context);
  const add = (pathPart: string, under = parentId): Promise<unknown> =>
    api.CreateResource({ restApiId, parentId: under, pathPart }, context);
  await addPath(context, restApiId, parentId, 'pets');
  const proxy = await addPath(context, restApiId, parentId, '{proxy+}');
  await assertRefused(
    add('pets'),
    'ConflictException',
    'Another resource with the same parent already has this name: pets',
  );
  await assertRefused(
    add('{id}'),
    'BadRequestException',
    'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
  );
  await assertRefused(
    add('more', proxy),
    'BadRequestException',
    'Cannot create a child of a resource with a greedy path variable: {proxy+}',
  );
  for (const part of ['', 'a/b', '{id', 'id}', '{}', '{a}b', 'a b', '{a+}b']) {
    await assertRefused(add(part), 'BadRequestException', /^Resource's path part only allow/);
  }
});

test('deleting a resource takes all below it, and leaves its siblings', async () => {
  const context = createTestContext();
  const { restApiId, rootId } = await newApi(context);
  await addPath(context, restApiId, rootId, 'pets', '{id}', 'toys');
  await addPath(context, restApiId, rootId, 'petsitters', 'near');
  const items = (await api.GetResources({ restApiId }, context)).items!;
  const pets = items.find((item) => item.path === '/pets')!;
  await api.DeleteResource({ restApiId, resourceId: pets.id }, context);
  assert.deepEqual(await paths(context, restApiId), ['/', '/petsitters', '/petsitters/near']);
  await assertRefused(
    api.DeleteResource({ restApiId, resourceId: rootId }, context),
    'BadRequestException',
    /Root/,
  );
});

test('callers who change one API at the same time lose nothing', async () => {
  const context = createTestContext();
  const { restApiId, rootId: parentId } = await newApi(context);
  const parts = Array.from({ length: 30 }, (_, index) => `p${index}`);
  await Promise.all(parts.map((pathPart) => api.CreateResource({ restApiId, parentId, pathPart }, context)));
  assert.equal((await paths(context, restApiId)).length, parts.length + 1);
});

test('without embed methods are named only; with it they are whole', async () => {
  const context = createTestContext();
  const { restApiId, rootId: resourceId } = await newApi(context);
  await api.PutMethod({ restApiId, resourceId, httpMethod: 'ANY', authorizationType: 'NONE' }, context);
  assert.deepEqual((await api.GetResource({ restApiId, resourceId }, context)).resourceMethods, { ANY: {} });
  const whole = await api.GetResource({ restApiId, resourceId, embed: ['methods'] }, context);
  assert.deepEqual(whole.resourceMethods, {
    ANY: { httpMethod: 'ANY', authorizationType: 'NONE', apiKeyRequired: false },
  });
});

test('deleting an API takes its deployments and stages, and the data plane hears of it', async () => {
  const context = createTestContext();
  const { restApiId, rootId: resourceId } = await newApi(context);
  const other = await newApi(context);
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE' }, context);
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  await api.CreateDeployment({ restApiId, stageName: 'prod' }, context);
  await api.DeleteRestApi({ restApiId }, context);
  assert.deepEqual(await context.store.list('stage'), []);
  assert.deepEqual(await context.store.list('deployment'), []);
  assert.deepEqual(
    (await api.GetRestApis({}, context)).items!.map((item) => item.id),
    [other.restApiId],
  );
  assert.equal(context.publishedApis.at(-1), restApiId);
  await assertRefused(
    api.DeleteRestApi({ restApiId }, context),
    'NotFoundException',
    `Invalid API identifier specified ${context.accountId}:${restApiId}`,
  );
});

test('ids that no document can have are not found, whatever their characters', async () => {
  const context = createTestContext();
  for (const restApiId of ['', '\u0000', '../x', '__proto__', '\uD800']) {
    await assertRefused(
      api.GetRestApi({ restApiId }, context),
      'NotFoundException',
      /^Invalid API identifier/,
    );
  }
  const { restApiId } = await newApi(context);
  await assertRefused(
    api.GetResource({ restApiId, resourceId: '__proto__' }, context),
    'NotFoundException',
    'Invalid Resource identifier specified',
  );
});

test('what is not built is refused by name, and what asks for nothing passes', async () => {
  const context = createTestContext();
  await assertRefused(
    api.CreateRestApi({ name: 'pets', securityPolicy: 'TLS_1_2' }, context),
    'NotImplemented',
    'Varco does not build securityPolicy of CreateRestApi yet.',
  );
  await api.CreateRestApi({ name: 'pets', policy: '' }, context);
});

test('listings come in pages, oldest first', async () => {
  const context = createTestContext();
  const names = ['one', 'two', 'three'];
  for (const name of names) {
    await api.CreateRestApi({ name }, context);
    context.advance(1000);
  }
  const first = await api.GetRestApis({ limit: 2 }, context);
  const second = await api.GetRestApis({ limit: 2, position: first.position }, context);
  assert.deepEqual(
    [...first.items!, ...second.items!].map((item) => item.name),
    names,
  );
  assert.equal(second.position, undefined);
  await assertRefused(api.GetRestApis({ limit: 501 }, context), 'BadRequestException', /limit/);
  await assertRefused(api.GetRestApis({ position: '?' }, context), 'BadRequestException', /position/);
});

const openPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 'execute-api:Invoke',
      Resource: ['execute-api:/prod/*', 'arn:aws:execute-api:eu-south-1:111122223333:other/*'],
    },
  ],
};

test('a resource policy is kept with whole ARNs, answered as the inside of a JSON string, and goes by a patch', async () => {
  const context = createTestContext();
  const created = await api.CreateRestApi(
    { name: 'pets', policy: JSON.stringify(openPolicy, null, 2) },
    context,
  );
  const restApiId = created.id!;
  const kept = (await context.store.get<RestApiDocument>('rest-api', restApiId))!.policy!;
  assert.deepEqual(JSON.parse(kept).Statement[0].Resource, [
    `arn:aws:execute-api:eu-south-1:111122223333:${restApiId}/prod/*`,
    'arn:aws:execute-api:eu-south-1:111122223333:other/*',
  ]);
  assert.equal(JSON.parse(`"${created.policy}"`), kept);
  assert.match(created.policy!, /^\{\\"Version\\":\\"2012-10-17\\",.*\\\/prod\\\/\*/);
  const patch = (value: string): Promise<RestApi> =>
    api.UpdateRestApi({ restApiId, patchOperations: [{ op: 'replace', path: '/policy', value }] }, context);
  await assertRefused(
    patch('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'),
    'BadRequestException',
    'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
  );
  assert.equal((await patch('')).policy, undefined);
});

test('a policy that is none is refused', async () => {
  const context = createTestContext();
  for (const policy of ['{}', 'x', '[]', '{"Statement":[]}', '{"Statement":[{"Effect":"Maybe"}]}']) {
    await assertRefused(
      api.CreateRestApi({ name: 'pets', policy }, context),
      'BadRequestException',
      /^Invalid policy document/,
    );
  }
});

test('a clone has the tree and the models of its source, and lives on its own', async () => {
  const context = createTestContext();
  const source = await newApi(context);
  const { id: parentId } = await api.CreateResource(
    { restApiId: source.restApiId, parentId: source.rootId, pathPart: 'pets' },
    context,
  );
  const method = { restApiId: source.restApiId, resourceId: parentId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE' }, context);
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  await api.CreateModel(
    {
      restApiId: source.restApiId,
      name: 'Pet',
      contentType: 'application/json',
      schema: '{"type":"object"}',
    },
    context,
  );
  const clone = await api.CreateRestApi({ name: 'clone', cloneFrom: source.restApiId }, context);
  await api.DeleteRestApi({ restApiId: source.restApiId }, context);
  const { items } = await api.GetResources({ restApiId: clone.id, embed: ['methods'] }, context);
  assert.deepEqual(
    items!.map(({ path }) => path),
    ['/', '/pets'],
  );
  assert.equal(items![0]!.id, clone.rootResourceId);
  assert.notEqual(items![1]!.id, parentId);
  assert.equal(items![1]!.parentId, clone.rootResourceId);
  assert.equal(items![1]!.resourceMethods!['GET']!.methodIntegration!.cacheNamespace, items![1]!.id);
  const models = await api.GetModels({ restApiId: clone.id }, context);
  assert.deepEqual(
    models.items!.map(({ name }) => name),
    ['Empty', 'Error', 'Pet'],
  );
  await assertRefused(
    api.CreateRestApi({ name: 'clone', cloneFrom: 'nosuch' }, context),
    'NotFoundException',
    /^Invalid API identifier specified/,
  );
});
