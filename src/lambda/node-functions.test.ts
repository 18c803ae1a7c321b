// Node.js functions under AWS's runtime client: what handlers of every shape answer and log (SPEC §9.4).
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { type Completed, createFixture, type FunctionOptions } from './testing/function-fixture.ts';
import { environmentFor, waysToStart } from './testing/sandbox-kinds.ts';

const handlers = `
exports.async = async (event) => ({ got: event });
exports.callback = (event, context, callback) => { setTimeout(() => callback(null, { got: event }), 5); };
exports.callbackError = (event, context, callback) => callback(new TypeError('by callback'));
exports.callbackString = (event, context, callback) => callback('by callback');
exports.sync = () => ({ ignored: true });
exports.doneLate = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  setTimeout(() => {}, 60_000);
  callback(null, 'now');
};
exports.waits = (event, context, callback) => { setTimeout(() => {}, 80); callback(null, 'later'); };
exports.nested = { deep: { handler: async () => 'nested' } };
exports.nothing = async () => {};
exports.throws = async () => { const error = new RangeError('boom'); error.code = 'E_BOOM'; throw error; };
exports.throwsSync = () => { throw new Error('sync boom'); };
exports.throwsString = async () => { throw 'boom'; };
exports.rejects = () => Promise.reject(new Error('rejected'));
exports.unhandled = async () => { Promise.reject(new Error('nobody listens')); await new Promise((r) => setTimeout(r, 500)); };
exports.uncaught = async () => { setTimeout(() => { throw new Error('too late'); }, 1); await new Promise((r) => setTimeout(r, 500)); };
exports.exits0 = async () => process.exit(0);
exports.exits3 = async () => process.exit(3);
exports.crashes = async () => { process.kill(process.pid, 'SIGSEGV'); await new Promise((r) => setTimeout(r, 500)); };
exports.never = () => new Promise(() => {});
exports.bigint = async () => ({ n: 1n });
exports.noJson = async () => () => {};
exports.cycle = async () => { const o = {}; o.o = o; return o; };
exports.tooLarge = async () => 'x'.repeat(6_291_556);
exports.asLargeAsCanBe = async () => 'x'.repeat(6_291_554);
exports.streamed = awslambda.streamifyResponse(async (event, stream) => {
  stream.setContentType('text/plain');
  stream.write('one ');
  await new Promise((r) => setTimeout(r, 5));
  stream.write(Buffer.from('two'));
  stream.end();
});
exports.httpStreamed = awslambda.streamifyResponse(async (event, stream) => {
  stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
  stream.write('body');
  stream.end();
});
exports.piped = awslambda.streamifyResponse(async (event, stream) => {
  const { pipeline } = require('node:stream/promises');
  const { Readable } = require('node:stream');
  await pipeline(Readable.from(['a'.repeat(100_000), 'b']), stream);
});
exports.streamFails = awslambda.streamifyResponse(async (event, stream) => { stream.write('half'); throw new Error('midway'); });
exports.context = async (event, context) => ({
  keys: Object.keys(context),
  left: context.getRemainingTimeInMillis(),
  arn: context.invokedFunctionArn,
  id: context.awsRequestId,
  client: context.clientContext,
  trace: process.env._X_AMZN_TRACE_ID,
});
exports.environment = async () => process.env;
exports.place = async () => ({
  cwd: process.cwd(), file: __filename, argv: process.argv, node: process.execPath,
  http: typeof require('http').createServer, fs: require('fs').writeSync === require('node:fs').writeSync,
});
exports.logs = async () => {
  console.log('two\\nlines', { a: 1 });
  console.error(new Error('shown').message);
  console.debug('fine');
  process.stdout.write('raw one\\nraw two');
  return 'logged';
};
`;

const requestId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

for (const { kind, startsIn } of waysToStart) {
  describe(`Node.js functions, ${kind}, ${startsIn}`, { concurrency: 4 }, () => {
    const fixture = createFixture({ environment: environmentFor(kind), startsIn });
    after(() => fixture[Symbol.asyncDispose]());
    const code = fixture
      .writeFolder({ 'index.js': handlers })
      .then((folder) => fixture.lambda.packages.fromFolder(folder));

    const publish = async (name: string, options: FunctionOptions = {}): Promise<string> =>
      fixture.publishPackage(await code, { handler: `index.${name}`, ...options });
    const result = async (
      name: string,
      options: FunctionOptions = {},
      event: unknown = { x: 1 },
    ): Promise<Completed> => fixture.run(await publish(name, options), event);
    const json = async (name: string, options: FunctionOptions = {}): Promise<unknown> =>
      JSON.parse((await result(name, options)).payload);

    test('results come back as the runtime wrote them', async () => {
      const expected: Record<string, string> = {
        async: '{"got":{"x":1}}',
        callback: '{"got":{"x":1}}',
        sync: 'null',
        nothing: 'null',
        never: 'null',
        'nested.deep.handler': '"nested"',
        doneLate: '"now"',
        streamed: 'one two',
        httpStreamed: '{"statusCode":201}\0\0\0\0\0\0\0\0body',
        piped: `${'a'.repeat(100_000)}b`,
      };
      await Promise.all(
        Object.entries(expected).map(async ([name, payload]) => {
          const { requestId: id, durationMs, ...rest } = await result(name);
          assert.match(id, requestId);
          assert.ok(durationMs > 0);
          assert.deepEqual(
            rest,
            {
              kind: 'completed',
              executedVersion: '$LATEST',
              payload,
              functionError: null,
              platformError: null,
            },
            name,
          );
        }),
      );
    });

    test('a callback waits for the event loop to run empty, unless told not to', async () => {
      assert.ok((await result('waits')).durationMs >= 75);
    });

    test('what is thrown, rejected or called back comes as AWS’s client writes it', async () => {
      const expected: Record<string, { errorType: string; errorMessage: string; frames: boolean }> = {
        throws: { errorType: 'RangeError', errorMessage: 'boom', frames: true },
        throwsSync: { errorType: 'Error', errorMessage: 'sync boom', frames: true },
        throwsString: { errorType: 'string', errorMessage: 'boom', frames: false },
        rejects: { errorType: 'Error', errorMessage: 'rejected', frames: true },
        callbackError: { errorType: 'TypeError', errorMessage: 'by callback', frames: true },
        callbackString: { errorType: 'string', errorMessage: 'by callback', frames: false },
        unhandled: {
          errorType: 'Runtime.UnhandledPromiseRejection',
          errorMessage: 'Error: nobody listens',
          frames: true,
        },
        uncaught: { errorType: 'Error', errorMessage: 'too late', frames: true },
        // The native module takes nothing but a text (its source); the client's own check lets undefined pass.
        noJson: { errorType: 'TypeError', errorMessage: 'Wrong arguments', frames: true },
        bigint: { errorType: 'Error', errorMessage: 'Unable to stringify response body', frames: true },
        cycle: { errorType: 'Error', errorMessage: 'Unable to stringify response body', frames: true },
        streamFails: { errorType: 'Error', errorMessage: 'midway', frames: true },
      };
      await Promise.all(
        Object.entries(expected).map(async ([name, { frames, ...error }]) => {
          const { payload, functionError, platformError } = await result(name);
          assert.deepEqual(
            { functionError, platformError },
            { functionError: 'Unhandled', platformError: null },
            name,
          );
          const { trace, ...rest } = JSON.parse(payload) as { trace: string[] };
          assert.deepEqual(rest, error, name);
          assert.equal(trace.length > 1, frames, name);
          assert.deepEqual(Object.keys(JSON.parse(payload) as object), [
            'errorType',
            'errorMessage',
            'trace',
          ]);
          // Paths are Lambda's, wherever the function really lies.
          if (['throws', 'throwsSync'].includes(name))
            assert.match(trace[1]!, /\(\/var\/task\/index\.js:\d+:\d+\)$/);
          assert.doesNotMatch(payload, /varco-lambda-test/);
        }),
      );
    });

    test('a process that ends is an ExitError with its status or signal', async () => {
      const reasons: Record<string, string> = {
        exits0: 'Runtime exited without providing a reason',
        exits3: 'Runtime exited with error: exit status 3',
        crashes: 'Runtime exited with error: signal: segmentation fault',
      };
      await Promise.all(
        Object.entries(reasons).map(async ([name, reason]) => {
          const { payload, functionError, platformError, requestId: id } = await result(name);
          assert.equal(
            payload,
            `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${id} Error: ${reason}"}`,
          );
          assert.deepEqual([functionError, platformError], ['Unhandled', 'exit']);
        }),
      );
    });

    test('a result of more than 6,291,556 bytes is an error of Lambda’s, one of just as many is a result', async () => {
      const tooLarge = await result('tooLarge');
      assert.equal(
        tooLarge.payload,
        '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
      );
      assert.deepEqual([tooLarge.functionError, tooLarge.platformError], ['Unhandled', 'response-too-large']);
      const largest = await result('asLargeAsCanBe');
      assert.deepEqual([largest.functionError, largest.payload.length], [null, 6_291_556]);
    });

    test('the context has all its members', async () => {
      const name = await publish('context', { configuration: { timeoutSeconds: 7 } });
      const clientContext = Buffer.from('{"custom":\n{"foo":"bar"}}').toString('base64');
      const answer = await fixture.invoke(`${name}:$LATEST`, {}, { clientContext });
      assert.ok(answer.kind === 'completed');
      const context = JSON.parse(answer.payload) as Record<string, unknown>;
      assert.deepEqual(context['keys'], [
        'callbackWaitsForEmptyEventLoop',
        'succeed',
        'fail',
        'done',
        'functionVersion',
        'functionName',
        'memoryLimitInMB',
        'logGroupName',
        'logStreamName',
        'clientContext',
        'identity',
        'invokedFunctionArn',
        'awsRequestId',
        'tenantId',
        'getRemainingTimeInMillis',
      ]);
      const left = context['left'] as number;
      assert.ok(left > 6000 && left <= 7000, String(left));
      assert.equal(context['arn'], `arn:aws:lambda:us-east-1:111122223333:function:${name}:$LATEST`);
      assert.equal(context['id'], answer.requestId);
      assert.deepEqual(context['client'], { custom: { foo: 'bar' } });
      assert.equal(context['trace'], 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0');
    });

    test('the environment is Lambda’s, with the function’s own variables and none of Varco’s', async () => {
      process.env['VARCO_TEST_SECRET'] = 'not for functions';
      const configuration = { memoryMb: 256, environment: { TABLE: 'orders', AWS_REGION: 'eu-south-1' } };
      const environment = (await json('environment', { configuration })) as Record<string, string>;
      assert.equal(environment['VARCO_TEST_SECRET'], undefined);
      assert.equal(environment['HOME'], undefined);
      assert.equal(environment['TABLE'], 'orders');
      assert.equal(environment['AWS_REGION'], 'eu-south-1');
      assert.equal(environment['_HANDLER'], 'index.environment');
      assert.equal(environment['AWS_EXECUTION_ENV'], 'AWS_Lambda_nodejs20.x');
      assert.equal(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'], '256');
      assert.equal(environment['AWS_LAMBDA_FUNCTION_VERSION'], '$LATEST');
      assert.equal(environment['AWS_LAMBDA_INITIALIZATION_TYPE'], 'on-demand');
      assert.match(environment['AWS_LAMBDA_LOG_GROUP_NAME']!, /^\/aws\/lambda\/function-\d+$/);
      assert.match(
        environment['AWS_LAMBDA_LOG_STREAM_NAME']!,
        /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/,
      );
      assert.equal(environment['TZ'], ':UTC');
      assert.equal(environment['LANG'], 'en_US.UTF-8');
      assert.ok(
        environment['AWS_ACCESS_KEY_ID'] !== undefined && environment['AWS_SESSION_TOKEN'] !== undefined,
      );
      if (kind === 'bubblewrap') {
        assert.equal(environment['LAMBDA_TASK_ROOT'], '/var/task');
        assert.equal(environment['LAMBDA_RUNTIME_DIR'], '/var/runtime');
        assert.equal(environment['PATH'], '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin');
      }
    });

    test('the function finds itself where it would on Lambda, with Node.js’s own modules', async () => {
      const place = (await json('place')) as Record<string, unknown>;
      assert.equal(place['http'], 'function');
      assert.equal(place['fs'], true);
      if (kind === 'bubblewrap') {
        assert.deepEqual(
          [place['cwd'], place['file'], place['argv'], place['node']],
          [
            '/var/task',
            '/var/task/index.js',
            ['/var/lang/bin/node', '/var/runtime/index.mjs'],
            '/var/lang/bin/node',
          ],
        );
      }
    });

    test('the log has START, the function’s lines, END and REPORT, in this order', async () => {
      const name = await publish('logs');
      const { requestId: id } = await fixture.run(name);
      const log = await fixture.log(name);
      const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
      assert.equal(log.length, 9, JSON.stringify(log));
      assert.match(log[0]!, /^INIT_START Runtime Version: nodejs:20\.v/);
      assert.equal(log[1], `START RequestId: ${id} Version: $LATEST\n`);
      // Raw output goes another way than the console's, and their order among each other is open, as on Lambda.
      const raw = log.slice(2, 7).filter((line) => line.startsWith('raw'));
      const framed = log.slice(2, 7).filter((line) => !line.startsWith('raw'));
      assert.deepEqual(raw, ['raw one\n', 'raw two\n']);
      assert.match(framed[0]!, new RegExp(`^${time}\t${id}\tINFO\ttwo\nlines { a: 1 }\n$`));
      assert.match(framed[1]!, new RegExp(`^${time}\t${id}\tERROR\tshown\n$`));
      assert.match(framed[2]!, new RegExp(`^${time}\t${id}\tDEBUG\tfine\n$`));
      assert.equal(log[7], `END RequestId: ${id}\n`);
      assert.match(
        log[8]!,
        new RegExp(
          String.raw`^REPORT RequestId: ${id}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d\d MB\tInit Duration: \d+\.\d\d ms\t\n$`,
        ),
      );
    });

    test('an uncaught exception is logged by the client, and the process is not used again', async () => {
      const name = await publish('uncaught');
      const { requestId: id } = await fixture.run(name);
      const log = await fixture.log(name);
      assert.match(
        log.at(-4)!,
        new RegExp(`\t${id}\tERROR\tUncaught Exception \t\\{"errorType":"Error","errorMessage":"too late",`),
      );
      assert.equal(
        log.at(-3),
        `RequestId: ${id} Error: Runtime exited with error: exit status 129\nRuntime.ExitError\n`,
      );
      assert.equal(log.at(-2), `END RequestId: ${id}\n`);
      assert.ok(log.at(-1)!.endsWith('\tStatus: error\tError Type: Runtime.ExitError\n'));
      await fixture.run(name);
      const starts = (await fixture.log(name, 2)).filter((line) => line.startsWith('INIT_START'));
      assert.equal(starts.length, 2);
    });
  });
}

describe('loading a Node.js function', { concurrency: 4 }, () => {
  const fixture = createFixture();
  after(() => fixture[Symbol.asyncDispose]());

  const answer = async (files: Record<string, string>, options: FunctionOptions = {}): Promise<unknown> => {
    const { payload } = await fixture.run(await fixture.publish(files, options));
    return JSON.parse(payload);
  };
  const initError = async (files: Record<string, string>, options: FunctionOptions = {}) =>
    (await answer(files, options)) as { errorType: string; errorMessage: string; trace: string[] };

  test('modules are found as AWS’s client looks for them', async () => {
    const cases: readonly (readonly [Record<string, string>, FunctionOptions, unknown])[] = [
      [
        { 'index.mjs': 'const x = await Promise.resolve("esm"); export const handler = async () => x;' },
        {},
        'esm',
      ],
      [
        {
          'package.json': '{"type":"module"}',
          'index.js': 'export const handler = async () => import.meta.url;',
        },
        {},
        'file:///var/task/index.js',
      ],
      [{ 'index.cjs': 'exports.handler = async () => "cjs";' }, {}, 'cjs'],
      [{ 'src/app.js': 'exports.handler = async () => "folder";' }, { handler: 'src/app.handler' }, 'folder'],
      [
        {
          'index.js': 'exports.handler = async () => require("dep");',
          'node_modules/dep/index.js': 'module.exports = "dep";',
        },
        {},
        'dep',
      ],
      [
        { 'node_modules/dep/index.js': 'exports.handler = async () => "from node_modules";' },
        { handler: 'dep.handler' },
        'from node_modules',
      ],
    ];
    for (const [got, expected] of await Promise.all(
      cases.map(async ([files, options, expected]) => [await answer(files, options), expected] as const),
    )) {
      assert.deepEqual(got, expected);
    }
  });

  test('a function that cannot be loaded answers with what AWS’s client posts', async () => {
    const cases: readonly (readonly [Record<string, string>, FunctionOptions, string, RegExp])[] = [
      [
        {},
        {},
        'Runtime.ImportModuleError',
        /^Error: Cannot find module 'index'\nRequire stack:\n- \/var\/runtime\/index\.mjs$/,
      ],
      [
        { 'index.js': 'require("missing")' },
        {},
        'Runtime.ImportModuleError',
        /^Error: Cannot find module 'missing'\nRequire stack:\n- \/var\/task\/index\.js\n- \/var\/runtime\/index\.mjs$/,
      ],
      [{ 'index.js': 'const' }, {}, 'Runtime.UserCodeSyntaxError', /^SyntaxError: Unexpected end of input$/],
      [
        { 'index.js': 'import x from "y"; export const handler = 1' },
        {},
        'Runtime.UserCodeSyntaxError',
        /^SyntaxError: Cannot use import statement outside a module$/,
      ],
      [{ 'index.js': '' }, {}, 'Runtime.HandlerNotFound', /^index\.handler is undefined or not exported$/],
      [
        { 'index.js': 'exports.handler = 5' },
        {},
        'Runtime.HandlerNotFound',
        /^index\.handler is not a function$/,
      ],
      [{ 'index.js': '' }, { handler: 'index' }, 'Runtime.MalformedHandlerName', /^Bad handler$/],
      [
        { 'index.js': '' },
        { handler: '../index.handler' },
        'Runtime.MalformedHandlerName',
        /^'\.\.\/index\.handler' is not a valid handler name\. Use absolute paths when specifying root directories in handler names\.$/,
      ],
      [{ 'index.js': 'throw new RangeError("at load")' }, {}, 'RangeError', /^at load$/],
      [
        { 'index.js': 'process.exit(4)' },
        {},
        'Runtime.ExitError',
        /^RequestId: \S+ Error: Runtime exited with error: exit status 4$/,
      ],
    ];
    await Promise.all(
      cases.map(async ([files, options, errorType, message]) => {
        const error = await initError(files, options);
        assert.equal(error.errorType, errorType);
        assert.match(error.errorMessage, message);
      }),
    );
  });

  test('a failed init is logged, tried once more inside the invocation, and starts afresh for the next', async () => {
    const name = await fixture.publish({ 'other.js': '' });
    const { requestId: id } = await fixture.run(name);
    const log = await fixture.log(name);
    const kinds = log.map(
      (line) =>
        line
          .split('\t')
          .find((part) => /^(INIT|START|END|REPORT|ERROR)/.test(part))
          ?.split(' ')[0],
    );
    assert.deepEqual(kinds, [
      'INIT_START',
      'ERROR',
      'INIT_REPORT',
      'ERROR',
      'INIT_REPORT',
      'START',
      'END',
      'REPORT',
    ]);
    assert.match(
      log[1]!,
      /^\S+\tundefined\tERROR\tUncaught Exception \t\{"errorType":"Runtime\.ImportModuleError",/,
    );
    const report = (line: string): string => line.replace(/Duration: [\d.]+/, 'Duration: #');
    assert.equal(
      report(log[2]!),
      'INIT_REPORT Init Duration: # ms\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError\n',
    );
    assert.equal(
      report(log[4]!),
      'INIT_REPORT Init Duration: # ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ImportModuleError\n',
    );
    assert.match(log[7]!, /\tStatus: error\tError Type: Runtime\.ImportModuleError\n$/);
    assert.doesNotMatch(log[7]!, /Init Duration/);
    assert.notEqual((await fixture.run(name)).requestId, id);
    assert.equal((await fixture.log(name, 2)).filter((line) => line.startsWith('INIT_START')).length, 2);
  });

  test('Lambda’s experimental features are off in nodejs22.x, and NODE_OPTIONS turns one on again', async () => {
    const files = {
      'index.js': 'exports.handler = async () => require("./module.mjs").x;',
      'module.mjs': 'export const x = "required";',
    };
    const error = await initError(
      { ...files, 'index.js': 'require("./module.mjs");' },
      { runtime: 'nodejs22.x' },
    );
    assert.match(error.errorMessage, /require\(\) of ES Module \/var\/task\/module\.mjs/);
    const environment = { NODE_OPTIONS: '--experimental-require-module' };
    assert.equal(await answer(files, { runtime: 'nodejs22.x', configuration: { environment } }), 'required');
  });
});

describe('nodejs24.x', { concurrency: 4 }, () => {
  const fixture = createFixture();
  after(() => fixture[Symbol.asyncDispose]());
  const run = async (source: string): Promise<Completed> =>
    fixture.run(await fixture.publish({ 'index.js': source }, { runtime: 'nodejs24.x' }));

  test('the value of a handler that is not async is used', async () => {
    assert.equal((await run('exports.handler = () => ({ used: true });')).payload, '{"used":true}');
  });

  test('a handler with a callback parameter is refused at init', async () => {
    const { payload, functionError } = await run(
      'exports.handler = (event, context, callback) => callback(null, 1);',
    );
    const error = JSON.parse(payload) as { errorType: string; errorMessage: string };
    assert.equal(functionError, 'Unhandled');
    assert.equal(error.errorType, 'Runtime.CallbackHandlerDeprecated');
    assert.match(
      error.errorMessage,
      /^ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node\.js 24\./,
    );
  });

  test('streams, errors and results that cannot be written work as its client does them', async () => {
    const streamed = await run(
      'exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write("one "); stream.end("two"); });',
    );
    assert.equal(streamed.payload, 'one two');
    const thrown = await run('exports.handler = async () => { throw new TypeError("x"); };');
    assert.match(thrown.payload, /^\{"errorType":"TypeError","errorMessage":"x","trace":\["TypeError: x",/);
    const bigint = await run('exports.handler = async () => 1n;');
    assert.match(
      bigint.payload,
      /^\{"errorType":"Runtime\.JSONStringifyError","errorMessage":"Unable to stringify response body"/,
    );
  });

  test('an unhandled rejection ends the process, and its trace is in the log', async () => {
    const name = await fixture.publish(
      {
        'index.js':
          'exports.handler = async () => { Promise.reject(new Error("nobody")); await new Promise((r) => setTimeout(r, 500)); };',
      },
      { runtime: 'nodejs24.x' },
    );
    const { payload } = await fixture.run(name);
    assert.match(payload, /Runtime exited with error: exit status 1/);
    assert.ok((await fixture.log(name)).includes('Error: nobody\n'));
  });
});
