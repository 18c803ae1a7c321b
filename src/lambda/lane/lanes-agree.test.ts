// Both lanes, one client: what AWS's Node.js runtime client answers and logs over frames, it answers and logs over the
// Runtime API.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { createFixture } from '../testing/function-fixture.ts';
import { clientKind, httpClientFiles } from '../testing/http-client-bootstrap.ts';
import { environmentFor } from '../testing/sandbox-kinds.ts';

/** Does what its event says. */
const handler = `
class Custom extends Error { constructor(message) { super(message); this.name = 'Custom\\x7fError'; } }
const errors = { Error, TypeError, RangeError, Custom, AggregateError: class extends AggregateError { constructor(m) { super([new Error('in')], m); } } };
function thrown({ as, message, more }) {
  if (as === 'string') return message;
  if (as === 'number') return message.length;
  if (as === 'null') return null;
  if (as === 'undefined') return undefined;
  if (as === 'object') return { message, ...more };
  if (as === 'symbol') return Symbol(message);
  return Object.assign(new errors[as](message), as === 'Error' ? more : {});
}
const plain = async (event) => {
  for (const [level, words] of event.logs ?? []) console[level](...words);
  if (event.throws) throw thrown(event.throws);
  if (event.special === 'bigint') return 1n;
  if (event.special === 'undefined') return undefined;
  if (event.special === 'function') return () => {};
  if (event.special === 'date') return new Date(0);
  if (event.special === 'tojson') return { toJSON() { throw new Error('no'); } };
  if (event.special === 'unhandled') { Promise.reject(thrown(event.later)); await new Promise((r) => setTimeout(r, 300)); }
  if (event.special === 'uncaught') { setTimeout(() => { throw thrown(event.later); }, 1); await new Promise((r) => setTimeout(r, 300)); }
  if (event.special === 'exit') process.exit(7);
  return event.result;
};
exports.handler = plain;
exports.streamed = awslambda.streamifyResponse(async (event, stream) => {
  if (event.type) stream.setContentType(event.type);
  for (const chunk of event.chunks) stream.write(chunk);
  if (event.throws) throw thrown(event.throws);
  stream.end();
});
`;

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

function withoutTicks(text: string): string {
  return text
    .replaceAll(/,"    at process\.processTicksAndRejections [^"]*"/g, '')
    .replaceAll(/^ {4}at process\.processTicksAndRejections .*\n/gm, '');
}

/**
 * Without what differs between two runs, and where the client lies. How an event loop came to run a handler shows in the
 * lines of a trace: over HTTP it is a stream's end; AWS's native module shows nothing there, as frames do.
 */
function normalised(text: string): string {
  return (clientKind === 'native module' ? text : withoutTicks(text))
    .replaceAll(id, 'ID')
    .replaceAll(time, 'TIME')
    .replaceAll(/(?:file:\/\/)?\/var\/(?:runtime|task\/ric)\/index\.mjs/g, 'CLIENT')
    .replaceAll(/(?:file:\/\/)?\/var\/(?:runtime\/bootstrap|task\/start)\.mjs:\d+:\d+/g, 'START')
    .replaceAll(/\tInit Duration: [\d.]+ ms/g, '')
    .replaceAll(/(Duration|Memory Used): [\d.]+/g, '$1');
}

const message = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', 'two\nlines', 'a\u007fb', '"quoted"', '\u2028'),
);
const thrownKinds =
  'string number null undefined object symbol Error TypeError RangeError Custom AggregateError';
const anyThrown = fc.record({
  as: fc.constantFrom(...thrownKinds.split(' ')),
  message,
  more: fc.dictionary(fc.constantFrom('code', 'cause', 'name', 'status'), fc.jsonValue({ maxDepth: 1 }), {
    maxKeys: 2,
  }),
});
const logs = fc.array(
  fc.tuple(
    fc.constantFrom('log', 'info', 'warn', 'error', 'debug', 'trace'),
    fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 3 }),
  ),
  { maxLength: 3 },
);
const plainEvent = fc.oneof(
  { weight: 4, arbitrary: fc.record({ result: fc.jsonValue(), logs }) },
  { weight: 4, arbitrary: fc.record({ throws: anyThrown, logs }) },
  fc.record({ special: fc.constantFrom('bigint', 'undefined', 'function', 'date', 'tojson') }),
);
const streamedEvent = fc.record(
  {
    type: fc.constantFrom('text/plain', 'application/json'),
    chunks: fc.array(
      message.filter((text) => text !== ''),
      { minLength: 1, maxLength: 4 },
    ),
    throws: anyThrown,
  },
  { requiredKeys: ['chunks'] },
);

for (const { runtime, client } of [
  { runtime: 'nodejs24.x', client: 'ric-4' },
  { runtime: 'nodejs22.x', client: 'ric-3' },
] as const) {
  // Without bubblewrap: there a custom runtime sees no interpreter but the system's.
  describe(`the client of ${runtime} on both lanes (${clientKind})`, () => {
    const fixture = createFixture({ environment: environmentFor('process') });
    after(() => fixture[Symbol.asyncDispose]());

    /** The same function twice: over frames, and over HTTP. */
    async function publishBoth(handlerName: string): Promise<readonly [string, string]> {
      const files = { 'index.js': handler };
      const asking = { 'index.js': 'exports.handler = async () => process.execPath;' };
      const interpreter = JSON.parse(
        (await fixture.run(await fixture.publish(asking, { runtime }))).payload,
      ) as string;
      const both = { ...files, ...httpClientFiles(client, interpreter) };
      const code = await fixture.lambda.packages.fromFolder(await fixture.writeFolder(both, 0o755));
      return [
        await fixture.publish(files, { runtime, handler: handlerName }),
        fixture.publishPackage(code, {
          runtime: 'provided.al2023',
          handler: handlerName,
          configuration: {
            environment: { _LAMBDA_TELEMETRY_LOG_FD: '4', AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` },
          },
        }),
      ];
    }

    const invocations = new Map<string, number>();
    async function observe(name: string, event: unknown): Promise<unknown> {
      const { payload, functionError, platformError, requestId } = await fixture.run(name, event);
      const count = (invocations.get(name) ?? 0) + 1;
      invocations.set(name, count);
      const log = await fixture.log(name, count);
      const from = log.findIndex((line) => line.startsWith(`START RequestId: ${requestId}`));
      return {
        payload: normalised(payload),
        functionError,
        platformError,
        log: log
          .slice(from)
          .map(normalised)
          .filter((line) => line !== ''),
      };
    }

    test('results, errors and log lines are the same', async () => {
      const [framed, http] = await publishBoth('index.handler');
      await fc.assert(
        fc.asyncProperty(plainEvent, async (event) => {
          assert.deepEqual(await observe(framed, event), await observe(http, event));
        }),
        { numRuns: 60 },
      );
    });

    test('streams are the same, whole or broken off', async () => {
      const [framed, http] = await publishBoth('index.streamed');
      await fc.assert(
        fc.asyncProperty(streamedEvent, async (event) => {
          assert.deepEqual(await observe(framed, event), await observe(http, event));
        }),
        { numRuns: 40 },
      );
    });

    test('so are the ends of processes', async () => {
      const [framed, http] = await publishBoth('index.handler');
      for (const event of [
        { special: 'exit' },
        { special: 'unhandled', later: { as: 'Error', message: 'later', more: {} } },
        { special: 'uncaught', later: { as: 'TypeError', message: 'later', more: {} } },
        { special: 'uncaught', later: { as: 'string', message: 'later' } },
      ]) {
        assert.deepEqual(await observe(framed, event), await observe(http, event));
      }
    });

    test('so are inits that fail', async () => {
      for (const name of ['index.missing', 'absent.handler', 'malformed']) {
        const [framed, http] = await publishBoth(name);
        assert.deepEqual(await observe(framed, {}), await observe(http, {}));
      }
    });
  });
}
