// The account's settings, and tags on what carries them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '@aws-sdk/client-api-gateway';
import { createTestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

test('the role of the account is set, kept and taken away', async () => {
  const context = createTestContext();
  const settings = {
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
  const patch = (op: 'replace' | 'remove', path: string, value?: string): Promise<Account> =>
    api.UpdateAccount({ patchOperations: [{ op, path, value }] }, context);
  assert.deepEqual(await api.GetAccount({}, context), settings);
  const cloudwatchRoleArn = 'arn:aws:iam::111122223333:role/logs';
  await patch('replace', '/cloudwatchRoleArn', cloudwatchRoleArn);
  assert.deepEqual(await api.GetAccount({}, context), { cloudwatchRoleArn, ...settings });
  await assertRefused(
    patch('replace', '/cloudwatchRoleArn', 'logs'),
    'BadRequestException',
    'The role ARN is not well formed',
  );
  await assertRefused(
    patch('replace', '/apiKeyVersion', '5'),
    'BadRequestException',
    "Invalid patch path  '/apiKeyVersion' specified for op 'replace'. Must be one of: [/cloudwatchRoleArn]",
  );
  assert.deepEqual(await patch('replace', '/cloudwatchRoleArn', ''), settings);
  assert.deepEqual(await patch('remove', '/cloudwatchRoleArn'), settings);
});

test('tags stand on APIs, stages and keys, each found by its ARN', async () => {
  const context = createTestContext();
  const { id: restApiId, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE' }, context);
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  await api.CreateDeployment({ restApiId, stageName: 'prod' }, context);
  const { id: keyId } = await api.CreateApiKey({ name: 'key' }, context);
  const front = 'arn:aws:apigateway:eu-south-1::';
  for (const path of [`/restapis/${restApiId}`, `/restapis/${restApiId}/stages/prod`, `/apikeys/${keyId}`]) {
    const resourceArn = front + path;
    await api.TagResource({ resourceArn, tags: { one: '1', two: '2' } }, context);
    await api.UntagResource({ resourceArn, tagKeys: ['one', 'none'] }, context);
    assert.deepEqual((await api.GetTags({ resourceArn }, context)).tags, { two: '2' }, path);
  }
  assert.deepEqual((await api.GetRestApi({ restApiId }, context)).tags, { two: '2' });
  assert.deepEqual((await api.GetStage({ restApiId, stageName: 'prod' }, context)).tags, { two: '2' });
});

test('what has no tags, or is not there, says so', async () => {
  const context = createTestContext();
  const tags = (resourceArn: string): Promise<unknown> => api.GetTags({ resourceArn }, context);
  const front = 'arn:aws:apigateway:eu-south-1::';
  for (const arn of [
    'x',
    `${front}/`,
    `${front}/account`,
    `${front}/restapis/a/resources/b`,
    `${front}/__proto__/a`,
  ]) {
    await assertRefused(tags(arn), 'BadRequestException', `Invalid resource ARN specified: ${arn}`);
  }
  await assertRefused(tags(`${front}/restapis/nosuch`), 'NotFoundException', /^Invalid API identifier/);
  await assertRefused(
    tags(`${front}/usageplans/nosuch`),
    'NotFoundException',
    'Invalid Usage Plan ID specified',
  );
});
