// Patches on methods, integrations and their responses, beyond what was recorded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Integration, PatchOperation } from '@aws-sdk/client-api-gateway';
import { createTestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

async function withMethod() {
  const context = createTestContext();
  const { id: restApiId, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const method = { restApiId, resourceId, httpMethod: 'GET' };
  await api.PutMethod(
    { ...method, authorizationType: 'NONE', requestParameters: { 'method.request.header.a': true } },
    context,
  );
  await api.PutIntegration(
    { ...method, type: 'HTTP', integrationHttpMethod: 'GET', uri: 'http://example.com' },
    context,
  );
  const patch = (...patchOperations: PatchOperation[]): Promise<Integration> =>
    api.UpdateIntegration({ ...method, patchOperations }, context);
  return { context, method, patch };
}

test('every member of an integration has its path', async () => {
  const { patch } = await withMethod();
  const changed = await patch(
    { op: 'replace', path: '/uri', value: 'https://example.com/{a}' },
    { op: 'replace', path: '/httpMethod', value: 'POST' },
    { op: 'replace', path: '/timeoutInMillis', value: '5000' },
    { op: 'replace', path: '/passthroughBehavior', value: 'never' },
    { op: 'replace', path: '/contentHandling', value: 'CONVERT_TO_TEXT' },
    { op: 'replace', path: '/credentials', value: 'arn:aws:iam::111122223333:role/r' },
    { op: 'replace', path: '/cacheNamespace', value: 'pets' },
    { op: 'add', path: '/cacheKeyParameters/method.request.header.a' },
    { op: 'add', path: '/requestParameters/integration.request.path.a', value: 'method.request.header.a' },
    { op: 'add', path: '/requestTemplates/application~1json', value: '{}' },
    { op: 'replace', path: '/tlsConfig/insecureSkipVerification', value: 'true' },
    { op: 'replace', path: '/connectionType', value: 'VPC_LINK' },
    { op: 'replace', path: '/connectionId', value: 'link' },
  );
  assert.deepEqual(changed, {
    type: 'HTTP',
    httpMethod: 'POST',
    uri: 'https://example.com/{a}',
    connectionType: 'VPC_LINK',
    connectionId: 'link',
    credentials: 'arn:aws:iam::111122223333:role/r',
    requestParameters: { 'integration.request.path.a': 'method.request.header.a' },
    requestTemplates: { 'application/json': '{}' },
    passthroughBehavior: 'NEVER',
    contentHandling: 'CONVERT_TO_TEXT',
    timeoutInMillis: 5000,
    cacheNamespace: 'pets',
    cacheKeyParameters: ['method.request.header.a'],
    tlsConfig: { insecureSkipVerification: true },
  });
  const back = await patch(
    { op: 'replace', path: '/connectionType', value: 'INTERNET' },
    { op: 'remove', path: '/requestTemplates/application~1json' },
    { op: 'remove', path: '/cacheKeyParameters/method.request.header.a' },
  );
  assert.equal(back.connectionType, 'INTERNET');
  assert.equal(back.connectionId, undefined);
  assert.equal(back.requestTemplates, undefined);
  assert.deepEqual(back.cacheKeyParameters, []);
});

test('a patch that makes an integration that PutIntegration refuses is refused', async () => {
  const { patch } = await withMethod();
  const refusals: readonly (readonly [PatchOperation, string | RegExp])[] = [
    [{ op: 'replace', path: '/uri', value: 'example' }, 'Invalid HTTP endpoint specified for URI'],
    [{ op: 'replace', path: '/timeoutInMillis', value: 'x' }, /^Timeout should be between/],
    [
      { op: 'replace', path: '/connectionType', value: 'VPC_LINK' },
      'ConnectionId should be set to the vpcLinkId or stage variable on connection type VPC_LINK',
    ],
    [
      { op: 'add', path: '/requestParameters/integration.request.path.b', value: 'method.request.header.b' },
      /Invalid mapping expression parameter specified: method.request.header.b\]$/,
    ],
    [{ op: 'add', path: '/requestTemplates/json', value: '' }, /Invalid content type specified: json\]$/],
    [{ op: 'replace', path: '/type', value: 'MOCK' }, 'Invalid patch path /type'],
    [{ op: 'add', path: '/uri', value: 'x' }, 'Invalid patch operation specified. Must be one of: [replace]'],
    [{ op: 'move', path: '/requestTemplates/a~1b' }, /Must be 'add'\|'remove'\|'replace'$/],
  ];
  for (const [operation, message] of refusals) {
    await assertRefused(patch(operation), 'BadRequestException', message);
  }
});

test('an integration goes with its responses, and is missed by its own name', async () => {
  const { context, method } = await withMethod();
  await api.PutIntegrationResponse({ ...method, statusCode: '200' }, context);
  await api.DeleteIntegration(method, context);
  const missing = 'Invalid Integration identifier specified';
  await assertRefused(api.DeleteIntegration(method, context), 'NotFoundException', missing);
  await assertRefused(
    api.DeleteIntegration({ ...method, httpMethod: 'PUT' }, context),
    'NotFoundException',
    missing,
  );
  assert.equal((await api.GetMethod(method, context)).methodIntegration, undefined);
});

test('an integration response sets only headers that the method response declares', async () => {
  const { context, method } = await withMethod();
  const name = 'method.response.header.X-Kind';
  const put = (): Promise<unknown> =>
    api.PutIntegrationResponse(
      { ...method, statusCode: '200', responseParameters: { [name]: "'pet'" } },
      context,
    );
  const message = `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${name}]`;
  await assertRefused(put(), 'BadRequestException', message);
  await api.PutMethodResponse(
    { ...method, statusCode: '200', responseParameters: { [name]: false } },
    context,
  );
  await put();
  const patched = await api.UpdateIntegrationResponse(
    {
      ...method,
      statusCode: '200',
      patchOperations: [
        { op: 'replace', path: `/responseParameters/${name}`, value: "'dog'" },
        { op: 'add', path: '/responseTemplates/text~1html', value: '' },
        { op: 'replace', path: '/selectionPattern', value: '2..' },
      ],
    },
    context,
  );
  assert.deepEqual(patched, {
    statusCode: '200',
    selectionPattern: '2..',
    responseParameters: { [name]: "'dog'" },
    responseTemplates: { 'text/html': null },
  });
});

test('a resource that moves takes its paths along', async () => {
  const { context, method } = await withMethod();
  const { restApiId, resourceId: root } = method;
  const make = async (parentId: string | undefined, pathPart: string): Promise<string> =>
    (await api.CreateResource({ restApiId, parentId, pathPart }, context)).id!;
  const a = await make(root, 'a');
  const b = await make(a, 'b');
  const c = await make(b, '{c}');
  const patch = (resourceId: string, path: string, value: string): Promise<unknown> =>
    api.UpdateResource({ restApiId, resourceId, patchOperations: [{ op: 'replace', path, value }] }, context);
  await patch(a, '/pathPart', 'z');
  assert.equal((await api.GetResource({ restApiId, resourceId: c }, context)).path, '/z/b/{c}');
  await patch(b, '/parentId', root!);
  assert.equal((await api.GetResource({ restApiId, resourceId: c }, context)).path, '/b/{c}');
  await assertRefused(patch(b, '/pathPart', '{b+}'), 'BadRequestException', /greedy path variable: \{b\+\}$/);
});
