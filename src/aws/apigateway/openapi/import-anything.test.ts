// Whatever stands in a definition: it is imported or refused, never a defect.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { AwsError } from '../../../core/errors.ts';
import { createTestContext } from '../../testing/operation-context.ts';
import { importRestApi } from '../import-rest-api.ts';

const keys = [
  '$ref',
  'additionalProperties',
  'allOf',
  'constructor',
  'consumes',
  'content',
  'default',
  'get',
  'headers',
  'httpMethod',
  'in',
  'items',
  'name',
  'parameters',
  'post',
  'produces',
  'properties',
  'requestBody',
  'requestParameters',
  'required',
  'responses',
  'schema',
  'security',
  'statusCode',
  'toString',
  'type',
  'uri',
  'x-amazon-apigateway-any-method',
  'x-amazon-apigateway-auth',
  'x-amazon-apigateway-authorizer',
  'x-amazon-apigateway-integration',
  'x-amazon-apigateway-request-validator',
  '/pets',
  '200',
  'application/json',
];
const words = [
  '#/components/schemas/Pet',
  '#/definitions/constructor',
  '#/',
  'application/json',
  'AWS_PROXY',
  'body',
  'header',
  'mock',
  'path',
  'query',
  'x',
];

const { junk } = fc.letrec((tie) => ({
  junk: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 7, -1.5, '', ...words),
    fc.array(tie('junk'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: fc.string() }),
      tie('junk'),
      {
        maxKeys: 4,
      },
    ),
  ),
}));

const schemas = fc.oneof(
  junk,
  fc.dictionary(fc.constantFrom('Pet', 'toString', 'a-b'), junk, { maxKeys: 3 }),
);
const paths = fc.oneof(
  junk,
  fc.dictionary(fc.constantFrom('/', '/pets', '/pets/{id}', '/pets/{x+}', 'pets', '/constructor'), junk, {
    maxKeys: 3,
  }),
);
const definition = fc.record(
  {
    openapi: fc.constantFrom('3.0.1', 3),
    swagger: fc.constant('2.0'),
    info: fc.oneof(junk, fc.constant({ title: 'pets' })),
    basePath: junk,
    servers: junk,
    paths,
    definitions: schemas,
    components: fc.oneof(junk, fc.record({ schemas, securitySchemes: schemas, parameters: junk })),
    security: junk,
    securityDefinitions: schemas,
    'x-amazon-apigateway-api-key-source': junk,
    'x-amazon-apigateway-binary-media-types': junk,
    'x-amazon-apigateway-documentation': junk,
    'x-amazon-apigateway-endpoint-configuration': junk,
    'x-amazon-apigateway-gateway-responses': junk,
    'x-amazon-apigateway-minimum-compression-size': junk,
    'x-amazon-apigateway-policy': junk,
    'x-amazon-apigateway-request-validators': junk,
  },
  { requiredKeys: [] },
);

test('any document is imported or refused as AWS would', async () => {
  const context = createTestContext();
  await fc.assert(
    fc.asyncProperty(
      definition,
      fc.constantFrom('ignore', 'prepend', 'split'),
      async (document, basepath) => {
        const body = Buffer.from(JSON.stringify(document));
        try {
          await importRestApi({ body, parameters: { basepath } }, context);
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          assert.notEqual(error.message, '');
        }
      },
    ),
    { numRuns: 500 },
  );
  await context.store.close();
});
