import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { quoted, statementId, widened, word } from './aws-command.ts';

test('a shell reads back what was quoted', () => {
  const text = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (values) => {
      for (const write of [quoted, word]) {
        const script = `printf '%s\\n' ${values.map(write).join(' ')}`;
        const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
        assert.equal(stdout, values.map((value) => `${value}\n`).join(''));
      }
    }),
    { numRuns: 30 },
  );
});

test('a source ARN is widened as the console does: every stage, `*` for parameters and for ANY', () => {
  const arn = 'arn:aws:execute-api:us-east-1:123456789012:abc';
  assert.equal(widened(`${arn}/Prod/GET/orders/{id}`), `${arn}/*/GET/orders/*`);
  assert.equal(widened(`${arn}/Prod/ANY/{proxy+}`), `${arn}/*/*/*`);
  assert.equal(widened(`${arn}/Prod/GET/`), `${arn}/*/GET/`);
  assert.equal(widened(`${arn}/authorizers`), `${arn}/authorizers`);
});

test('a statement id holds only what AWS takes', () => {
  fc.assert(
    fc.property(fc.string(), (path) => {
      assert.match(
        statementId(`arn:aws:execute-api:us-east-1:123456789012:abc/Prod/GET/${path}`),
        /^[a-zA-Z0-9-_]{1,100}$/,
      );
    }),
  );
});
