// Logs Insights queries: what each command makes of log events, and filters against a naive evaluation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { QueryError, QueryNotBuiltError } from './query.ts';
import { readQuery } from './read-query.ts';
import type { QueryEvent } from './row.ts';
import { runQuery } from './run-query.ts';

const startMs = Date.UTC(2026, 0, 31, 9, 0, 0);

function eventsOf(messages: readonly string[], stepMs = 60_000): readonly QueryEvent[] {
  return messages.map((message, index) => ({
    log: '111122223333:g',
    stream: 's',
    timeMs: startMs + index * stepMs,
    ingestedAtMs: startMs + index * stepMs + 5,
    message,
    pointer: `ptr${index}`,
  }));
}

async function ask(
  text: string,
  messages: readonly string[],
  rowsMax = 10_000,
): Promise<readonly Record<string, string>[]> {
  const events = eventsOf(messages).toReversed();
  const answer = await runQuery(readQuery(text), asIterable(events), {
    nowMs: startMs,
    rowsMax,
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  return answer.rows.map((row) => Object.fromEntries(row));
}

async function* asIterable<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const column = (rows: readonly Record<string, string>[], name: string): readonly (string | undefined)[] =>
  rows.map((row) => row[name]);

test('without commands but fields, events come newest first with their pointers', async () => {
  assert.deepEqual(await ask('fields @timestamp, @message', ['one', 'two']), [
    { '@timestamp': '2026-01-31 09:01:00.000', '@message': 'two', '@ptr': 'ptr1' },
    { '@timestamp': '2026-01-31 09:00:00.000', '@message': 'one', '@ptr': 'ptr0' },
  ]);
});

test('a filter alone shows time and message; every field of an event has its name', async () => {
  const rows = await ask('filter @message like "o" | limit 5', ['one', 'if', 'two']);
  assert.deepEqual(column(rows, '@message'), ['two', 'one']);
  const [row] = await ask('fields @log, @logStream, @ingestionTime, missing', ['x']);
  assert.deepEqual(row, {
    '@log': '111122223333:g',
    '@logStream': 's',
    '@ingestionTime': '2026-01-31 09:00:00.005',
    '@ptr': 'ptr0',
  });
});

const requests = [
  '{"status":200,"path":"/a","ms":10,"user":{"name":"Ada"},"tags":["x","y"],"ok":true}',
  '{"status":502,"path":"/b","ms":30,"user":{"name":"Bo"}}',
  '{"status":200,"path":"/b","ms":20}',
  'START RequestId: 4e4f1fdd-0000-4000-8000-000000000001 Version: $LATEST',
];

test('fields of JSON are found, in maps, in lists, and as 1 and 0 for true and false', async () => {
  const rows = await ask('filter user.name = "Ada" | display tags.1, ok, status + 1 as more', requests);
  assert.deepEqual(rows, [{ 'tags.1': 'y', ok: '1', more: '201', '@ptr': 'ptr0' }]);
});

test('and binds closer than or; not, in, like and regular expressions hold as they say', async () => {
  const paths = async (condition: string): Promise<string> =>
    column(
      await ask(`fields path | filter ${condition} | sort @timestamp`, requests.slice(0, 3)),
      'path',
    ).join('');
  assert.equal(await paths('status = 502 or status = 200 and ms < 15'), '/a/b');
  assert.equal(await paths('(status = 502 or status = 200) and ms < 15'), '/a');
  assert.equal(await paths('status in [404, 502]'), '/b');
  assert.equal(await paths('status not in [404, 502]'), '/a/b');
  assert.equal(await paths('path like /(?i)^.A$/'), '/a');
  assert.equal(await paths('path =~ /b/ and not ispresent(user.name)'), '/b');
  assert.equal(await paths('@message not like "Ada"'), '/b/b');
  assert.equal(await paths('ms / 10 = 2'), '/b');
  assert.equal(await paths('STATUS = 200'), '');
  assert.equal(await paths('status != 200 # only failures\n'), '/b');
});

test('statistics by a field: the field first, then what was counted, under its name or as it was written', async () => {
  const rows = await ask(
    'filter ispresent(path) | stats count(*), avg(ms) as mean, max(ms) - min(ms) as spread, pct(ms, 50) by path | sort path',
    requests,
  );
  assert.deepEqual(rows, [
    { path: '/a', 'count(*)': '1', mean: '10', spread: '0', 'pct(ms, 50)': '10' },
    { path: '/b', 'count(*)': '2', mean: '25', spread: '10', 'pct(ms, 50)': '20' },
  ]);
  assert.deepEqual(await ask('stats count_distinct(path), sum(ms), stddev(ms) as s', requests), [
    { 'count_distinct(path)': '2', 'sum(ms)': '60', s: '8.165' },
  ]);
});

test('statistics by time: a bin is called as it was written, and sorted by count', async () => {
  const rows = await ask('stats count(*) by bin(2m) | sort count(*) desc, bin(2m)', ['a', 'b', 'c']);
  assert.deepEqual(rows, [
    { 'bin(2m)': '2026-01-31 09:00:00.000', 'count(*)': '2' },
    { 'bin(2m)': '2026-01-31 09:02:00.000', 'count(*)': '1' },
  ]);
  const [row] = await ask('fields datefloor(@timestamp, 1mo) as m, dateceil(@timestamp, 1d) as d', ['a']);
  assert.equal(row?.['m'], '2026-01-01 00:00:00.000');
  assert.equal(row?.['d'], '2026-02-01 00:00:00.000');
});

test('statistics of statistics take the columns of those before', async () => {
  const rows = await ask('stats count(*) as n by path | stats max(n) as most', requests.slice(0, 3));
  assert.deepEqual(rows, [{ most: '2' }]);
});

test('parse finds parts by a pattern and by named groups, and leaves what does not fit without them', async () => {
  const lines = ['user=ada, ms=12 done', 'nothing here'];
  assert.deepEqual(await ask('parse @message "user=*, ms=* " as @user, ms | display @user, ms', lines), [
    { '@ptr': 'ptr1' },
    { '@user': 'ada', ms: '12', '@ptr': 'ptr0' },
  ]);
  const byRegex = await ask(
    String.raw`parse @message /ms=(?<took>\d+)/ | filter took > 9 | stats sum(took) as all`,
    lines,
  );
  assert.deepEqual(byRegex, [{ all: '12' }]);
  assert.deepEqual(column(await ask("parse 'user=*' as rest | display rest", lines), 'rest'), [
    undefined,
    'ada, ms=12 done',
  ]);
});

test("Lambda's own lines have fields of their own", async () => {
  const id = '4e4f1fdd-0000-4000-8000-000000000001';
  const report = `REPORT RequestId: ${id}\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 34 MB\tInit Duration: 95.10 ms\t\n`;
  const [row] = await ask(
    'filter @type = "REPORT" | fields @requestId, @duration, @billedDuration, @initDuration, @maxMemoryUsed / 1000 / 1000 as mb',
    [report, requests[3]!],
  );
  assert.deepEqual(row, {
    '@requestId': id,
    '@duration': '1.23',
    '@billedDuration': '2',
    '@initDuration': '95.1',
    mb: '34',
    '@ptr': 'ptr0',
  });
});

test('dedup keeps the first of each, limit ends the query, and sort finds the greatest of very many', async () => {
  assert.deepEqual(column(await ask('fields path | filter ms > 0 | dedup path', requests), '@ptr'), [
    'ptr2',
    'ptr0',
  ]);
  const many = Array.from({ length: 2000 }, (_, n) => `{"n":${(n * 7919) % 2000}}`);
  const rows = await ask('fields n | sort n desc | limit 3', many);
  assert.deepEqual(column(rows, 'n'), ['1999', '1998', '1997']);
  assert.equal((await ask('fields n', many, 7)).length, 7);
});

test('what cannot be read is refused with its place; what is not built, by its name', () => {
  const refused = (text: string): string => {
    try {
      readQuery(text);
    } catch (error) {
      assert.ok(error instanceof QueryError || error instanceof QueryNotBuiltError, String(error));
      return error.message;
    }
    return 'read';
  };
  assert.equal(refused('fields @message }'), 'unexpected symbol found } at line 1 and position 17');
  assert.equal(refused('fields @message\n| filtre x'), 'unexpected symbol found f at line 2 and position 3');
  assert.equal(refused('stats sum(x'), 'unexpected symbol found <EOF> at line 1 and position 12');
  assert.equal(
    refused('parse @message "a*b" as x, y'),
    'unexpected symbol found " at line 1 and position 16',
  );
  assert.equal(refused('filter count(*) > 1'), 'unexpected symbol found c at line 1 and position 8');
  assert.equal(refused('pattern @message'), 'the command pattern');
  assert.equal(refused('fields jsonParse(x)'), 'the function jsonParse');
  assert.equal(refused(`filter ${'('.repeat(10_000)}`).startsWith('unexpected symbol'), true);
});

type Naive = { readonly text: string; readonly holds: (json: Readonly<Record<string, unknown>>) => boolean };

const fieldName = fc.constantFrom('a', 'b', 'c');
const leaf: fc.Arbitrary<Naive> = fc.oneof(
  fc
    .tuple(fieldName, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), fc.integer({ min: -3, max: 3 }))
    .map(([name, operator, number]): Naive => ({
      text: `${name} ${operator} ${number}`,
      holds: (json) => {
        const value = json[name];
        if (typeof value !== 'number') {
          // A text is compared as a text.
          if (typeof value !== 'string') return false;
          return compare(operator, value < String(number) ? -1 : value > String(number) ? 1 : 0);
        }
        return compare(operator, value - number);
      },
    })),
  fc.tuple(fieldName, fc.constantFrom('x', 'y', 'xy')).map(([name, text]): Naive => ({
    text: `${name} like "${text}"`,
    holds: (json) => json[name] !== undefined && `${json[name] as string | number}`.includes(text),
  })),
  fc
    .tuple(fieldName, fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1 }))
    .map(([name, numbers]): Naive => ({
      text: `${name} in [${numbers.join(', ')}]`,
      holds: (json) => numbers.includes(json[name] as number),
    })),
  fieldName.map((name): Naive => ({ text: `ispresent(${name})`, holds: (json) => json[name] !== undefined })),
);

function compare(operator: string, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

const { condition } = fc.letrec<{ condition: Naive }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or', 'AND'), tie('condition'))
      .map(([one, operator, other]): Naive => ({
        text: `(${one.text}) ${operator} (${other.text})`,
        holds: (json) =>
          operator === 'or' ? one.holds(json) || other.holds(json) : one.holds(json) && other.holds(json),
      })),
    tie('condition').map((one): Naive => ({ text: `not (${one.text})`, holds: (json) => !one.holds(json) })),
  ),
}));

test('a filter lets through exactly what a naive evaluation lets through', async () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('x', 'y', 'xyx'));
  const json = fc.record({ a: value, b: value, c: value }, { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(condition, fc.array(json, { maxLength: 6 }), async ({ text, holds }, events) => {
      const rows = await ask(
        `filter ${text} | sort @timestamp asc`,
        events.map((each) => JSON.stringify(each)),
      );
      const expected = events.flatMap((each, index) => (holds(each) ? [`ptr${index}`] : []));
      assert.deepEqual(column(rows, '@ptr'), expected, text);
    }),
  );
});
