import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExport } from './read-export.ts';

test('routes, integrations and what guards them are read from a Swagger export', () => {
  const uri =
    'arn:aws:apigateway:eu-south-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-south-1:123456789012:function:orders/invocations';
  const definition = {
    swagger: '2.0',
    paths: {
      '/orders': {
        get: {
          security: [{ api_key: [] }, { guard: [] }],
          'x-amazon-apigateway-integration': {
            type: 'aws_proxy',
            httpMethod: 'POST',
            uri,
            timeoutInMillis: 900,
          },
        },
        'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': { type: 'mock' } },
        parameters: [],
      },
    },
    securityDefinitions: {
      api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
      guard: { type: 'apiKey', 'x-amazon-apigateway-authtype': 'custom' },
    },
  };
  const [get, any, ...others] = readExport(JSON.stringify(definition));
  assert.deepEqual(others, []);
  assert.deepEqual(get, {
    method: 'GET',
    path: '/orders',
    resourceId: null,
    authorization: 'CUSTOM',
    authorizerId: null,
    needsApiKey: true,
    integration: { type: 'AWS_PROXY', uri, httpMethod: 'POST', timeoutMs: 900, credentials: null },
  });
  assert.equal(any?.method, 'ANY');
  assert.deepEqual([any?.authorization, any?.integration?.timeoutMs], ['NONE', 29_000]);
});
