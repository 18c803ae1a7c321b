import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateHeaderValue } from 'node:http';
import * as fc from 'fast-check';
import { isHeaderText, toHeaderText } from './header-text.ts';

test('any text becomes one that a header can carry, and such a text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = toHeaderText(text);
      validateHeaderValue('x-any', written);
      assert.ok(isHeaderText(written));
      assert.equal(written === text, isHeaderText(text));
    }),
  );
  assert.equal(toHeaderText('a\r\nSet-Cookie: x 😀 é'), 'a??Set-Cookie: x ? é');
});
