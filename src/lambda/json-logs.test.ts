// LoggingConfig with the JSON format: Lambda's events and the function's own lines, by level, of real processes.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { FunctionConfiguration } from './model.ts';
import { createFixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

const node = `
exports.handler = async (event) => {
  console.debug('fine'); console.log('said %s', 'so', { a: 1 }); console.error(new TypeError('bad'));
  process.stdout.write('raw\\n');
  if (event.fails) throw new RangeError('boom');
  if (event.exits) process.exit(3);
  if (event.hangs) await new Promise((resolve) => setTimeout(resolve, 5000));
  return 'ok';
};`;
const python = `
import logging
logger = logging.getLogger("mine")
def handler(event, context):
    logger.debug("fine")
    logger.info("said %s", "so", extra={"a": 1})
    logger.error("bad")
    print("raw")
    print('{"level": "debug", "msg": "hidden", "timestamp": "2024-11-02T16:51:31.587199Z"}')
    if event.get("fails"): raise ValueError("boom")
    return "ok"
`;

interface Line {
  readonly type?: string;
  readonly time?: string;
  readonly record?: Record<string, unknown> & { readonly metrics?: Record<string, number> };
  readonly level?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly errorType?: string;
}

for (const kind of kindsHere) {
  describe(`JSON logs, ${kind}`, { concurrency: 4 }, () => {
    const fixture = createFixture({ environment: environmentFor(kind) });
    after(() => fixture[Symbol.asyncDispose]());

    /** Invokes once and returns the log, JSON lines parsed, without what differs each time. */
    async function logOf(
      event: object,
      levels: Partial<FunctionConfiguration['loggingConfig']>,
      more: { readonly python?: boolean; readonly timeoutSeconds?: number } = {},
    ): Promise<{ readonly lines: readonly (Line | string)[]; readonly requestId: string }> {
      const logGroup = `/test/${crypto.randomUUID()}`;
      const name = await fixture.publish(more.python ? { 'index.py': python } : { 'index.js': node }, {
        runtime: more.python ? 'python3.13' : 'nodejs24.x',
        configuration: {
          timeoutSeconds: more.timeoutSeconds ?? 3,
          loggingConfig: { logFormat: 'JSON', logGroup, ...levels },
        },
      });
      const { requestId } = await fixture.run(name, event);
      const isWhole = (): boolean => {
        const text = fixture.telemetry.logEvents(logGroup).map((each) => each.message);
        return text.some((message) => message.includes('"platform.report"'));
      };
      for (let wait = 0; !isWhole() && wait < 200; wait++) await new Promise((r) => void setTimeout(r, 5));
      await new Promise((resolve) => void setTimeout(resolve, 20));
      const lines = fixture.telemetry.logEvents(logGroup).map(({ message }) => {
        assert.ok(message.endsWith('\n'));
        return message.startsWith('{') ? (JSON.parse(message) as Line) : message;
      });
      return { lines, requestId };
    }

    const typesOf = (lines: readonly (Line | string)[]): readonly string[] =>
      lines.map((line) => (typeof line === 'string' ? line : (line.type ?? `${line.level}`)));

    test('an invocation is an initStart, a start, the function’s lines from INFO on, and a report', async () => {
      const { lines, requestId } = await logOf({}, {});
      assert.deepEqual(typesOf(lines).toSorted(), [
        'ERROR',
        'INFO',
        'platform.initStart',
        'platform.report',
        'platform.start',
        'raw\n',
      ]);
      const [initStart, start] = lines as Line[];
      assert.match(initStart!.time!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.deepEqual(Object.keys(initStart!), ['time', 'type', 'record']);
      assert.equal(initStart!.record!['initializationType'], 'on-demand');
      assert.equal(initStart!.record!['phase'], 'init');
      assert.match(String(initStart!.record!['runtimeVersion']), /^nodejs:24\.v/);
      assert.deepEqual(start!.record, { requestId, version: '$LATEST' });
      const said = lines.find((line) => typeof line === 'object' && line.level === 'INFO') as Line;
      assert.equal(said.message, 'said so { a: 1 }');
      assert.equal(said.requestId, requestId);
      const report = (lines.at(-1) as Line).record!;
      assert.deepEqual(Object.keys(report), ['requestId', 'metrics', 'status']);
      assert.equal(report['status'], 'success');
      assert.deepEqual(Object.keys(report.metrics!), [
        'durationMs',
        'billedDurationMs',
        'memorySizeMB',
        'maxMemoryUsedMB',
        'initDurationMs',
      ]);
    });

    test('SystemLogLevel DEBUG adds the ends of init and of the runtime; WARN leaves the good ones out', async () => {
      const debug = await logOf({}, { systemLogLevel: 'DEBUG', applicationLogLevel: 'FATAL' });
      assert.deepEqual(typesOf(debug.lines), [
        'platform.initStart',
        'platform.initRuntimeDone',
        'platform.initReport',
        'platform.start',
        'platform.runtimeDone',
        'platform.report',
      ]);
      const done = (debug.lines[4] as Line).record!;
      assert.deepEqual([done['status'], done.metrics!['producedBytes']], ['success', 4]);
      const warn = await logOf({ fails: true }, { systemLogLevel: 'WARN', applicationLogLevel: 'FATAL' });
      assert.deepEqual(typesOf(warn.lines), ['platform.runtimeDone', 'platform.report']);
      const report = (warn.lines[1] as Line).record!;
      assert.deepEqual([report['status'], report['errorType']], ['error', 'Function.Unknown']);
    });

    test('a time-out and an exit are told by the runtime’s end and the report', async () => {
      const levels = { applicationLogLevel: 'FATAL' };
      const late = await logOf({ hangs: true }, levels, { timeoutSeconds: 1 });
      assert.deepEqual(typesOf(late.lines).slice(-2), ['platform.runtimeDone', 'platform.report']);
      assert.equal((late.lines.at(-1) as Line).record!['status'], 'timeout');
      const gone = await logOf({ exits: true }, levels);
      const report = (gone.lines.at(-1) as Line).record!;
      assert.deepEqual([report['status'], report['errorType']], ['error', 'Runtime.ExitError']);
    });

    test('Python’s logging writes objects; what is printed counts as INFO unless it says otherwise', async () => {
      const { lines, requestId } = await logOf({}, {}, { python: true });
      const own = lines.filter((line) => typeof line === 'string' || line.type === undefined);
      assert.deepEqual(typesOf(own), ['INFO', 'ERROR', 'raw\n']);
      const { timestamp, ...said } = own[0] as Line & { timestamp: string };
      assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.deepEqual(said, { level: 'INFO', message: 'said so', logger: 'mine', requestId, a: 1 });
      const warn = await logOf({ fails: true }, { applicationLogLevel: 'WARN' }, { python: true });
      const errors = warn.lines.filter((line) => typeof line === 'string' || line.type === undefined);
      assert.deepEqual(typesOf(errors), ['ERROR', 'ERROR']);
      assert.equal((errors[1] as Line).errorType, 'ValueError');
    });
  });
}
