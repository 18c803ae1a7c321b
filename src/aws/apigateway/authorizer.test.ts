// Authorizers: what each type needs, what patches change, and who keeps one from being deleted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Authorizer, CreateAuthorizerRequest, PatchOperation } from '@aws-sdk/client-api-gateway';
import { createTestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

const authorizerUri =
  'arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-1:111122223333:function:auth/invocations';
const identitySource = 'method.request.header.Auth';
const pool = 'arn:aws:cognito-idp:eu-south-1:111122223333:userpool/eu-south-1_ABC123';

async function withApi() {
  const context = createTestContext();
  const { id: restApiId, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const create = (more: Partial<CreateAuthorizerRequest>): Promise<Authorizer> =>
    api.CreateAuthorizer({ restApiId, name: 'auth', type: 'TOKEN', ...more }, context);
  return { context, restApiId, resourceId, create };
}

test('an authorizer is answered with what was set, and the label of its type', async () => {
  const { context, restApiId, create } = await withApi();
  const token = await create({ authorizerUri, identitySource, authorizerResultTtlInSeconds: 0 });
  const cognito = await create({
    name: 'pool',
    type: 'COGNITO_USER_POOLS',
    providerARNs: [pool],
    identitySource,
  });
  assert.deepEqual(token, {
    id: token.id,
    name: 'auth',
    type: 'TOKEN',
    authType: 'custom',
    authorizerUri,
    identitySource,
    authorizerResultTtlInSeconds: 0,
  });
  assert.equal(cognito.authType, 'cognito_user_pools');
  const { items } = await api.GetAuthorizers({ restApiId }, context);
  assert.deepEqual(new Set(items!.map(({ name }) => name)), new Set(['auth', 'pool']));
  assert.deepEqual(await api.GetAuthorizer({ restApiId, authorizerId: token.id }, context), token);
});

test('what a type needs is asked for', async () => {
  const { create } = await withApi();
  const refusals: readonly (readonly [Partial<CreateAuthorizerRequest>, string | RegExp])[] = [
    [
      { authorizerUri: 'arn:aws:lambda:eu-south-1:111122223333:function:auth', identitySource },
      'Invalid Authorizer URI: arn:aws:lambda:eu-south-1:111122223333:function:auth. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.',
    ],
    [{ identitySource }, /^Invalid Authorizer URI: null/],
    [{ authorizerUri }, 'IdentitySource cannot be empty'],
    [{ authorizerUri, identitySource: 'Auth' }, 'Invalid request identity source expression: Auth'],
    [
      { authorizerUri, identitySource, authorizerResultTtlInSeconds: 3601 },
      'Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.',
    ],
    [{ type: 'REQUEST', authorizerUri }, 'Invalid request input'],
    [
      { type: 'REQUEST', authorizerUri, identitySource: `${identitySource}, query.x` },
      'Invalid request identity source expression: query.x',
    ],
    [{ type: 'COGNITO_USER_POOLS', identitySource }, 'ProviderARNs cannot be empty'],
    [
      { type: 'COGNITO_USER_POOLS', identitySource, providerARNs: ['pool'] },
      /^Invalid Cognito User Pool ARN/,
    ],
    [{ authorizerUri, identitySource, authorizerCredentials: 'me' }, 'Invalid ARN specified in the request'],
  ];
  for (const [input, message] of refusals) {
    await assertRefused(create(input), 'BadRequestException', message);
  }
  await create({ type: 'REQUEST', authorizerUri, authorizerResultTtlInSeconds: 0 });
  await assertRefused(
    create({ authorizerUri, identitySource }),
    'BadRequestException',
    'Authorizer name must be unique. Authorizer auth already exists in this RestApi.',
  );
});

test('patches hold all or none, and together make an authorizer that is whole', async () => {
  const { context, restApiId, create } = await withApi();
  const { id: authorizerId } = await create({ authorizerUri, identitySource });
  const patch = (...patchOperations: PatchOperation[]): Promise<Authorizer> =>
    api.UpdateAuthorizer({ restApiId, authorizerId, patchOperations }, context);
  const request = await patch(
    { op: 'replace', path: '/type', value: 'REQUEST' },
    { op: 'add', path: '/identitySource', value: 'method.request.querystring.key' },
    { op: 'replace', path: '/authorizerResultTtlInSeconds', value: '60' },
    { op: 'replace', path: '/name', value: 'other' },
  );
  assert.equal(request.identitySource, `${identitySource},method.request.querystring.key`);
  assert.equal(request.authorizerResultTtlInSeconds, 60);
  await assertRefused(
    patch({ op: 'replace', path: '/name', value: 'third' }, { op: 'remove', path: '/identitySource' }),
    'BadRequestException',
    'Invalid request input',
  );
  assert.equal((await api.GetAuthorizer({ restApiId, authorizerId }, context)).name, 'other');
  await assertRefused(
    patch({ op: 'add', path: '/name', value: 'x' }),
    'BadRequestException',
    "Invalid patch path  '/name' specified for op 'add'. Must be one of: [/identitySource, /providerARNs]",
  );
  await assertRefused(
    api.UpdateAuthorizer({ restApiId, authorizerId: 'nosuch', patchOperations: [] }, context),
    'NotFoundException',
    'Invalid Authorizer identifier specified',
  );
});

test('a method takes an authorizer of its type alone, and keeps it from being deleted', async () => {
  const { context, restApiId, resourceId, create } = await withApi();
  const { id: authorizerId } = await create({ authorizerUri, identitySource });
  const method = { restApiId, resourceId, httpMethod: 'GET', authorizerId };
  await assertRefused(
    api.PutMethod({ ...method, authorizationType: 'COGNITO_USER_POOLS' }, context),
    'BadRequestException',
    /^Invalid authorizer ID specified/,
  );
  await assertRefused(
    api.PutMethod({ ...method, authorizationType: 'CUSTOM', authorizationScopes: ['a'] }, context),
    'BadRequestException',
    'Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type',
  );
  await api.PutMethod({ ...method, authorizationType: 'CUSTOM' }, context);
  await assertRefused(
    api.DeleteAuthorizer({ restApiId, authorizerId }, context),
    'ConflictException',
    "Cannot delete authorizer 'auth', is referenced in method: //GET",
  );
  const open = await api.UpdateMethod(
    { ...method, patchOperations: [{ op: 'replace', path: '/authorizationType', value: 'NONE' }] },
    context,
  );
  assert.equal(open.authorizerId, undefined);
  await api.DeleteAuthorizer({ restApiId, authorizerId }, context);
});

test('scopes come and go one by one', async () => {
  const { context, restApiId, resourceId, create } = await withApi();
  const { id: authorizerId } = await create({
    type: 'COGNITO_USER_POOLS',
    providerARNs: [pool],
    identitySource,
  });
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod(
    {
      ...method,
      authorizationType: 'COGNITO_USER_POOLS',
      authorizerId,
      authorizationScopes: ['pets/read', 'pets/write'],
    },
    context,
  );
  const patched = await api.UpdateMethod(
    {
      ...method,
      patchOperations: [
        { op: 'remove', path: '/authorizationScopes', value: 'pets/write' },
        { op: 'add', path: '/authorizationScopes', value: 'pets/new' },
      ],
    },
    context,
  );
  assert.deepEqual(patched.authorizationScopes, ['pets/read', 'pets/new']);
});

test('flushing the decisions of a stage publishes it anew', async () => {
  const { context, restApiId, resourceId } = await withApi();
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod({ ...method, authorizationType: 'NONE' }, context);
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  await api.CreateDeployment({ restApiId, stageName: 'prod' }, context);
  const before = context.publishedApis.length;
  await api.FlushStageAuthorizersCache({ restApiId, stageName: 'prod' }, context);
  assert.equal(context.publishedApis.length, before + 1);
  await assertRefused(
    api.FlushStageAuthorizersCache({ restApiId, stageName: 'dev' }, context),
    'NotFoundException',
    'Invalid stage identifier specified',
  );
});
