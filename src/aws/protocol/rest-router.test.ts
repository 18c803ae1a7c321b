// The router of REST services: fixed segments before labels, fixed queries before none, labels decoded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compileRestRouter } from './rest-router.ts';
import { services } from './services.ts';

const route = compileRestRouter([
  { name: 'List', method: 'GET', uri: '/things' },
  { name: 'Create', method: 'POST', uri: '/things' },
  { name: 'Import', method: 'POST', uri: '/things?mode=import' },
  { name: 'Get', method: 'GET', uri: '/things/{thingId}' },
  { name: 'GetFixed', method: 'GET', uri: '/things/fixed' },
  { name: 'GetPart', method: 'GET', uri: '/things/{thing}/parts/{part}' },
  { name: 'PutObject', method: 'PUT', uri: '/{Bucket}/{Key+}' },
]);

test('a fixed segment is tried before a label, and a label after it where the rest does not fit', () => {
  assert.deepEqual(route('GET', '/things/fixed', []), { operation: 'GetFixed', labels: {} });
  assert.deepEqual(route('GET', '/things/fixed/parts/1', []), {
    operation: 'GetPart',
    labels: { thing: 'fixed', part: '1' },
  });
});

test('a fixed query tells two operations of one path apart', () => {
  assert.equal(route('POST', '/things', [['mode', 'import']])?.operation, 'Import');
  assert.equal(route('POST', '/things', [['mode', 'other']])?.operation, 'Create');
  assert.equal(route('POST', '/things', [])?.operation, 'Create');
});

test('labels are decoded; what is not well encoded stands as it is', () => {
  assert.deepEqual(route('GET', '/things/arn%3Aaws%3Aa%2Fb', [])?.labels, { thingId: 'arn:aws:a/b' });
  assert.deepEqual(route('GET', '/things/arn:aws:a', [])?.labels, { thingId: 'arn:aws:a' });
  assert.deepEqual(route('GET', '/things/50%', [])?.labels, { thingId: '50%' });
});

test('a greedy label takes the slashes too', () => {
  assert.deepEqual(route('PUT', '/bucket/a/b%20c/d', [])?.labels, { Bucket: 'bucket', Key: 'a/b c/d' });
});

test('one slash at the end means nothing, an empty segment matches no label', () => {
  assert.equal(route('GET', '/things/', [])?.operation, 'List');
  assert.equal(route('GET', '/things//parts/1', []), null);
  assert.equal(route('DELETE', '/things', []), null);
  assert.equal(route('GET', '/', []), null);
});

test('every URI of API Gateway and Lambda leads to its own operation', async () => {
  const label = fc.string({ minLength: 1, unit: 'grapheme' });
  for (const service of [services.apigateway, services.lambda]) {
    const { restOperations } = await service.tables();
    assert.ok(restOperations.length > 80);
    const find = compileRestRouter(restOperations);
    for (const { name, method, uri } of restOperations) {
      const [path = '', fixed = ''] = uri.split('?');
      fc.assert(
        fc.property(fc.array(label, { minLength: 8, maxLength: 8 }), (values) => {
          const expected: Record<string, string> = {};
          const filled = path.replaceAll(/\{([^}]+)\}/g, (_, labelName: string) => {
            expected[labelName] = values[Object.keys(expected).length]!;
            return encodeURIComponent(expected[labelName]);
          });
          const found = find(method, filled, [...new URLSearchParams(fixed), ['other', 'x']]);
          assert.deepEqual(found, { operation: name, labels: expected });
        }),
        { numRuns: 10 },
      );
    }
  }
});
