// What PutIntegration takes and refuses beyond what is recorded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { apigatewayOperations as api } from './operations.ts';

const uri =
  'arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-1:111122223333:function:pets/invocations';

async function withMethod() {
  const context = createTestContext();
  const { id: restApiId, rootResourceId: resourceId } = await api.CreateRestApi({ name: 'pets' }, context);
  const method = { restApiId, resourceId, httpMethod: 'POST' };
  const requestParameters = { 'method.request.path.id': true, 'method.request.header.X-Trace': false };
  await api.PutMethod({ ...method, authorizationType: 'NONE', requestParameters }, context);
  return {
    context,
    method,
    proxy: { ...method, type: 'AWS_PROXY' as const, integrationHttpMethod: 'POST', uri },
  };
}

test('a Lambda proxy integration is answered with its defaults', async () => {
  const { context, proxy, method } = await withMethod();
  const answer = await api.PutIntegration(proxy, context);
  assert.deepEqual(answer, {
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri,
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheNamespace: method.resourceId,
    cacheKeyParameters: [],
  });
  assert.deepEqual(await api.GetIntegration(method, context), answer);
});

test('a method towards Lambda other than POST, and a function by stage variable, are taken', async () => {
  const { context, proxy } = await withMethod();
  assert.equal(
    (await api.PutIntegration({ ...proxy, integrationHttpMethod: 'GET' }, context)).httpMethod,
    'GET',
  );
  const byVariable = uri.replace('pets', '${stageVariables.fn}');
  assert.equal((await api.PutIntegration({ ...proxy, uri: byVariable }, context)).uri, byVariable);
});

test('time-outs out of bounds, a missing method and an unknown type are refused in AWS’s words', async () => {
  const { context, proxy } = await withMethod();
  for (const timeoutInMillis of [49, 29_001]) {
    await assertRefused(
      api.PutIntegration({ ...proxy, timeoutInMillis }, context),
      'BadRequestException',
      'Timeout should be between 50 ms and 29000 ms',
    );
  }
  await assertRefused(
    api.PutIntegration({ ...proxy, integrationHttpMethod: undefined }, context),
    'BadRequestException',
    'Enumeration value for HttpMethod must be non-empty',
  );
  await assertRefused(
    api.PutIntegration({ ...proxy, type: 'HTTPS_PROXY' as 'HTTP_PROXY' }, context),
    'ValidationException',
    "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
  );
});

test('a mapping takes only request parameters that the method declares', async () => {
  const { context, proxy } = await withMethod();
  const put = (source: string): Promise<unknown> =>
    api.PutIntegration({ ...proxy, requestParameters: { 'integration.request.header.X': source } }, context);
  for (const source of [
    'method.request.path.id',
    'method.request.multivalueheader.X-Trace',
    'method.request.body.name',
    "'fixed'",
    'context.requestId',
  ]) {
    await put(source);
  }
  await assertRefused(
    put('method.request.path.other'),
    'BadRequestException',
    'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.request.path.other]',
  );
});

test('putting an integration again replaces it with its responses; putting a method or its response again is a conflict', async () => {
  const { context, method, proxy } = await withMethod();
  await api.PutIntegration({ ...method, type: 'MOCK' }, context);
  await api.PutIntegrationResponse({ ...method, statusCode: '200' }, context);
  assert.deepEqual((await api.GetIntegration(method, context)).integrationResponses, {
    200: { statusCode: '200' },
  });
  await api.PutIntegration(proxy, context);
  assert.equal((await api.GetIntegration(method, context)).integrationResponses, undefined);

  await api.PutMethodResponse({ ...method, statusCode: '200' }, context);
  await assertRefused(
    api.PutMethodResponse({ ...method, statusCode: '200' }, context),
    'ConflictException',
    'Response already exists for this resource',
  );
  await assertRefused(
    api.PutMethod({ ...method, authorizationType: 'NONE' }, context),
    'ConflictException',
    'Method already exists for this resource',
  );
});

test('maps that were sent empty are answered; maps that were not are left out', async () => {
  const { context, method } = await withMethod();
  const sent = { ...method, statusCode: '200', responseModels: {}, responseParameters: {} };
  const both = { statusCode: '200', responseModels: {}, responseParameters: {} };
  assert.deepEqual(await api.PutMethodResponse(sent, context), both);
  assert.deepEqual(await api.PutMethodResponse({ ...method, statusCode: '404' }, context), {
    statusCode: '404',
  });
  assert.deepEqual((await api.GetMethod(method, context)).methodResponses?.['200'], both);
  await assertRefused(
    api.PutMethodResponse({ ...method, statusCode: '700' }, context),
    'ValidationException',
    String.raw`1 validation error detected: Value '700' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\d\d`,
  );
});
