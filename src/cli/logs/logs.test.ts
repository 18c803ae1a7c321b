// `varco logs` and `varco metrics` against a running Varco, by AWS's own API; and how they write what they find.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import picocolors from 'picocolors';
import { UserError } from '../../core/errors.ts';
import type { Account } from '../../doctor/collect/account.ts';
import { createVarco, type Varco } from '../../varco.ts';
import { metricsTable } from '../metrics/metrics-table.ts';
import { readMetrics, timeOf } from '../metrics/read-metrics.ts';
import { sparkline } from '../metrics/sparkline.ts';
import { reachAccount } from '../reach-account.ts';
import type { Terminal } from '../terminal.ts';
import { parseSince } from '../time-span.ts';
import { followEvents } from './follow-events.ts';
import { groupsMeant, listGroups } from './log-groups.ts';
import { jsonLine, plainLine, terminalLines } from './log-line.ts';
import { requestEvents } from './request-events.ts';

const project = fileURLToPath(new URL('../../../examples/orders/template.yaml', import.meta.url));
let varco: Varco;
let account: Account;
let requestId: string;

before(async () => {
  varco = await createVarco({ project, warn: () => undefined });
  account = await reachAccount({ endpoint: varco.endpoint! });
  const url = varco.apis.find(({ name }) => name === 'orders')!.url!;
  await fetch(`${url}/Prod/orders/1`);
  requestId = (await fetch(`${url}/Prod/broken/string-result`)).headers.get('x-amzn-requestid')!;
  // A function's report may come after the answer.
  await sleep(100);
});

after(async () => {
  account.close();
  await varco.close();
});

const terminal: Terminal = {
  color: false,
  colors: picocolors.createColors(false),
  width: 100,
  line: () => undefined,
};

test('one request is found whole: gateway, function from its start to its report, gateway, in their order', async () => {
  const groups = (await listGroups(account)).map(({ name }) => name);
  const events = await requestEvents(account, requestId, groups, Date.now() - 60_000);
  const said = events.map(({ message }) => message.replace(/^\([^)]+\) /, '').split(/[:\s]/)[0]);
  const order = ['Extended', 'HTTP', 'Sending', 'INIT_START', 'START', 'Received', 'Execution'];
  const places = order.map((word) => said.indexOf(word));
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  );
  assert.ok(places[0] === 0 && said.includes('END') && said.includes('REPORT'), said.join(' '));
  assert.ok(!events.some(({ message }) => message.includes('/orders/1')));
  assert.equal(new Set(events.map(({ group }) => group)).size, 2);
});

test("Lambda's id of a request finds the same lines as the gateway's", async () => {
  const groups = (await listGroups(account)).map(({ name }) => name);
  const since = Date.now() - 60_000;
  const whole = await requestEvents(account, requestId, groups, since);
  const start = whole.find(({ message }) => message.startsWith('START'))!;
  const invocationId = /RequestId: (\S+)/.exec(start.message)![1]!;
  const other = await requestEvents(account, invocationId, groups, since);
  assert.deepEqual(
    other.map(({ id }) => id),
    whole.map(({ id }) => id),
  );
});

test('a word means a group by its name, a function, an API, or a part of a name', async () => {
  const groups = await listGroups(account);
  const { apiId } = varco.apis.find(({ name }) => name === 'orders')!;
  assert.deepEqual(groupsMeant(apiId, groups), [`API-Gateway-Execution-Logs_${apiId}/Prod`]);
  const { functionName } = varco.functions.find(({ logicalId }) => logicalId === 'GetOrder')!;
  assert.deepEqual(groupsMeant(functionName, groups), [`/aws/lambda/${functionName}`]);
  assert.deepEqual(groupsMeant('stringresult', groups).length, 1);
  assert.throws(() => groupsMeant('no such', groups), UserError);
});

test('following gives each event once, old ones and those that come', { timeout: 10_000 }, async () => {
  const { functionName } = varco.functions.find(({ logicalId }) => logicalId === 'GetOrder')!;
  const url = varco.apis.find(({ name }) => name === 'orders')!.url!;
  const controller = new AbortController();
  const starts: string[] = [];
  const following = followEvents(account, {
    groups: async () => [`/aws/lambda/${functionName}`],
    pattern: '"START RequestId"',
    sinceMs: Date.now() - 60_000,
    signal: controller.signal,
  });
  for await (const { message } of following) {
    starts.push(message);
    if (starts.length === 3) controller.abort();
    else await fetch(`${url}/Prod/orders/2`);
  }
  assert.equal(new Set(starts).size, 3);
});

test('metrics are told by stage and function, with their percentiles and the minutes they fell in', async () => {
  const time = timeOf(Date.now() - 600_000, Date.now());
  const rows = await readMetrics(account, time);
  const stage = rows.find(({ name }) => name === 'orders / Prod')!;
  assert.ok(stage.count >= 2);
  assert.equal(stage.errors5xx, 1);
  assert.ok(stage.p50Ms! > 0 && stage.p99Ms! >= stage.p50Ms!);
  assert.equal(
    stage.requests.reduce((sum, each) => sum + each, 0),
    stage.count,
  );
  const table = metricsTable(rows, time, terminal).join('\n');
  assert.match(table, /API \/ stage .* requests +4xx +5xx +p50 +p99 +10 min\norders \/ Prod/);
  assert.match(table, /function .* calls +thr +err/);
});

test('nobody at the endpoint is said in one sentence that names it', async () => {
  const nobody = await reachAccount({ endpoint: 'http://127.0.0.1:9' });
  await assert.rejects(listGroups(nobody), (thrown) => {
    assert.ok(thrown instanceof UserError);
    assert.match(thrown.message, /^Nothing answers at http:\/\/127\.0\.0\.1:9: start it with `varco start`/);
    return true;
  });
  nobody.close();
});

const event = {
  group: '/aws/lambda/f',
  stream: 's',
  atMs: Date.UTC(2026, 0, 31, 9, 0, 0, 7),
  message: 'first\u001b[2J\nsecond\n',
  id: '1',
};

test('an event is one line for a pipe, JSON where it is asked for, and cannot steer a terminal', () => {
  assert.equal(plainLine(event), '2026-01-31T09:00:00.007Z /aws/lambda/f first\\x1b[2J\\nsecond');
  assert.deepEqual(JSON.parse(jsonLine(event)), {
    timestamp: '2026-01-31T09:00:00.007Z',
    logGroup: '/aws/lambda/f',
    logStream: 's',
    eventId: '1',
    message: 'first\u001b[2J\nsecond\n',
  });
  const lines = terminalLines(event, terminal, () => (text) => text, false);
  assert.deepEqual(lines, ['09:00:00.007  f  first\\x1b[2J', `${' '.repeat(17)}second`]);
});

test('times are spans back from now, or dates', () => {
  assert.equal(parseSince('10m', 1_000_000), 400_000);
  assert.equal(parseSince('2026-01-31T09:00Z', 0), Date.UTC(2026, 0, 31, 9));
  for (const text of ['', '10', '10x', '-1m', '2026-99'])
    assert.throws(() => parseSince(text, 0), UserError, text);
});

test('a sparkline is highest where most is, and empty where nothing is', () => {
  assert.equal(sparkline([0, 1, 4, 8]), ' ▂▅█');
  assert.equal(sparkline([]), '');
  assert.equal(sparkline([0, 0]), '  ');
});
