// Extensions as real programs in a layer: what they are told, what waits for them, what becomes of one that fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FunctionLayer } from '../model.ts';
import { loop } from '../testing/custom-runtime.ts';
import { createFixture, type Fixture, type FunctionOptions } from '../testing/function-fixture.ts';
import { environmentFor, kindsHere } from '../testing/sandbox-kinds.ts';

/** A program on the Extensions API, in the system's Python. */
const program = (body: string): string => `#!/usr/bin/python3
import http.client, json, os, sys, threading, time
from http.server import BaseHTTPRequestHandler, HTTPServer
api = os.environ["AWS_LAMBDA_RUNTIME_API"]
ext = "/2020-01-01/extension"
def call(method, path, body=None, headers={}):
    connection = http.client.HTTPConnection(api)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.getheader("Lambda-Extension-Identifier"), answer.read().decode()
def register(name=None, events=["INVOKE", "SHUTDOWN"]):
    headers = {"Lambda-Extension-Name": name or os.path.basename(sys.argv[0])}
    return call("POST", ext + "/register", json.dumps({"events": events}), headers)
def say(*words):
    print("ext:", *words, flush=True)
${body}
`;

const listening = program(`status, me, body = register()
say(status, body.strip(), "_HANDLER" in os.environ)
while True:
    event = json.loads(call("GET", ext + "/event/next", headers={"Lambda-Extension-Identifier": me})[2])
    say(event["eventType"], event.get("shutdownReason", event.get("requestId")))
    if event["eventType"] == "SHUTDOWN":
        sys.exit(0)
    time.sleep(0.2)
`);

async function publish(
  fixture: Fixture,
  extensions: Readonly<Record<string, string>>,
  options: FunctionOptions & {
    readonly files?: Readonly<Record<string, string>>;
    readonly mode?: number;
  } = {},
): Promise<string> {
  const files = Object.fromEntries(
    Object.entries(extensions).map(([name, text]) => [`extensions/${name}`, text]),
  );
  const { packages } = fixture.lambda;
  const code = await packages.fromFolder(await fixture.writeFolder(files, options.mode ?? 0o755));
  const layer: FunctionLayer = {
    arn: 'arn:aws:lambda:us-east-1:111122223333:layer:extensions:1',
    codeSha256: code.sha256,
    codeSizeBytes: code.sizeBytes,
  };
  const own = await packages.fromFolder(
    await fixture.writeFolder(
      options.files ?? { 'index.js': `exports.handler = async () => { console.log('run'); return 'ok'; };` },
      0o755,
    ),
  );
  return fixture.publishPackage(own, {
    runtime: 'nodejs24.x',
    ...options,
    configuration: { layers: [layer], ...options.configuration },
  });
}

const messagesOf = (fixture: Fixture, name: string): readonly string[] =>
  fixture.telemetry.logEvents(`/aws/lambda/${name}`).map((event) => event.message);

for (const kind of kindsHere) {
  const environment = environmentFor(kind);
  describe(`extensions, ${kind}`, { concurrency: 4 }, () => {
    const runtimes: readonly FunctionOptions[] = [
      { runtime: 'nodejs24.x' },
      { runtime: 'provided.al2023', handler: 'x.y' },
    ];
    for (const options of runtimes) {
      test(`one hears of invocations and of the end, and the next invocation waits for it (${options.runtime})`, async () => {
        // With one more sandbox, the second invocation would take that.
        const fixture = createFixture({ environment, sandboxesMax: 1 });
        const bootstrap = loop(`print("run", flush=True)\npost(f"/invocation/{id}/response", '"ok"')`);
        const isCustom = options.runtime !== 'nodejs24.x';
        const name = await publish(
          fixture,
          { listener: listening },
          { ...options, ...(isCustom ? { files: { bootstrap } } : {}) },
        );
        const first = await fixture.run(name);
        assert.equal(first.payload, '"ok"');
        const answeredMs = performance.now();
        const second = await fixture.run(name);
        assert.ok(performance.now() - answeredMs > 150, 'it waits for the extension');
        await fixture.log(name, 2);
        await fixture[Symbol.asyncDispose]();
        const log = messagesOf(fixture, name);
        const ready = log.indexOf('EXTENSION\tName: listener\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n');
        assert.ok(ready > 0 && ready < log.findIndex((each) => each.startsWith('START')), log.join(''));
        assert.deepEqual(
          log.filter((each) => each.startsWith('ext:')),
          [
            `ext: 200 {"functionName":"${name}","functionVersion":"$LATEST","handler":"${options.handler ?? 'index.handler'}"} False\n`,
            `ext: INVOKE ${first.requestId}\n`,
            `ext: INVOKE ${second.requestId}\n`,
            'ext: SHUTDOWN spindown\n',
          ],
        );
      });
    }

    test('telemetry comes in the order of an invocation, lines of function and extension among it', async () => {
      const port = kind === 'bubblewrap' ? 41_811 : 41_812;
      const source = program(`_, me, _ = register()
seen = []
class Listen(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        for each in json.loads(body):
            seen.append(each)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *_):
        pass
threading.Thread(target=HTTPServer((${kind === 'bubblewrap' ? '"sandbox.localdomain"' : '"127.0.0.1"'}, ${port}), Listen).serve_forever, daemon=True).start()
wanted = {"schemaVersion": "2022-12-13", "types": ["platform", "function", "extension"],
    "destination": {"protocol": "HTTP", "URI": "http://sandbox.localdomain:${port}/in"}, "buffering": {"timeoutMs": 25}}
mine = {"Lambda-Extension-Identifier": me}
say("subscribed", call("PUT", "/2022-07-01/telemetry", json.dumps(wanted), mine)[2])
while True:
    event = json.loads(call("GET", ext + "/event/next", headers=mine)[2])
    if event["eventType"] == "SHUTDOWN":
        say("SEEN", json.dumps([[each["type"], each["record"]] for each in seen]))
        sys.exit(0)
`);
      const fixture = createFixture({ environment });
      const name = await publish(fixture, { 'telemetry.py': source });
      const { requestId } = await fixture.run(name);
      await fixture.log(name);
      await new Promise((resolve) => void setTimeout(resolve, 100));
      await fixture[Symbol.asyncDispose]();
      const log = messagesOf(fixture, name);
      assert.ok(log.includes('ext: subscribed OK\n'), log.join(''));
      const line = log.find((each) => each.startsWith('ext: SEEN'))!;
      const seen = JSON.parse(line.slice('ext: SEEN '.length)) as [
        string,
        Record<string, unknown> & string,
      ][];
      assert.deepEqual(
        seen.map(([type]) => type).filter((type) => type !== 'extension'),
        [
          'platform.initStart',
          'platform.telemetrySubscription',
          'platform.extension',
          'platform.initRuntimeDone',
          'platform.initReport',
          'platform.start',
          'function',
          'platform.runtimeDone',
          'platform.report',
        ],
      );
      assert.match(seen.find(([type]) => type === 'function')![1], /\tINFO\trun$/);
      assert.equal(seen.find(([type]) => type === 'platform.report')![1]['requestId'], requestId);
      assert.deepEqual(seen.find(([type]) => type === 'extension')![1], 'ext: subscribed OK');
    });

    const failing: readonly (readonly [string, string, number, string, RegExp])[] = [
      ['ends before it asks', program('sys.exit(3)'), 0o755, 'Extension.Crash', /Error: exit status 3$/],
      [
        'tells of its failed init',
        program(`_, me, _ = register()
call("POST", ext + "/init/error", "{}", {"Lambda-Extension-Identifier": me, "Lambda-Extension-Function-Error-Type": "Mine.Bad"})
time.sleep(5)`),
        0o755,
        'Extension.InitError',
        /Mine\.Bad$/,
      ],
      [
        'may not be run',
        program('pass'),
        0o644,
        'Extension.LaunchError',
        /fork\/exec \/opt\/extensions\/bad: permission denied$/,
      ],
    ];
    for (const [what, source, mode, errorType, message] of failing) {
      test(`one that ${what} fails the function with ${errorType}`, async () => {
        await using fixture = createFixture({ environment });
        const name = await publish(fixture, { bad: source }, { mode });
        const result = await fixture.run(name);
        const error = JSON.parse(result.payload) as { errorType: string; errorMessage: string };
        assert.equal(error.errorType, errorType);
        assert.match(error.errorMessage, message);
        const log = await fixture.log(name);
        assert.ok(
          log.some((each) => each.startsWith('INIT_REPORT') && each.includes(errorType)),
          log.join(''),
        );
        assert.match(log.at(-1)!, new RegExp(`Status: error\\tError Type: ${errorType}\\n$`));
      });
    }

    test('one that fails while it works ends the environment; the next invocation has a fresh one', async () => {
      await using fixture = createFixture({ environment });
      const source = program(`_, me, _ = register()
mine = {"Lambda-Extension-Identifier": me}
call("GET", ext + "/event/next", headers=mine)
call("POST", ext + "/exit/error", "{}", dict(mine, **{"Lambda-Extension-Function-Error-Type": "Mine.Worse"}))
time.sleep(5)`);
      const name = await publish(
        fixture,
        { bad: source },
        {
          files: {
            'index.js': `exports.handler = () => new Promise((done) => setTimeout(done, 1000, 'late'));`,
          },
        },
      );
      for (const _ of [1, 2]) {
        const error = JSON.parse((await fixture.run(name)).payload) as { errorType: string };
        assert.equal(error.errorType, 'Extension.ExitError');
      }
    });

    test('what the API refuses, it refuses in its words', async () => {
      await using fixture = createFixture({ environment });
      const source = program(`say(register("bad", ["OTHER"])[2].strip())
say(call("POST", ext + "/register", "[", {"Lambda-Extension-Name": "bad"})[2].strip())
say(call("GET", ext + "/event/next")[2].strip())
say(call("GET", ext + "/event/next", headers={"Lambda-Extension-Identifier": "x"})[2].strip())
_, me, _ = register()
mine = {"Lambda-Extension-Identifier": me}
say(register()[2].strip())
say(call("POST", ext + "/init/error", "", mine)[2].strip())
say(call("PUT", "/2022-07-01/telemetry", '{"types": ["all"]}', mine)[0])
say(register("inner", ["SHUTDOWN"])[2].strip())
call("GET", ext + "/event/next", headers=mine)
say(register("late", [])[2].strip())
call("GET", ext + "/event/next", headers=mine)
time.sleep(5)`);
      const name = await publish(fixture, { bad: source });
      assert.equal((await fixture.run(name)).payload, '"ok"');
      await fixture.log(name);
      const types = messagesOf(fixture, name)
        .filter((each) => each.startsWith('ext:'))
        .map((each) => /"errorType":"([^"]*)"/.exec(each)?.[1] ?? each.slice(5, -1));
      assert.deepEqual(types, [
        'Extension.InvalidEventType',
        'InvalidRequestFormat',
        'Extension.MissingExtensionIdentifier',
        'Extension.InvalidExtensionIdentifier',
        'Extension.InvalidExtensionState',
        'Extension.MissingHeader',
        '400',
        'Extension.InvalidEventType',
        'Extension.RegistrationClosed',
      ]);
    });
  });
}
