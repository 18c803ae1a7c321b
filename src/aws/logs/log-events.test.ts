// Events of CloudWatch Logs: what was put is what is got, once and in order, by every way of reading.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createTestContext, startMs, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { createLogGroup } from './create-log-group.ts';
import { createLogStream } from './create-log-stream.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { putLogEvents } from './put-log-events.ts';
import { putRetentionPolicy } from './put-retention-policy.ts';

const hourMs = 3_600_000;

async function withStreams(...streams: readonly string[]): Promise<TestContext> {
  const context = createTestContext();
  await createLogGroup({ logGroupName: 'g' }, context);
  for (const logStreamName of streams) await createLogStream({ logGroupName: 'g', logStreamName }, context);
  return context;
}

function put(
  context: TestContext,
  logStreamName: string,
  ...events: readonly (readonly [afterMs: number, message: string])[]
) {
  return putLogEvents(
    {
      logGroupName: 'g',
      logStreamName,
      logEvents: events.map(([afterMs, message]) => ({ timestamp: startMs + afterMs, message })),
    },
    context,
  );
}

test('filtering page by page gives every event of every stream once, in the order of time', async () => {
  const event = fc.record({ stream: fc.constantFrom('a', 'b'), afterMs: fc.integer({ min: 0, max: 5 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 20 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (events, limit, startFromHead) => {
        const context = await withStreams('a', 'b');
        for (const [index, { stream, afterMs }] of events.entries())
          await put(context, stream, [afterMs, `event ${index}`]);
        const found: string[] = [];
        const ids = new Set<string>();
        let nextToken: string | undefined;
        do {
          const page = await filterLogEvents(
            { logGroupName: 'g', limit, startFromHead, nextToken, filterPattern: '"event"' },
            context,
          );
          assert.ok(page.events!.length <= limit);
          for (const { message, eventId } of page.events!) {
            found.push(message!);
            ids.add(eventId!);
          }
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
        const expected = events
          .map(({ afterMs }, index) => ({ afterMs, message: `event ${index}` }))
          .toSorted((one, other) => one.afterMs - other.afterMs)
          .map(({ message }) => message);
        assert.deepEqual(found, startFromHead ? expected : expected.toReversed());
        assert.equal(ids.size, events.length);
      },
    ),
    { numRuns: 25 },
  );
});

test('a stream is read forward and backward by tokens that stay what they are', async () => {
  const context = await withStreams('s', 'other');
  await put(context, 'other', [0, 'not this']);
  await put(context, 's', ...Array.from({ length: 10 }, (_, n) => [n, String(n)] as const));
  const get = async (more: object) => {
    const page = await getLogEvents({ logGroupName: 'g', logStreamName: 's', limit: 4, ...more }, context);
    return { ...page, texts: page.events!.map(({ message }) => message).join('') };
  };
  const newest = await get({});
  assert.equal(newest.texts, '6789');
  const older = await get({ nextToken: newest.nextBackwardToken });
  assert.equal(older.texts, '2345');
  const oldest = await get({ nextToken: older.nextBackwardToken });
  assert.equal(oldest.texts, '01');
  const before = await get({ nextToken: oldest.nextBackwardToken });
  assert.equal(before.texts, '');
  assert.equal(before.nextBackwardToken, oldest.nextBackwardToken);
  assert.equal((await get({ nextToken: before.nextForwardToken })).texts, '0123');
  assert.equal((await get({ nextToken: older.nextForwardToken })).texts, '6789');
  const end = await get({ nextToken: newest.nextForwardToken });
  assert.deepEqual([end.texts, end.nextForwardToken], ['', newest.nextForwardToken]);
  await put(context, 's', [10, 'X']);
  assert.equal((await get({ nextToken: end.nextForwardToken })).texts, 'X');
  assert.equal((await get({ startFromHead: true })).texts, '0123');
  assert.equal((await get({ startTime: startMs + 3, endTime: startMs + 5 })).texts, '34');
});

test('a reader that came before the first event finds it by the token it was given', async () => {
  const context = await withStreams('s');
  const page = { logGroupName: 'g', logStreamName: 's' };
  const { events, nextForwardToken: nextToken } = await getLogEvents(page, context);
  assert.deepEqual(events, []);
  await put(context, 's', [0, 'first']);
  assert.equal((await getLogEvents({ ...page, nextToken }, context)).events!.length, 1);
});

test('the end of a range counts for filtering and does not for reading a stream', async () => {
  const context = await withStreams('s');
  await put(context, 's', [0, 'a'], [1, 'b'], [2, 'c']);
  const { events } = await filterLogEvents(
    { logGroupName: 'g', startTime: startMs, endTime: startMs + 1 },
    context,
  );
  assert.deepEqual(
    events!.map(({ message }) => message),
    ['a', 'b'],
  );
});

test('streams are chosen by name or by prefix, and must be there', async () => {
  const context = await withStreams('a1', 'a2', 'b');
  for (const stream of ['a1', 'a2', 'b']) await put(context, stream, [0, stream]);
  const found = async (more: object): Promise<readonly unknown[]> =>
    (await filterLogEvents({ logGroupName: 'g', ...more }, context)).events!.map(({ message }) => message);
  assert.deepEqual(await found({ logStreamNames: ['b', 'a1'] }), ['a1', 'b']);
  assert.deepEqual(await found({ logStreamNamePrefix: 'a' }), ['a1', 'a2']);
  await assertRefused(
    filterLogEvents({ logGroupName: 'g', logStreamNames: ['c'] }, context),
    'ResourceNotFoundException',
    'The specified log stream does not exist.',
  );
  await assertRefused(
    filterLogEvents({ logGroupName: 'g', filterPattern: '{ $.a = ' }, context),
    'InvalidParameterException',
    'Invalid filter pattern',
  );
});

test('events that come too late or too early are left out and named by their places', async () => {
  const context = await withStreams('s');
  await putRetentionPolicy({ logGroupName: 'g', retentionInDays: 7 }, context);
  const { rejectedLogEventsInfo } = await put(context, 's', [-15 * 24 * hourMs, 'old']);
  assert.deepEqual(rejectedLogEventsInfo, { tooOldLogEventEndIndex: 1 });
  const edge = await put(context, 's', [-7 * 24 * hourMs - 1, 'expired'], [-7 * 24 * hourMs, 'kept']);
  assert.deepEqual(edge.rejectedLogEventsInfo, { expiredLogEventEndIndex: 1 });
  const early = await put(context, 's', [2 * hourMs, 'now'], [2 * hourMs + 1, 'early']);
  assert.deepEqual(early.rejectedLogEventsInfo, { tooNewLogEventStartIndex: 1 });
  const { events } = await filterLogEvents({ logGroupName: 'g' }, context);
  assert.deepEqual(
    events!.map(({ message }) => message),
    ['kept', 'now'],
  );
  await assertRefused(
    put(context, 's', [-25 * hourMs, 'a'], [0, 'b']),
    'InvalidParameterException',
    /24 hours/,
  );
  await assertRefused(
    put(context, 's', [0, 'x'.repeat(1_048_576)]),
    'InvalidParameterException',
    'Log event too large: 1048602 bytes exceeds limit of 1048576',
  );
});

test('what is older than its retention is not read, also before it is swept away', async () => {
  const context = await withStreams('s');
  await put(context, 's', [0, 'a']);
  await putRetentionPolicy({ logGroupName: 'g', retentionInDays: 1 }, context);
  context.advance(24 * hourMs + 1);
  assert.deepEqual((await filterLogEvents({ logGroupName: 'g' }, context)).events, []);
  await assertRefused(
    putRetentionPolicy({ logGroupName: 'g', retentionInDays: 2 }, context),
    'InvalidParameterException',
    /Value '2' at 'retentionInDays'/,
  );
});

test('streams are listed by name or by their newest event, page by page', async () => {
  const context = await withStreams('a', 'b', 'c');
  await put(context, 'b', [5, 'x']);
  await put(context, 'a', [3, 'x']);
  const walk = async (more: object): Promise<string> => {
    let names = '';
    let nextToken: string | undefined;
    do {
      const page = await describeLogStreams({ logGroupName: 'g', limit: 1, nextToken, ...more }, context);
      names += page.logStreams!.map(({ logStreamName }) => logStreamName).join('');
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return names;
  };
  assert.equal(await walk({}), 'abc');
  assert.equal(await walk({ descending: true }), 'cba');
  assert.equal(await walk({ orderBy: 'LastEventTime' }), 'cab');
  assert.equal(await walk({ orderBy: 'LastEventTime', descending: true }), 'bac');
  await assertRefused(
    walk({ orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }),
    'InvalidParameterException',
    /Cannot order by/,
  );
});
