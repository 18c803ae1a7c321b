// Python functions under Varco's own bootstrap: what handlers answer and log (SPEC §9.5 and the recordings).
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { type Completed, createFixture, type FunctionOptions } from './testing/function-fixture.ts';
import { environmentFor, waysToStart } from './testing/sandbox-kinds.ts';

const handlers = `
import datetime
import decimal
import os
import sys
import time

class CustomException(Exception):
    pass

def echo(event, context):
    return event

def nothing(event, context):
    pass

def text(event, context):
    return {"statusCode": 200, "body": "è"}

def raises(event, context):
    raise CustomException("some error occurred")

def chained(event, context):
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("outer") from error

def exits(event, context):
    sys.exit(event["status"])

def exit_builtin(event, context):
    exit(0)

def os_exits(event, context):
    os._exit(7)

def date(event, context):
    return {"at": datetime.datetime.now()}

def number(event, context):
    return {"price": decimal.Decimal("1.10"), "list": [decimal.Decimal("2"), 1.5], "nan": float("nan")}

def raw_bytes(event, context):
    return b'{"raw": true}'

def too_large(event, context):
    return "a" * 7340032

def sleeps(event, context):
    print("starting wait")
    time.sleep(event["wait"])
    print("done waiting")

def the_context(event, context):
    return {
        "id": context.aws_request_id, "name": context.function_name, "version": context.function_version,
        "memory": context.memory_limit_in_mb, "arn": context.invoked_function_arn, "group": context.log_group_name,
        "stream": context.log_stream_name, "left": context.get_remaining_time_in_millis(),
        "custom": context.client_context.custom, "title": context.client_context.client.app_title,
        "identity": context.identity.cognito_identity_id, "trace": os.environ["_X_AMZN_TRACE_ID"],
    }

def logs(event, context):
    import logging
    logger = logging.getLogger()
    print("printed\\ntwice")
    logger.warning("warned\\nin two lines")
    logger.info("not shown at the root's level")
    print("unfinished", end="")
    context.log("by the context")
    return "logged"

def paths(event, context):
    return {"path": sys.path, "cwd": os.getcwd(), "executable": sys.executable, "stdout": sys.stdout.fileno()}
`;

/** Lambda's Python runtimes indent the tracebacks of their log with no-break spaces. */
const nbsp = '\u00a0';

for (const { kind, startsIn } of waysToStart) {
  describe(`Python functions, ${kind}, ${startsIn}`, { concurrency: 4 }, () => {
    const fixture = createFixture({ environment: environmentFor(kind), startsIn });
    after(() => fixture[Symbol.asyncDispose]());
    const code = fixture
      .writeFolder({ 'handler.py': handlers })
      .then((folder) => fixture.lambda.packages.fromFolder(folder));

    const publish = async (name: string, options: FunctionOptions = {}): Promise<string> =>
      fixture.publishPackage(await code, { runtime: 'python3.12', handler: `handler.${name}`, ...options });
    const result = async (
      name: string,
      event: unknown = {},
      options: FunctionOptions = {},
    ): Promise<Completed> => fixture.run(await publish(name, options), event);

    test('results are JSON as the runtime’s encoder writes it', async () => {
      assert.equal((await result('echo', { a: [1, null, true] })).payload, '{"a": [1, null, true]}');
      assert.equal((await result('nothing')).payload, 'null');
      assert.equal((await result('text')).payload, '{"statusCode": 200, "body": "è"}');
      const before312 = await result('text', {}, { runtime: 'python3.11' });
      assert.equal(before312.payload, String.raw`{"statusCode": 200, "body": "\u00e8"}`);
      assert.equal((await result('number')).payload, '{"price": 1.10, "list": [2, 1.5], "nan": NaN}');
      assert.equal((await result('raw_bytes')).payload, '{"raw": true}');
    });

    test('an exception is an error object with Lambda’s members in their order, and a log event', async () => {
      const name = await publish('raises');
      const { payload, functionError, requestId: id } = await fixture.run(name);
      assert.equal(functionError, 'Unhandled');
      const line = handlers.split('\n').findIndex((text) => text.includes('raise CustomException')) + 1;
      assert.equal(
        payload,
        `{"errorMessage": "some error occurred", "errorType": "CustomException", "requestId": "${id}", "stackTrace": ["  File \\"/var/task/handler.py\\", line ${line}, in raises\\n    raise CustomException(\\"some error occurred\\")\\n"]}`,
      );
      const log = await fixture.log(name);
      assert.equal(
        log.find((message) => message.startsWith('[ERROR]')),
        `[ERROR] CustomException: some error occurred\nTraceback (most recent call last):\n${nbsp}${nbsp}File "/var/task/handler.py", line ${line}, in raises\n${nbsp}${nbsp}${nbsp}${nbsp}raise CustomException("some error occurred")\n`,
      );
      const chained = JSON.parse((await result('chained')).payload) as {
        errorType: string;
        stackTrace: string[];
      };
      assert.equal(chained.errorType, 'ValueError');
      assert.equal(chained.stackTrace.length, 1);
    });

    test('python3.8 writes no request id into its errors, as recorded', async () => {
      const { payload } = await result('raises', {}, { runtime: 'python3.8' });
      assert.deepEqual(Object.keys(JSON.parse(payload) as object), [
        'errorMessage',
        'errorType',
        'stackTrace',
      ]);
    });

    test('a process that ends is an ExitError', async () => {
      const reason = async (name: string, event: unknown = {}): Promise<string> => {
        const { payload, requestId: id } = await result(name, event);
        return payload.replace(id, 'ID');
      };
      assert.equal(
        await reason('exits', { status: 0 }),
        '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ID Error: Runtime exited without providing a reason"}',
      );
      assert.match(await reason('exit_builtin'), /Runtime exited without providing a reason/);
      assert.match(await reason('exits', { status: 3 }), /Runtime exited with error: exit status 3/);
      assert.match(await reason('os_exits'), /Runtime exited with error: exit status 7/);
    });

    test('what cannot become JSON, or be an answer, is an error', async () => {
      const date = JSON.parse((await result('date')).payload) as Record<string, unknown>;
      assert.equal(date['errorType'], 'Runtime.MarshalError');
      assert.equal(
        date['errorMessage'],
        'Unable to marshal response: Object of type datetime is not JSON serializable',
      );
      assert.deepEqual(date['stackTrace'], []);
      const tooLarge = await result('too_large');
      assert.equal(tooLarge.platformError, 'response-too-large');
    });

    test('a time-out is Lambda’s, and what was printed before is in the log', async () => {
      const name = await publish('sleeps', { configuration: { timeoutSeconds: 1 } });
      const { payload, platformError, requestId: id } = await fixture.run(name, { wait: 5 });
      assert.equal(
        payload,
        `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${id} Error: Task timed out after 1.00 seconds"}`,
      );
      assert.equal(platformError, 'timeout');
      const log = await fixture.log(name);
      assert.ok(log.includes('starting wait\n'));
      assert.ok(!log.includes('done waiting\n'));
      assert.match(log.at(-3)!, new RegExp(`Z ${id} Task timed out after 1\\.00 seconds\n\n$`));
      assert.match(log.at(-1)!, /\tDuration: 1000\.00 ms\t.*\tStatus: timeout\n$/);
    });

    test('the context has all its members', async () => {
      const name = await publish('the_context');
      const clientContext = Buffer.from('{"custom":{"foo":"bar"},"client":{"app_title":"snap"}}').toString(
        'base64',
      );
      const answer = await fixture.invoke(name, {}, { clientContext });
      assert.ok(answer.kind === 'completed', JSON.stringify(answer));
      const { left, stream, ...context } = JSON.parse(answer.payload) as Record<string, unknown>;
      assert.ok((left as number) > 1000 && (left as number) <= 3000);
      assert.match(stream as string, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
      assert.deepEqual(context, {
        id: answer.requestId,
        name,
        version: '$LATEST',
        memory: '128',
        arn: `arn:aws:lambda:us-east-1:111122223333:function:${name}`,
        group: `/aws/lambda/${name}`,
        custom: { foo: 'bar' },
        title: 'snap',
        identity: null,
        trace: 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0',
      });
    });

    test('print and logging come out in order; each logged text is one event, each printed line too', async () => {
      const name = await publish('logs');
      const { requestId: id } = await fixture.run(name);
      const log = (await fixture.log(name)).slice(2, -2);
      const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
      assert.equal(log.length, 5, JSON.stringify(log));
      assert.deepEqual([log[0], log[1]], ['printed\n', 'twice\n']);
      assert.match(log[2]!, new RegExp(`^\\[WARNING\\]\t${time}\t${id}\twarned\nin two lines\n$`));
      assert.deepEqual([log[3], log[4]], ['by the context\n', 'unfinished\n']);
    });

    test('modules are looked for where Lambda looks', async () => {
      const paths = JSON.parse((await result('paths')).payload) as { path: string[] } & Record<
        string,
        unknown
      >;
      assert.equal(paths['stdout'], 1);
      if (kind === 'bubblewrap') {
        assert.deepEqual([paths.path[0], paths['cwd']], ['/var/task', '/var/task']);
        assert.ok(paths.path.includes('/opt/python'));
        assert.ok(
          !paths.path.some((folder) => /(site|dist)-packages$/.test(folder) && !folder.startsWith('/opt/')),
        );
      }
    });
  });
}

describe('loading a Python function', { concurrency: 4 }, () => {
  const fixture = createFixture();
  after(() => fixture[Symbol.asyncDispose]());
  const run = async (files: Record<string, string>, options: FunctionOptions = {}): Promise<Completed> =>
    fixture.run(await fixture.publish(files, { runtime: 'python3.13', handler: 'main.handler', ...options }));

  test('handlers in folders and packages are found', async () => {
    const source = 'def handler(event, context):\n  return __name__\n';
    const names = ['a/b/c.handler', 'a.b.c.handler'];
    for (const handler of names)
      assert.equal((await run({ 'a/b/c.py': source }, { handler })).payload, '"a.b.c"');
  });

  test('a function that cannot be loaded answers with the runtime’s own words and an empty request id', async () => {
    const cases: readonly (readonly [Record<string, string>, FunctionOptions, string, string])[] = [
      [
        {},
        { handler: 'main' },
        'Runtime.MalformedHandlerName',
        "Bad handler 'main': not enough values to unpack (expected 2, got 1)",
      ],
      [{}, {}, 'Runtime.ImportModuleError', "Unable to import module 'main': No module named 'main'"],
      [
        { 'main.py': 'import requests' },
        {},
        'Runtime.ImportModuleError',
        "Unable to import module 'main': No module named 'requests'",
      ],
      [
        { 'main.py': 'from . import x' },
        {},
        'Runtime.ImportModuleError',
        "Unable to import module 'main': attempted relative import with no known parent package",
      ],
      [{ 'main.py': '' }, {}, 'Runtime.HandlerNotFound', "Handler 'handler' missing on module 'main'"],
      [
        { 'main.py': '' },
        { handler: 'sys.handler' },
        'Runtime.BuiltInModuleConflict',
        'Cannot use built-in module sys as a handler module',
      ],
      [
        { 'main.py': 'x = 1\ny = 2\ndef handler(:\n' },
        {},
        'Runtime.UserCodeSyntaxError',
        "Syntax error in module 'main': invalid syntax (main.py, line 3)",
      ],
    ];
    await Promise.all(
      cases.map(async ([files, options, errorType, errorMessage]) => {
        const { payload, functionError } = await run(files, options);
        const error = JSON.parse(payload) as Record<string, unknown>;
        assert.deepEqual(
          [functionError, Object.keys(error), error['errorType'], error['errorMessage'], error['requestId']],
          [
            'Unhandled',
            ['errorMessage', 'errorType', 'requestId', 'stackTrace'],
            errorType,
            errorMessage,
            '',
          ],
        );
        if (errorType === 'Runtime.UserCodeSyntaxError') {
          assert.deepEqual(error['stackTrace'], ['  File "/var/task/main.py" Line 3\n    def handler(:\n']);
        }
      }),
    );
  });

  test('an exception at import shows the whole import stack, from Lambda’s library on', async () => {
    const { payload } = await run({ 'main.py': 'raise Exception("Runtime startup fails")' });
    const error = JSON.parse(payload) as { errorMessage: string; requestId: string; stackTrace: string[] };
    assert.equal(error.errorMessage, 'Runtime startup fails');
    assert.equal(error.requestId, '');
    assert.match(
      error.stackTrace[0]!,
      /^ {2}File "\/var\/lang\/lib\/python3\.\d+\/importlib\/__init__\.py", line \d+, in import_module\n {4}return _bootstrap\._gcd_import\(name\[level:\], package, level\)\n$/,
    );
    assert.match(
      error.stackTrace[1]!,
      /^ {2}File "<frozen importlib\._bootstrap>", line \d+, in _gcd_import\n$/,
    );
    assert.equal(
      error.stackTrace.at(-1),
      '  File "/var/task/main.py", line 1, in <module>\n    raise Exception("Runtime startup fails")\n',
    );
  });

  test('a failed init is logged with the runtime’s warning', async () => {
    const name = await fixture.publish({ 'main.py': '' }, { runtime: 'python3.13', handler: 'main.handler' });
    await fixture.run(name);
    const log = await fixture.log(name);
    assert.match(
      log[1]!,
      /^\[WARNING\]\t\S+Z\t\tLAMBDA_WARNING: Unhandled exception\. The most likely cause is an issue in the function code\./,
    );
    assert.equal(
      log[2],
      "[ERROR] Runtime.HandlerNotFound: Handler 'handler' missing on module 'main'\nTraceback (most recent call last):\n",
    );
    assert.match(
      log[3]!,
      /^INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error\tError Type: Runtime\.HandlerNotFound\n$/,
    );
  });

  test('every Python from 3.8 on runs the same function', async () => {
    const source =
      'import logging\nimport sys\ndef handler(event, context):\n  logging.error("x")\n  return "%d.%d" % sys.version_info[:2]\n';
    const versions = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];
    const ran = await Promise.all(
      versions.map(
        async (version) =>
          JSON.parse((await run({ 'main.py': source }, { runtime: `python${version}` })).payload) as string,
      ),
    );
    // Where a version is missing, another stands in and that is said.
    for (const [at, version] of versions.entries()) {
      const isWarned = fixture.warnings.some((sentence) =>
        sentence.startsWith(`Runtime python${version} runs on`),
      );
      assert.ok(ran[at] === version || isWarned, `${version}: ${ran[at]}`);
    }
  });

  test('JSON logs are JSON objects', async () => {
    const source =
      'import logging\ndef handler(event, context):\n  logging.getLogger("mine").warning("w %d", 1, extra={"order": 7})\n  raise ValueError("v")\n';
    const loggingConfig = { logFormat: 'JSON', logGroup: '/aws/lambda/json-logs' } as const;
    const configuration = { functionName: 'json-logs', loggingConfig };
    const name = await fixture.publish(
      { 'main.py': source },
      { runtime: 'python3.12', handler: 'main.handler', configuration },
    );
    const { requestId: id } = await fixture.run(name);
    const log = (await fixture.log(name))
      .filter((line) => line.startsWith('{') && !line.includes('"platform.'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      log.map(({ timestamp, ...rest }) => (assert.match(timestamp as string, /Z$/), rest))[0],
      { level: 'WARNING', message: 'w 1', logger: 'mine', requestId: id, order: 7 },
    );
    assert.deepEqual(
      [log[1]!['level'], log[1]!['errorType'], log[1]!['errorMessage']],
      ['ERROR', 'ValueError', 'v'],
    );
  });
});
