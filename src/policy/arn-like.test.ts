// ArnLike, against hand-made cases and a naive matcher.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { arnLike } from './arn-like.ts';
import { matchesWildcard } from './wildcard.ts';

const arn = 'arn:aws:execute-api:us-east-1:111122223333:abc123/prod/GET/items/7';

const cases: readonly (readonly [pattern: string, matches: boolean, why: string])[] = [
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/prod/GET/items/7', true, 'is the ARN'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/*/GET/items/7', true, 'allows every stage'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/*/*/*', true, 'allows every stage, method and path'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/*', true, 'has a star that spans the slashes'],
  ['arn:aws:execute-api:us-east-1:111122223333:*/items/*', true, 'has an early star that spans them too'],
  ['arn:aws:execute-api:us-east-1:111122223333:*', true, 'allows every API of the account'],
  ['arn:*:execute-api:*:*:*', true, 'has stars in several parts'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc12?/prod/GET/items/?', true, 'has question marks'],
  ['*', true, 'is a lone star'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/prod/POST/items/7', false, 'has another method'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/GET/items/7', false, 'lacks the stage'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/prod/GET/items', false, 'ends before the path does'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/prod/GET//items/7', false, 'has a slash too many'],
  ['arn:aws:execute-api:us-east-1:111122223333:ABC123/prod/GET/items/7', false, 'has another case'],
  ['arn:aws:execute-api:us-east-1:*', false, 'has a star that would have to span a colon'],
  ['arn:aws:execute-api*', false, 'has too few parts'],
  ['arn:aws:execute-api:us-east-1:111122223333:abc123/prod/GET/items/??', false, 'wants a character more'],
  ['', false, 'is empty'],
];

for (const [pattern, matches, why] of cases) {
  test(`a pattern that ${why} ${matches ? 'matches' : 'does not match'}`, () => {
    assert.equal(arnLike(pattern, arn), matches);
  });
}

test('colons behind the fifth belong to the last part, which a star spans', () => {
  const lambda = 'arn:aws:lambda:us-east-1:111122223333:function:orders:prod';
  assert.ok(arnLike('arn:aws:lambda:us-east-1:111122223333:function:*', lambda));
  assert.ok(!arnLike('arn:aws:lambda:us-east-1:111122223333:function:orders', lambda));
});

const partText = fc.stringMatching(/^[a-z0-9/_.$-]{0,8}$/);
const arns = fc
  .tuple(partText, partText, partText, partText, fc.stringMatching(/^[a-z0-9/:]{0,12}$/))
  .map((parts) => ['arn', ...parts] as const);

test('an ARN matches itself, and still does with any of its parts made a star', () => {
  fc.assert(
    fc.property(arns, fc.nat({ max: 5 }), (parts, index) => {
      const text = parts.join(':');
      assert.ok(arnLike(text, text));
      assert.ok(arnLike(parts.map((part, at) => (at === index ? '*' : part)).join(':'), text));
    }),
  );
});

/** Tries every length for a star: slow, and plainly right. */
function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') {
    for (let skipped = 0; skipped <= text.length; skipped++) {
      if (naive(pattern.slice(1), text.slice(skipped))) return true;
    }
    return false;
  }
  return (
    text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1))
  );
}

test('a naive matcher agrees', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab*?]{0,8}$/), fc.stringMatching(/^[ab]{0,8}$/), (pattern, text) => {
      assert.equal(matchesWildcard(pattern, text), naive(pattern, text), `${pattern} on ${text}`);
    }),
    { numRuns: 5000 },
  );
});

test('a pattern made to go back does not take long', () => {
  const startedMs = performance.now();
  assert.equal(matchesWildcard(`${'a*'.repeat(500)}b`, 'a'.repeat(20_000)), false);
  assert.ok(performance.now() - startedMs < 500);
});
