// A region's part of a store is itself a store, and what it holds is no other region's.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { regionalStore } from './regional-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import { storeCases } from './store.cases.ts';

describe("one region's part", () => {
  for (const [name, run] of Object.entries(storeCases)) {
    test(name, () =>
      run(async () => {
        const whole = openSqliteStore({ file: null });
        const part = regionalStore(whole, 'eu-south-1');
        await regionalStore(whole, 'eu-south-2').write([
          { kind: 'rest-api', key: 'a', value: { of: 'another region' } },
        ]);
        return { ...part, close: () => whole.close() };
      }),
    );
  }
});

test('what belongs to the account is the same in every region', async () => {
  const whole = openSqliteStore({ file: null });
  const role = { RoleName: 'reader' };
  await regionalStore(whole, 'eu-south-1').write([{ kind: 'iam-role', key: 'reader', value: role }]);
  assert.deepEqual(await regionalStore(whole, 'us-east-1').get('iam-role', 'reader'), role);
  await whole.close();
});
