// Provisioned concurrency: environments that are ready before anybody asks, and what they mean for the others.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { FunctionDocument } from './model.ts';
import type { ProvisionedState } from './service.ts';
import { configurationOf, createFixture, documentOf, type Fixture } from './testing/function-fixture.ts';

const code = {
  'index.js':
    'const id = Math.random(); exports.handler = async (event) => { await new Promise((r) => setTimeout(r, event.ms ?? 0)); return [process.env.AWS_LAMBDA_INITIALIZATION_TYPE, id]; };',
};

async function publish(
  fixture: Fixture,
  document: Partial<FunctionDocument>,
  files: Readonly<Record<string, string>> = code,
): Promise<FunctionDocument> {
  const made = await fixture.lambda.packages.fromFolder(await fixture.writeFolder(files));
  const version = (number: string) => configurationOf('f', made, { configuration: { version: number } });
  const published = {
    ...documentOf('f', made),
    versions: { '1': version('1'), '2': version('2') },
    ...document,
  };
  fixture.lambda.publish(published);
  return published;
}

const requested = (count: number) => ({ requested: count, lastModifiedMs: 0 });

async function settled(
  fixture: Fixture,
  version: string,
  isSo: (state: ProvisionedState) => boolean,
): Promise<void> {
  const deadlineMs = Date.now() + 5000;
  while (!isSo(fixture.lambda.provisioned('f', version))) {
    assert.ok(Date.now() < deadlineMs, JSON.stringify(fixture.lambda.provisioned('f', version)));
    await wait(5);
  }
}

async function typeOf(fixture: Fixture, name: string, event: unknown = {}): Promise<string> {
  return (JSON.parse((await fixture.run(name, event)).payload) as string[])[0]!;
}

describe('provisioned concurrency', { concurrency: 4 }, () => {
  test('environments are started without an invocation, and used by their version alone', async () => {
    await using fixture = createFixture();
    await publish(fixture, { provisionedConcurrency: { '1': requested(2) } });
    await settled(fixture, '1', ({ allocated }) => allocated === 2);
    assert.equal(await typeOf(fixture, 'f:1'), 'provisioned-concurrency');
    assert.equal(await typeOf(fixture, 'f:2'), 'on-demand');
    assert.equal(await typeOf(fixture, 'f'), 'on-demand');
  });

  test('invocations beyond them run on demand', async () => {
    await using fixture = createFixture();
    await publish(fixture, { provisionedConcurrency: { '1': requested(1) } });
    await settled(fixture, '1', ({ allocated }) => allocated === 1);
    const types = await Promise.all([1, 2].map(() => typeOf(fixture, 'f:1', { ms: 1000 })));
    assert.deepEqual(types.toSorted(), ['on-demand', 'provisioned-concurrency']);
  });

  test('an alias’s environments move with it to another version', async () => {
    await using fixture = createFixture();
    const alias = (functionVersion: string) => ({
      live: { name: 'live', functionVersion, description: '', revisionId: 'r', additionalVersion: null },
    });
    const provisionedConcurrency = { live: requested(1) };
    const document = await publish(fixture, { aliases: alias('1'), provisionedConcurrency });
    await settled(fixture, '1', ({ allocated }) => allocated === 1);
    fixture.lambda.publish({ ...document, aliases: alias('2') });
    await settled(fixture, '2', ({ allocated }) => allocated === 1);
    assert.equal(await typeOf(fixture, 'f:live'), 'provisioned-concurrency');
  });

  test('they are part of what is reserved: others have the rest', async () => {
    await using fixture = createFixture();
    await publish(fixture, { provisionedConcurrency: { '1': requested(1) }, reservedConcurrency: 1 });
    await settled(fixture, '1', ({ allocated }) => allocated === 1);
    const refused = await fixture.invoke('f');
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.reason, 'ReservedFunctionConcurrentInvocationLimitExceeded');
    assert.equal(await typeOf(fixture, 'f:1'), 'provisioned-concurrency');
    const both = await Promise.all([1, 2].map(() => fixture.invoke('f:1', { ms: 300 })));
    assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ['completed', 'refused']);
  });

  test('an init that fails again and again is given up', async () => {
    await using fixture = createFixture();
    const failing = { 'index.js': "throw new Error('no');" };
    await publish(fixture, { provisionedConcurrency: { '1': requested(1) } }, failing);
    await settled(fixture, '1', ({ hasFailed }) => hasFailed);
    assert.equal(fixture.lambda.provisioned('f', '1').allocated, 0);
  });

  test('one that dies is replaced', async () => {
    await using fixture = createFixture();
    const dying = {
      'index.js': 'exports.handler = async (event) => event.die ? process.exit(1) : process.pid;',
    };
    await publish(fixture, { provisionedConcurrency: { '1': requested(1) } }, dying);
    await settled(fixture, '1', ({ allocated }) => allocated === 1);
    await fixture.run('f:1', { die: true });
    await settled(fixture, '1', ({ allocated }) => allocated === 1);
  });
});
