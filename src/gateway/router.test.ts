import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createRouter } from './router.ts';
import { readRequestPath } from './request-path.ts';

interface RoutingVector {
  readonly resources: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly (readonly [method: string, path: string, expected: string | number])[];
  readonly source: string;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../test/data/vectors.json', import.meta.url), 'utf8'),
) as {
  readonly routing: readonly RoutingVector[];
  readonly paths: { readonly rows: readonly (readonly [string, string, string | null, string])[] };
};

function routerOf(resources: Readonly<Record<string, readonly string[]>>) {
  return createRouter(
    Object.entries(resources).map(([resourcePath, methods]) => ({
      resourcePath,
      methods: new Map(methods.map((method) => [method.split(' ')[0]!, resourcePath])),
    })),
  );
}

for (const vector of vectors.routing) {
  for (const [method, path, expected] of vector.cases) {
    test(`${method} ${path} goes to ${expected} among ${Object.keys(vector.resources).join(', ')} (${vector.source})`, () => {
      const found = routerOf(vector.resources).match(method, path);
      assert.equal(found?.route ?? 403, expected);
    });
  }
}

for (const [request, path, proxy, contextPath] of vectors.paths.rows) {
  test(`${request} gives the event path ${path} and the context path ${contextPath}`, () => {
    const read = readRequestPath(request);
    assert.equal(read.stage, 'stage');
    assert.equal(read.path, path);
    assert.equal(read.pathWithStage, contextPath);
    const found = routerOf({ '/hardcoded': ['ANY'], '/{proxy+}': ['ANY'] }).match('GET', read.path);
    assert.equal(found?.pathParameters[0]?.[1] ?? null, proxy);
  });
}

test('a greedy resource at the root does not serve the root itself', () => {
  assert.equal(routerOf({ '/{proxy+}': ['ANY'] }).match('GET', '/'), null);
});

test('a specific method wins over ANY on the same resource', () => {
  const router = createRouter([
    {
      resourcePath: '/a',
      methods: new Map([
        ['ANY', 'any'],
        ['GET', 'get'],
      ]),
    },
  ]);
  assert.equal(router.match('GET', '/a')?.route, 'get');
  assert.equal(router.match('POST', '/a')?.route, 'any');
});

test('parameters of an abandoned branch do not reach the event', () => {
  const router = routerOf({ '/{a}/x': ['POST'], '/{proxy+}': ['GET'] });
  assert.deepEqual(router.match('GET', '/1/x')?.pathParameters, [['proxy', '1/x']]);
  assert.deepEqual(router.match('POST', '/1/x')?.pathParameters, [['a', '1']]);
});

test('paths are compared with regard to case and stay encoded', () => {
  const router = routerOf({ '/Items': ['GET'], '/users/{id}': ['GET'] });
  assert.equal(router.match('GET', '/items'), null);
  assert.deepEqual(router.match('GET', '/users/a%2Fb')?.pathParameters, [['id', 'a%2Fb']]);
});
