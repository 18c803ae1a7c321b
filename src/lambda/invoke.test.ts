// Invoke: names, qualifiers, permission, limits and throttles (SPEC §9.1, §9.3, §9.6).
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { accountConcurrencyMax, invokeRequestBytesMax } from '../core/limits.ts';
import type { PolicyStatement } from '../policy/policy.ts';
import type { FunctionConfiguration, FunctionDocument } from './model.ts';
import {
  accountId,
  configurationOf,
  createFixture,
  documentOf,
  type FunctionOptions,
  type Refused,
  region,
} from './testing/function-fixture.ts';

const base = `arn:aws:lambda:${region}:${accountId}:function`;

describe('invoke', { concurrency: 4 }, () => {
  const fixture = createFixture();
  after(() => fixture[Symbol.asyncDispose]());
  const { lambda } = fixture;

  const refusal = async (...invocation: Parameters<typeof fixture.invoke>): Promise<Refused> => {
    const result = await fixture.invoke(...invocation);
    assert.ok(result.kind === 'refused', JSON.stringify(result));
    assert.match(result.requestId, /^[0-9a-f-]{36}$/);
    return result;
  };
  const versionFiles = {
    'index.js':
      'exports.handler = async (event, context) => [process.env.V, context.functionVersion, context.invokedFunctionArn];',
  };

  const versioned = async (name: string, more: Partial<FunctionDocument>): Promise<void> => {
    const code = await lambda.packages.fromFolder(await fixture.writeFolder(versionFiles));
    const version = (number: string): FunctionConfiguration =>
      configurationOf(name, code, { configuration: { version: number, environment: { V: number } } });
    lambda.publish({
      ...documentOf(name, code),
      versions: { '1': version('1'), '2': version('2') },
      ...more,
    });
  };
  const alias = (
    name: string,
    functionVersion: string,
    additionalVersion: { version: string; weight: number } | null = null,
  ) => ({
    [name]: { name, functionVersion, description: '', revisionId: 'r', additionalVersion },
  });

  test('a function is found by name, by partial and full ARN, with and without qualifier', async () => {
    const name = await fixture.publish({
      'index.js': 'exports.handler = async (event, context) => context.invokedFunctionArn;',
    });
    const names: Record<string, string> = {
      [name]: `${base}:${name}`,
      [`${name}:$LATEST`]: `${base}:${name}:$LATEST`,
      [`${accountId}:function:${name}`]: `${base}:${name}`,
      [`${base}:${name}`]: `${base}:${name}`,
    };
    for (const [given, arn] of Object.entries(names)) {
      assert.equal((await fixture.run(given)).payload, JSON.stringify(arn));
    }
  });

  test('a function, version or alias that is not there is told with the ARN that was looked for', async () => {
    const name = await fixture.publish({ 'index.js': '' });
    const sentences: Record<string, string> = {
      'not-there': `Function not found: ${base}:not-there:$LATEST`,
      [`${name}:7`]: `Function not found: ${base}:${name}:7`,
      [`${name}:prod`]: `Function not found: ${base}:${name}:prod`,
      [`arn:aws:lambda:eu-south-1:${accountId}:function:${name}`]: `Function not found: arn:aws:lambda:eu-south-1:${accountId}:function:${name}:$LATEST`,
    };
    for (const [given, message] of Object.entries(sentences)) {
      const { status, errorType, message: got } = await refusal(given);
      assert.deepEqual([status, errorType, got], [404, 'ResourceNotFoundException', message]);
    }
    const malformed = await refusal('a:b:c');
    assert.deepEqual([malformed.status, malformed.errorType], [400, 'ValidationException']);
  });

  test('an alias leads to its version, and the function is told both', async () => {
    await versioned('aliased', { aliases: alias('prod', '2') });
    const result = await fixture.run('aliased:prod');
    assert.equal(result.payload, JSON.stringify(['2', '2', `${base}:aliased:prod`]));
    assert.equal(result.executedVersion, '2');
    assert.equal((await fixture.run('aliased:1')).executedVersion, '1');
  });

  test('a weighted alias leads to its second version for that share', async () => {
    await versioned('weighted', {
      aliases: {
        ...alias('all', '1', { version: '2', weight: 1 }),
        ...alias('none', '1', { version: '2', weight: 0 }),
        ...alias('half', '1', { version: '2', weight: 0.5 }),
      },
    });
    assert.equal((await fixture.run('weighted:all')).executedVersion, '2');
    assert.equal((await fixture.run('weighted:none')).executedVersion, '1');
    const seen = new Set<string>();
    // The chance that 60 throws of a coin are all alike is 2 in 10¹⁸.
    for (let throw_ = 0; throw_ < 60; throw_++)
      seen.add((await fixture.run('weighted:half')).executedVersion);
    assert.deepEqual([...seen].toSorted(), ['1', '2']);
  });

  const sourceArn = `arn:aws:execute-api:${region}:${accountId}:abc123/prod/GET/items`;
  const apiGateway = { service: 'apigateway.amazonaws.com', sourceArn, sourceAccount: accountId };
  const statement = (resource: string, allowedArn: string): PolicyStatement => ({
    Sid: 'api',
    Effect: 'Allow',
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: resource,
    Condition: { ArnLike: { 'AWS:SourceArn': allowedArn } },
  });

  test('a service needs a statement of the function’s policy, for the qualifier it invokes', async () => {
    await versioned('permitted', {
      aliases: alias('prod', '1'),
      policies: {
        '': [statement(`${base}:permitted`, `arn:aws:execute-api:${region}:${accountId}:abc123/*/GET/items`)],
      },
    });
    const allowed = await fixture.invoke('permitted', {}, { servicePrincipal: apiGateway });
    assert.equal(allowed.kind, 'completed');
    const latest = await fixture.invoke('permitted:$LATEST', {}, { servicePrincipal: apiGateway });
    assert.equal(latest.kind, 'completed');
    const byAlias = await refusal('permitted:prod', {}, { servicePrincipal: apiGateway });
    assert.deepEqual(
      [byAlias.status, byAlias.errorType, byAlias.decision?.reason],
      [403, 'AccessDeniedException', 'no-policy'],
    );
    const otherArn = { ...apiGateway, sourceArn: sourceArn.replace('GET', 'POST') };
    const other = await refusal('permitted', {}, { servicePrincipal: otherArn });
    assert.equal(other.decision?.reason, 'no-match');
    assert.deepEqual(
      other.decision.closest?.mismatches.map(({ part }) => part),
      ['method'],
    );
    // A refused invocation leaves no trace in the function's log (SPEC §9.7).
    assert.equal(
      fixture.telemetry
        .logEvents('/aws/lambda/permitted')
        .filter(({ message }) => message.startsWith('START')).length <= 2,
      true,
    );
  });

  test('a changed policy counts from the next invocation on, and keeps the sandbox warm', async () => {
    const files = { 'index.js': 'let count = 0; exports.handler = async () => ++count;' };
    const code = await lambda.packages.fromFolder(await fixture.writeFolder(files));
    const document = documentOf('changing-policy', code);
    const granted = { ...document, policies: { '': [statement(`${base}:changing-policy`, sourceArn)] } };
    lambda.publish(granted);
    const first = await fixture.invoke('changing-policy', {}, { servicePrincipal: apiGateway });
    assert.ok(first.kind === 'completed' && first.payload === '1');
    lambda.publish(document);
    await refusal('changing-policy', {}, { servicePrincipal: apiGateway });
    lambda.publish(granted);
    const again = await fixture.invoke('changing-policy', {}, { servicePrincipal: apiGateway });
    assert.ok(again.kind === 'completed' && again.payload === '2');
  });

  test('an event of more than 6,291,456 bytes is refused, whatever its characters', async () => {
    const name = await fixture.publish({ 'index.js': 'exports.handler = async (event) => event.length;' });
    const tooLarge = await refusal(
      name,
      {},
      { payload: JSON.stringify('è'.repeat(invokeRequestBytesMax / 2)) },
    );
    assert.deepEqual(
      [tooLarge.status, tooLarge.message],
      [413, 'Request must be smaller than 6291456 bytes for the InvokeFunction operation'],
    );
    const largest = await fixture.invoke(
      name,
      {},
      { payload: JSON.stringify('x'.repeat(invokeRequestBytesMax - 2)) },
    );
    assert.ok(largest.kind === 'completed');
    assert.equal(largest.payload, String(invokeRequestBytesMax - 2));
  });

  test('no payload is an empty event', async () => {
    const name = await fixture.publish({ 'index.js': 'exports.handler = async (event) => event;' });
    const result = await fixture.invoke(name, {}, { payload: '' });
    assert.ok(result.kind === 'completed' && result.payload === '{}');
  });

  const sleeper = {
    'index.js': 'exports.handler = (event) => new Promise((resolve) => setTimeout(resolve, event.ms));',
  };

  test('reserved concurrency is a limit: the invocation above it is throttled at once', async () => {
    const name = await fixture.publish(sleeper, { document: { reservedConcurrency: 1 } });
    const running = fixture.run(name, { ms: 200 });
    const { status, errorType, message, reason } = await refusal(name);
    assert.deepEqual(
      [status, errorType, message, reason],
      [
        429,
        'TooManyRequestsException',
        'Rate Exceeded.',
        'ReservedFunctionConcurrentInvocationLimitExceeded',
      ],
    );
    await running;
    assert.equal((await fixture.run(name, { ms: 0 })).functionError, null);
    const closed = await fixture.publish(sleeper, { document: { reservedConcurrency: 0 } });
    assert.equal((await refusal(closed)).reason, 'ReservedFunctionConcurrentInvocationLimitExceeded');
  });

  test('a runtime that Varco cannot run is refused by name', async () => {
    const options: FunctionOptions = { runtime: 'java21', handler: 'com.example.Handler' };
    const name = await fixture.publish({ 'Handler.class': '' }, options);
    const { status, errorType, message } = await refusal(name);
    assert.deepEqual([status, errorType], [502, 'InvalidRuntimeException']);
    assert.match(message, /^Varco does not run java21 yet; it runs nodejs16\.x, /);
    assert.equal((await refusal(name)).status, 502);
  });

  test('what others hold of the account’s concurrency is missing from the rest', async () => {
    await using other = createFixture();
    const name = await other.publish(sleeper);
    await other.publish(sleeper, { document: { reservedConcurrency: accountConcurrencyMax - 1 } });
    const running = other.run(name, { ms: 150 });
    const throttled = await other.invoke(name);
    assert.ok(throttled.kind === 'refused');
    assert.deepEqual([throttled.status, throttled.reason], [429, 'ConcurrentInvocationLimitExceeded']);
    await running;
  });
});
