// Subscription filters, live tails and Logs Insights as operations: who hears of what, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { StartLiveTailResponseStream } from '@aws-sdk/client-cloudwatch-logs';
import type { FunctionDocument } from '../../lambda/model.ts';
import type { InvocationRequest } from '../../lambda/invocation.ts';
import { createTestContext, startMs, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { createLogGroup } from './create-log-group.ts';
import { createLogStream } from './create-log-stream.ts';
import { putLogEvents } from './put-log-events.ts';
import { describeQueries, getLogRecord, getQueryResults, stopQuery } from './query-results.ts';
import { startLiveTail } from './start-live-tail.ts';
import { startQuery } from './start-query.ts';
import { deliverSubscribed } from './subscribed-function.ts';
import {
  deleteSubscriptionFilter,
  describeSubscriptionFilters,
  putSubscriptionFilter,
} from './subscription-filters.ts';

const destinationArn = 'arn:aws:lambda:eu-south-1:111122223333:function:told';

function statement(service: string): FunctionDocument['policies'] {
  return {
    '': [
      {
        Sid: 'logs',
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'lambda:InvokeFunction',
        Resource: destinationArn,
        Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:logs:eu-south-1:111122223333:log-group:g:*' } },
      },
    ],
  };
}

/** A function that writes down what it is invoked with. */
async function withFunction(service: string): Promise<{
  readonly context: TestContext;
  readonly told: InvocationRequest[];
}> {
  const plain = createTestContext();
  const told: InvocationRequest[] = [];
  const lambda: TestContext['lambda'] = {
    ...plain.lambda,
    function: (name) =>
      name === 'told' ? ({ functionName: 'told', policies: statement(service) } as FunctionDocument) : null,
    invokeAsync: async (request) => {
      told.push(request);
      return { kind: 'accepted', requestId: 'r' };
    },
  };
  const context = { ...plain, lambda };
  context.telemetry.onSubscribed(deliverSubscribed(context));
  await createLogGroup({ logGroupName: 'g' }, context);
  await createLogStream({ logGroupName: 'g', logStreamName: 's' }, context);
  return { context, told };
}

function put(context: TestContext, ...messages: readonly string[]): Promise<unknown> {
  const logEvents = messages.map((message, index) => ({ timestamp: startMs + index, message }));
  return putLogEvents({ logGroupName: 'g', logStreamName: 's', logEvents }, context);
}

const filter = { logGroupName: 'g', filterName: 'errors', filterPattern: 'ERROR', destinationArn };

for (const service of ['logs.amazonaws.com', 'logs.eu-south-1.amazonaws.com']) {
  test(`a function that lets ${service} in hears of what matches, and of nothing else`, async () => {
    const { context, told } = await withFunction(service);
    await put(context, 'ERROR before the subscription');
    await putSubscriptionFilter(filter, context);
    await put(context, 'fine', 'ERROR one', 'ERROR two');
    assert.equal(told.length, 1);
    const { awslogs } = JSON.parse(told[0]!.payload) as { readonly awslogs: { readonly data: string } };
    const content = JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()) as {
      readonly logEvents: readonly {
        readonly id: string;
        readonly timestamp: number;
        readonly message: string;
      }[];
    };
    const { logEvents, ...others } = content;
    assert.deepEqual(others, {
      messageType: 'DATA_MESSAGE',
      owner: '111122223333',
      logGroup: 'g',
      logStream: 's',
      subscriptionFilters: ['errors'],
    });
    assert.deepEqual(
      logEvents.map(({ timestamp, message }) => [timestamp - startMs, message]),
      [
        [1, 'ERROR one'],
        [2, 'ERROR two'],
      ],
    );
    assert.equal(new Set(logEvents.map(({ id }) => id)).size, 2);
    await deleteSubscriptionFilter({ logGroupName: 'g', filterName: 'errors' }, context);
    await put(context, 'ERROR after');
    assert.equal(told.length, 1);
  });
}

test('filters are described, replaced by name, and at most two', async () => {
  const { context } = await withFunction('logs.amazonaws.com');
  await putSubscriptionFilter(filter, context);
  await putSubscriptionFilter({ ...filter, filterPattern: '[]' }, context);
  assert.deepEqual(await describeSubscriptionFilters({ logGroupName: 'g' }, context), {
    subscriptionFilters: [
      {
        filterName: 'errors',
        filterPattern: '[]',
        logGroupName: 'g',
        destinationArn,
        distribution: 'ByLogStream',
        applyOnTransformedLogs: false,
        creationTime: startMs,
      },
    ],
  });
  await putSubscriptionFilter({ ...filter, filterName: 'second' }, context);
  await assertRefused(
    putSubscriptionFilter({ ...filter, filterName: 'third' }, context),
    'LimitExceededException',
    /limit exceeded/,
  );
});

test('a function that does not let CloudWatch Logs in cannot subscribe', async () => {
  const { context } = await withFunction('s3.amazonaws.com');
  await assertRefused(
    putSubscriptionFilter(filter, context),
    'InvalidParameterException',
    /Make sure you have given CloudWatch Logs permission to execute your function/,
  );
});

test('a live tail shows what comes into its groups while it is open', async () => {
  const { context } = await withFunction('logs.amazonaws.com');
  // A second is over at once.
  const clock = {
    ...context.clock,
    after: (_ms: number, done: () => void) => (setImmediate(done), () => undefined),
  };
  const logGroupIdentifiers = ['arn:aws:logs:eu-south-1:111122223333:log-group:g'];
  const { responseStream } = await startLiveTail(
    { logGroupIdentifiers, logEventFilterPattern: 'wanted' },
    { ...context, clock },
  );
  const stream = responseStream![Symbol.asyncIterator]();
  const next = async (): Promise<StartLiveTailResponseStream> =>
    ((await stream.next()) as { readonly value: StartLiveTailResponseStream }).value;
  assert.deepEqual((await next()).sessionStart?.logGroupIdentifiers, logGroupIdentifiers);
  await put(context, 'wanted', 'other');
  const { sessionUpdate } = await next();
  assert.deepEqual(
    sessionUpdate?.sessionResults?.map(({ message, logGroupIdentifier }) => [message, logGroupIdentifier]),
    [['wanted', '111122223333:g']],
  );
  await stream.return?.();
  await assertRefused(
    startLiveTail({ logGroupIdentifiers: ['none'] }, context),
    'ResourceNotFoundException',
    /log group/,
  );
});

const inSeconds = (ms: number): number => Math.floor(ms / 1000);

test('a query runs in the background and is asked for its rows, its record and its state', async () => {
  const { context } = await withFunction('logs.amazonaws.com');
  await put(context, '{"n":1}', '{"n":2,"deep":{"er":true}}');
  const queryString = 'filter n > 1 | fields @message, n';
  const [startTime, endTime] = [inSeconds(startMs), inSeconds(startMs)];
  const { queryId } = await startQuery({ logGroupName: 'g', startTime, endTime, queryString }, context);
  let answer = getQueryResults({ queryId }, context);
  while (answer.status === 'Running') {
    await new Promise((resolve) => setImmediate(resolve));
    answer = getQueryResults({ queryId }, context);
  }
  assert.equal(answer.status, 'Complete');
  assert.equal(answer.statistics?.recordsScanned, 2);
  assert.equal(answer.statistics?.recordsMatched, 1);
  const [row] = answer.results!;
  assert.deepEqual(row!.slice(0, 2), [
    { field: '@message', value: '{"n":2,"deep":{"er":true}}' },
    { field: 'n', value: '2' },
  ]);
  const { logRecord } = await getLogRecord({ logRecordPointer: row![2]!.value }, context);
  assert.equal(logRecord?.['deep.er'], '1');
  assert.equal(logRecord?.['@log'], '111122223333:g');
  const { queries } = describeQueries({ logGroupName: 'g', status: 'Complete' }, context);
  assert.deepEqual(queries, [
    {
      queryLanguage: 'CWLI',
      queryId,
      queryString: `SOURCE "g" START=${startTime}000 END=${endTime}999 | ${queryString}`,
      status: 'Complete',
      createTime: startMs,
      logGroupName: 'g',
    },
  ]);
  assert.throws(() => stopQuery({ queryId }, context), /already ended/);
});

test('a query that cannot be read says where; one over no such group names it', async () => {
  const { context } = await withFunction('logs.amazonaws.com');
  const input = { startTime: 0, endTime: 1, logGroupName: 'g' };
  const refuse = (more: object, code: string, message: RegExp): Promise<unknown> =>
    assertRefused(startQuery({ ...input, queryString: 'fields @message', ...more }, context), code, message);
  await refuse(
    { queryString: 'fields }' },
    'MalformedQueryException',
    /symbol found } at line 1 and position 8/,
  );
  await refuse({ queryString: 'pattern x' }, 'NotImplemented', /the command pattern of Logs Insights/);
  await refuse({ queryLanguage: 'SQL' }, 'NotImplemented', /SQL/);
  await refuse(
    { logGroupName: 'none' },
    'ResourceNotFoundException',
    /Log group 'none' does not exist for account/,
  );
  await refuse({ logGroupNames: ['g'] }, 'InvalidParameterException', /Exactly one/);
});
