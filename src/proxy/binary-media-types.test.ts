// Which content types and which Accept headers are binary ones: every recorded row, and the edges between.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compileBinaryMediaTypes } from './binary-media-types.ts';

const vectors = JSON.parse(
  readFileSync(new URL('../../test/data/vectors.json', import.meta.url), 'utf8'),
).response_decoding_by_accept;

for (const { accept, decoded } of vectors.cases) {
  test(`Accept ${accept ?? '(none)'} ${decoded ? 'decodes' : 'does not decode'} with ${vectors.binaryMediaTypes}`, () => {
    const types = compileBinaryMediaTypes(vectors.binaryMediaTypes);
    assert.equal(types.matchesFirstAccept(accept ?? undefined), decoded);
  });
}

const acceptCases: readonly [configured: string[], accept: string | undefined, matches: boolean][] = [
  [['*/*'], undefined, true],
  [['*/*'], 'text/html', true],
  [['*/*'], '*/*', true],
  [[], '*/*', false],
  [['image/png', '*/test'], '*/test', false],
  [['image/png', '*/test'], 'random/test', false],
  [['image/png'], ' IMAGE/PNG ;q=0.5, text/html', true],
  [['Image/PNG'], 'image/png', true],
  [['application/*'], 'applications/x', false],
  [['application/json'], undefined, false],
  [['image/png'], '', false],
];

for (const [configured, accept, matches] of acceptCases) {
  test(`with [${configured.join()}], Accept ${accept ?? '(none)'} ${matches ? 'asks' : 'does not ask'} for bytes`, () => {
    assert.equal(compileBinaryMediaTypes(configured).matchesFirstAccept(accept), matches);
  });
}

const contentTypeCases: readonly [configured: string[], contentType: string | undefined, matches: boolean][] =
  [
    [['*/*'], undefined, true],
    [['*/*'], 'text/plain', true],
    [['application/*'], 'application/octet-stream', true],
    [['application/*'], 'Application/PDF; name="a;b"', true],
    [['image/png'], 'image/png', true],
    [['image/png'], '*/*', false],
    [['image/png'], 'image/*', false],
    [['image/png'], 'image/png2', false],
    [['image/png'], 'text/plain, image/png', false],
    [['multipart/form-data'], 'multipart/form-data; boundary=x', true],
    [['*/test'], 'a/test', false],
    [['application/json'], undefined, true],
    [['image/png'], undefined, false],
    [[], 'image/png', false],
  ];

for (const [configured, contentType, matches] of contentTypeCases) {
  test(`with [${configured.join()}], Content-Type ${contentType ?? '(none)'} is ${matches ? '' : 'not '}binary`, () => {
    assert.equal(compileBinaryMediaTypes(configured).matchesContentType(contentType), matches);
  });
}
