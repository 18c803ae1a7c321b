// An API from an OpenAPI definition: its models, keys, quota and custom domain act, and it exports as it came.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import * as gateway from '@aws-sdk/client-api-gateway';
import { createVarco } from '../../src/varco.ts';

const petSchema = {
  required: ['name'],
  type: 'object',
  properties: { name: { type: 'string' }, mate: { $ref: '#/components/schemas/Pet' } },
};

const definition = {
  openapi: '3.0.1',
  info: { title: 'pets', version: '1' },
  'x-amazon-apigateway-request-validators': {
    all: { validateRequestBody: true, validateRequestParameters: true },
  },
  'x-amazon-apigateway-request-validator': 'all',
  'x-amazon-apigateway-gateway-responses': {
    INVALID_API_KEY: { statusCode: 418, responseTemplates: { 'application/json': '{"no":"key"}' } },
  },
  components: {
    schemas: { Pet: petSchema },
    securitySchemes: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
  },
  paths: {
    '/pets': {
      post: {
        security: [{ api_key: [] }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        responses: { '200': { description: '', headers: { 'X-Pet': { schema: { type: 'string' } } } } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: 200,
              responseParameters: { 'method.response.header.X-Pet': "'yes'" },
              responseTemplates: { 'application/json': '{"ok":true}' },
            },
          },
        },
      },
    },
  },
};

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

/** A POST of JSON, with a Host of one's own where one is given. */
async function post(url: string, body: string, headers: Record<string, string>): Promise<Answer> {
  const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
  sent.end(body);
  const [message] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: message.statusCode, body: await text(message) };
}

test('an imported API is served with its keys, models and quota, and exports as it came', async (t) => {
  const varco = await createVarco();
  t.after(() => varco.close());
  const endpoint = varco.endpoint!;
  const client = new gateway.APIGatewayClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  t.after(() => client.destroy());

  const body = Buffer.from(JSON.stringify(definition));
  const { id: restApiId } = await client.send(
    new gateway.ImportRestApiCommand({ body, failOnWarnings: true }),
  );
  await client.send(new gateway.CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
  const url = `${endpoint}/_aws/execute-api/${restApiId}/dev/pets`;
  const key = await client.send(new gateway.CreateApiKeyCommand({ enabled: true }));
  const withKey = { 'x-api-key': key.value! };
  assert.deepEqual(await post(url, '{"name":"a"}', withKey), { status: 418, body: '{"no":"key"}' });

  const plan = await client.send(
    new gateway.CreateUsagePlanCommand({
      name: 'gold',
      apiStages: [{ apiId: restApiId, stage: 'dev' }],
      quota: { limit: 2, period: 'DAY' },
    }),
  );
  const { id: usagePlanId } = plan;
  await client.send(
    new gateway.CreateUsagePlanKeyCommand({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }),
  );
  assert.deepEqual(await post(url, '{"name":"a"}', withKey), { status: 200, body: '{"ok":true}' });
  assert.deepEqual(await post(url, '{"name":"a","mate":{}}', withKey), {
    status: 400,
    body: '{"message": "Invalid request body"}',
  });
  assert.deepEqual(await post(url, '{"name":"a"}', withKey), {
    status: 429,
    body: '{"message":"Limit Exceeded"}',
  });

  const today = new Date().toISOString().slice(0, 10);
  const usage = await client.send(
    new gateway.GetUsageCommand({ usagePlanId, startDate: today, endDate: today }),
  );
  assert.deepEqual(usage.items, { [key.id!]: [[2, 0]] });
  const patchOperations = [{ op: 'replace' as const, path: '/remaining', value: '1' }];
  await client.send(new gateway.UpdateUsageCommand({ usagePlanId, keyId: key.id, patchOperations }));

  const domainName = 'api.example.com';
  await client.send(
    new gateway.CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/abc',
      endpointConfiguration: { types: ['REGIONAL'] },
    }),
  );
  await client.send(
    new gateway.CreateBasePathMappingCommand({ domainName, restApiId, stage: 'dev', basePath: 'v1' }),
  );
  assert.deepEqual(await post(`${endpoint}/v1/pets`, '{"name":"a"}', { ...withKey, host: domainName }), {
    status: 200,
    body: '{"ok":true}',
  });

  const exported = await client.send(
    new gateway.GetExportCommand({
      restApiId,
      stageName: 'dev',
      exportType: 'oas30',
      parameters: { extensions: 'apigateway' },
    }),
  );
  const again = JSON.parse(Buffer.from(exported.body!).toString()) as typeof definition;
  assert.deepEqual(again.components, definition.components);
  assert.deepEqual(
    again['x-amazon-apigateway-gateway-responses'],
    definition['x-amazon-apigateway-gateway-responses'],
  );
});
