// All of the kept recordings of AWS against a Varco of this process: what `npm run conformance` does with any endpoint.
import { globSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createVarco } from '../../src/varco.ts';
import { casesOf, verdictOf, type CaseToReplay } from './replay-all.ts';
import { connect } from './target.ts';

const goldens = fileURLToPath(new URL('../data/goldens/', import.meta.url));
const files = [`${goldens}cases.json`, ...globSync(`${goldens}recordings/*.json`).toSorted()];

const varco = await createVarco({ warn: () => {} });
const target = await connect({
  endpoint: varco.endpoint!,
  // By name, as on AWS: events and `requestContext.domainName` say the same one.
  executeApiUrl: 'http://{apiId}.execute-api.{region}.amazonaws.com',
});
after(async () => {
  await target.close();
  await varco.close();
});

const cases = files.flatMap((file) => casesOf(file, target, () => {}));

describe('AWS answered so', { concurrency: 4 }, () => {
  cases.filter(({ alone }) => !alone).forEach(testCase);
});

describe('AWS answered so, about all that an account has', () => {
  cases.filter(({ alone }) => alone).forEach(testCase);
});

function testCase(one: CaseToReplay): void {
  void test(one.id, async (t) => {
    const verdict = await verdictOf(one);
    if (verdict.kind === 'skip') t.skip(verdict.reason);
    if (verdict.kind === 'fail') throw new Error(verdict.differences.join('\n'));
  });
}
