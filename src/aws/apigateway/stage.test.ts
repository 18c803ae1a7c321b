// Deployments and stages: what a snapshot holds, and what a patch on a stage changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import type { DeploymentDocument } from '../../gateway/model.ts';
import { createTestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

async function withApi() {
  const context = createTestContext();
  const { id, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const restApiId = id!;
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE' }, context);
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  return { context, restApiId, method };
}

async function withStage() {
  const { context, restApiId } = await withApi();
  const { id: deploymentId } = await api.CreateDeployment({ restApiId, stageName: 'prod' }, context);
  const patch = (...patchOperations: PatchOperation[]) =>
    api.UpdateStage({ restApiId, stageName: 'prod', patchOperations }, context);
  return { context, restApiId, deploymentId, patch };
}

test('an API without methods, or with one that calls nothing, cannot be deployed', async () => {
  const { context, restApiId, method } = await withApi();
  await api.PutMethod({ ...method, httpMethod: 'POST', authorizationType: 'NONE' }, context);
  await assertRefused(
    api.CreateDeployment({ restApiId }, context),
    'BadRequestException',
    'No integration defined for method',
  );
  await api.DeleteMethod({ ...method, httpMethod: 'POST' }, context);
  await api.DeleteMethod(method, context);
  await assertRefused(
    api.CreateDeployment({ restApiId }, context),
    'BadRequestException',
    "The REST API doesn't contain any methods",
  );
});

test('a deployment keeps the API as it was, whatever changes later', async () => {
  const { context, restApiId, method } = await withApi();
  const { id } = await api.CreateDeployment({ restApiId, description: 'first' }, context);
  await api.DeleteMethod(method, context);
  const answer = await api.GetDeployment({ restApiId, deploymentId: id, embed: ['apisummary'] }, context);
  assert.deepEqual(answer.apiSummary, { '/': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } });
  assert.equal(answer.description, 'first');
  const document = await context.store.get<DeploymentDocument>('deployment', `${restApiId}/${id}`);
  assert.equal(document!.snapshot.resources[method.resourceId!]!.methods['GET']!.integration!.type, 'MOCK');
});

test('deploying to a stage creates it, and moves it the next time; what was not sent stays', async () => {
  const { context, restApiId } = await withApi();
  const facts = {
    stageName: 'prod',
    stageDescription: 'live',
    variables: { color: 'red' },
    tracingEnabled: true,
  };
  const first = await api.CreateDeployment({ restApiId, ...facts }, context);
  const created = await api.GetStage({ restApiId, stageName: 'prod' }, context);
  context.advance(60_000);
  const second = await api.CreateDeployment({ restApiId, stageName: 'prod' }, context);
  const moved = await api.GetStage({ restApiId, stageName: 'prod' }, context);
  assert.notEqual(first.id, second.id);
  assert.equal(created.deploymentId, first.id);
  assert.deepEqual(created.variables, { color: 'red' });
  assert.deepEqual(moved, {
    ...created,
    deploymentId: second.id,
    lastUpdatedDate: new Date(context.clock.nowMs()),
  });
  // The API, then once for each deployment.
  assert.deepEqual(context.publishedApis, [restApiId, restApiId, restApiId]);
});

test('a stage needs a deployment that is there, a name that fits, and no other of its name', async () => {
  const { context, restApiId, deploymentId } = await withStage();
  const create = (stageName: string, deployment: string | undefined): Promise<unknown> =>
    api.CreateStage({ restApiId, stageName, deploymentId: deployment }, context);
  await assertRefused(create('dev', 'nosuch'), 'BadRequestException', 'Deployment id does not exist');
  await assertRefused(create('a b', deploymentId), 'BadRequestException', /^Stage name only allows/);
  await assertRefused(create('prod', deploymentId), 'ConflictException', 'Stage already exists');
  await assertRefused(
    api.GetStage({ restApiId, stageName: 'dev' }, context),
    'NotFoundException',
    'Invalid stage identifier specified',
  );
});

test('a setting of one method starts from what holds for all, and keeps it when that changes', async () => {
  const { patch } = await withStage();
  await patch({ op: 'replace', path: '/*/*/logging/loglevel', value: 'INFO' });
  await patch({ op: 'replace', path: '/pets/{id}/GET/throttling/rateLimit', value: '0.5' });
  await patch({ op: 'replace', path: '/*/*/logging/loglevel', value: 'OFF' });
  const { methodSettings } = await patch({
    op: 'replace',
    path: '/~1pets~1new/POST/metrics/enabled',
    value: 'true',
  });
  assert.deepEqual(
    Object.keys(methodSettings!).toSorted(),
    ['*/*', 'pets/{id}/GET', '~1pets~1new/POST'].toSorted(),
  );
  assert.equal(methodSettings!['pets/{id}/GET']!.loggingLevel, 'INFO');
  assert.equal(methodSettings!['pets/{id}/GET']!.throttlingRateLimit, 0.5);
  assert.equal(methodSettings!['~1pets~1new/POST']!.loggingLevel, 'OFF');
  assert.equal(methodSettings!['~1pets~1new/POST']!.metricsEnabled, true);
});

test('every setting has its path', async () => {
  const { patch } = await withStage();
  const values: Readonly<Record<string, string>> = {
    'metrics/enabled': 'true',
    'logging/dataTrace': 'true',
    'logging/loglevel': 'ERROR',
    'throttling/burstLimit': '7',
    'throttling/rateLimit': '1.5',
    'caching/enabled': 'true',
    'caching/ttlInSeconds': '60',
    'caching/dataEncrypted': 'true',
    'caching/requireAuthorizationForCacheControl': 'false',
    'caching/unauthorizedCacheControlHeaderStrategy': 'FAIL_WITH_403',
  };
  const patches = Object.entries(values).map(([name, value]) => ({
    op: 'replace' as const,
    path: `/*/*/${name}`,
    value,
  }));
  const { methodSettings } = await patch(...patches);
  assert.deepEqual(methodSettings, {
    '*/*': {
      metricsEnabled: true,
      dataTraceEnabled: true,
      loggingLevel: 'ERROR',
      throttlingBurstLimit: 7,
      throttlingRateLimit: 1.5,
      cachingEnabled: true,
      cacheTtlInSeconds: 60,
      cacheDataEncrypted: true,
      requireAuthorizationForCacheControl: false,
      unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403',
    },
  });
});

test('patches hold all or none, and publish once', async () => {
  const { context, restApiId, patch } = await withStage();
  const before = context.publishedApis.length;
  const description = { op: 'replace' as const, path: '/description', value: 'new' };
  await assertRefused(
    patch(description, { op: 'replace', path: '/deploymentId', value: 'nosuch' }),
    'BadRequestException',
    'Deployment id does not exist',
  );
  await assertRefused(
    patch(description, { op: 'replace', path: '/nosuch', value: '' }),
    'BadRequestException',
    /^Invalid method setting path: \/nosuch\. Must be one of: \[\/deploymentId, /,
  );
  assert.equal((await api.GetStage({ restApiId, stageName: 'prod' }, context)).description, undefined);
  assert.equal(context.publishedApis.length, before);
  await patch(description, { op: 'replace', path: '/tracingEnabled', value: 'true' });
  assert.equal(context.publishedApis.length, before + 1);
});

test('the last variable that goes takes the map with it', async () => {
  const { patch } = await withStage();
  const one = { op: 'replace' as const, path: '/variables/one', value: '1' };
  assert.deepEqual((await patch(one, { ...one, path: '/variables/two' })).variables, { one: '1', two: '1' });
  const gone = await patch(
    { op: 'remove', path: '/variables/one' },
    { op: 'remove', path: '/variables/two' },
  );
  assert.equal(gone.variables, undefined);
  await assertRefused(
    patch({ ...one, value: 'a"b' }),
    'BadRequestException',
    /^Invalid stage variable value of key one\. {2}Please use values/,
  );
  await assertRefused(
    patch({ ...one, path: '/variables/a-b' }),
    'BadRequestException',
    'Invalid stage variable name: a-b. Please use names with only word characters.',
  );
});

test('values that no setting takes are refused', async () => {
  const { patch } = await withStage();
  for (const [path, value] of [
    ['/*/*/logging/loglevel', 'DEBUG'],
    ['/*/*/throttling/burstLimit', 'many'],
    ['/*/*/throttling/rateLimit', ''],
    ['/accessLogSettings/destinationArn', 'here'],
    ['/accessLogSettings/destinationArn', 'arn:aws:s3:::bucket'],
    ['/accessLogSettings/format', 'one\ntwo'],
    ['/accessLogSettings/format', '$context.status'],
    ['/accessLogSettings/destinationArn', 'arn:aws:firehose:eu-south-1:111122223333:deliverystream/logs'],
    ['/*/*/caching/ttlInSeconds', '3601'],
    ['/cacheClusterSize', '7'],
    ['/canarySettings/percentTraffic', '101'],
    ['/canarySettings/percentTraffic', ''],
  ] as const) {
    await assertRefused(
      patch({ op: 'replace', path, value }),
      'BadRequestException',
      /nvalid|must|single line/,
    );
  }
});

test('a cache cluster is a setting that is kept, in whatever order its patches come', async () => {
  const { context, restApiId, deploymentId, patch } = await withStage();
  const on = await patch(
    { op: 'replace', path: '/cacheClusterSize', value: '1.6' },
    { op: 'replace', path: '/cacheClusterEnabled', value: 'true' },
  );
  assert.equal(on.cacheClusterEnabled, true);
  assert.equal(on.cacheClusterSize, '1.6');
  assert.equal(on.cacheClusterStatus, 'AVAILABLE');
  const off = await patch({ op: 'replace', path: '/cacheClusterEnabled', value: 'false' });
  assert.equal(off.cacheClusterStatus, 'NOT_AVAILABLE');
  assert.equal(off.cacheClusterSize, undefined);
  const created = await api.CreateStage(
    { restApiId, stageName: 'dev', deploymentId, cacheClusterEnabled: true },
    context,
  );
  assert.equal(created.cacheClusterSize, '0.5');
  await api.FlushStageCache({ restApiId, stageName: 'dev' }, context);
});

test('an override of a canary goes alone, and the deployment of a canary stays', async () => {
  const { context, restApiId, deploymentId, patch } = await withStage();
  const { id: next } = await api.CreateDeployment({ restApiId }, context);
  const path = '/canarySettings/stageVariableOverrides';
  const made = await patch(
    { op: 'replace', path: '/canarySettings/deploymentId', value: next },
    { op: 'replace', path: `${path}/one`, value: '1' },
    { op: 'replace', path: `${path}/two`, value: '2' },
    { op: 'replace', path: '/canarySettings/useStageCache', value: 'true' },
  );
  assert.deepEqual(made.canarySettings, {
    deploymentId: next,
    percentTraffic: 0,
    stageVariableOverrides: { one: '1', two: '2' },
    useStageCache: true,
  });
  const less = await patch({ op: 'remove', path: `${path}/one` });
  assert.deepEqual(less.canarySettings!.stageVariableOverrides, { two: '2' });
  const stays = 'Active stages pointing to this deployment must be moved or deleted';
  for (const id of [deploymentId, next]) {
    await assertRefused(
      api.DeleteDeployment({ restApiId, deploymentId: id }, context),
      'BadRequestException',
      stays,
    );
  }
});

test('a certificate and a documentation version must be there', async () => {
  const { patch } = await withStage();
  for (const path of ['/clientCertificateId', '/documentationVersion']) {
    await assertRefused(patch({ op: 'replace', path, value: 'nosuch' }), 'NotFoundException', /^Invalid/);
  }
});

test('a deployment takes another description, and nothing else', async () => {
  const { context, restApiId, deploymentId } = await withStage();
  const patch = (path: string, value: string): Promise<unknown> =>
    api.UpdateDeployment(
      { restApiId, deploymentId, patchOperations: [{ op: 'replace', path, value }] },
      context,
    );
  await patch('/description', 'second');
  assert.equal((await api.GetDeployment({ restApiId, deploymentId }, context)).description, 'second');
  await assertRefused(
    patch('/snapshot', ''),
    'BadRequestException',
    "Invalid patch path  '/snapshot' specified for op 'replace'. Must be one of: [/description]",
  );
});
