import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeOfPath, samplePath } from './route-of-path.ts';

const routes = [
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/orders/{id}' },
  { method: 'GET', path: '/orders/new' },
  { method: 'ANY', path: '/orders/{id}' },
  { method: 'ANY', path: '/files/{proxy+}' },
];

const served: readonly (readonly [method: string, path: string, route: string | null])[] = [
  ['GET', '/', 'GET /'],
  ['GET', '/orders/7', 'GET /orders/{id}'],
  ['GET', '/orders/7?x=1', 'GET /orders/{id}'],
  ['GET', '/orders/new', 'GET /orders/new'],
  ['DELETE', '/orders/new', 'ANY /orders/{id}'],
  ['GET', '/files/a/b/c', 'ANY /files/{proxy+}'],
  ['GET', '/files', null],
  ['GET', '/orders', null],
  ['POST', '/', null],
];

for (const [method, path, route] of served) {
  test(`${method} ${path} is served by ${route ?? 'nothing'}`, () => {
    const found = routeOfPath(routes, method, path);
    assert.equal(found === null ? null : `${found.method} ${found.path}`, route);
  });
}

test('a sample path leads to its own route', () => {
  for (const { path } of routes)
    assert.equal(routeOfPath([{ method: 'GET', path }], 'GET', samplePath(path))?.path, path);
});
