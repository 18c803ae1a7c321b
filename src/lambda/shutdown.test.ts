// The end of an environment that nobody needs: its process is asked first, and killed if it does not listen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { shutdownGraceMs } from '../core/limits.ts';
import { loop } from './testing/custom-runtime.ts';
import { createFixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

const node = `
process.on('SIGTERM', () => { console.log('closing'); process.stdout.write('bye'); process.exit(0); });
exports.handler = async () => 'ok';`;
const stubborn = `
process.on('SIGTERM', () => { console.log('no'); });
exports.handler = async () => 'ok';`;
const python = `
import signal, sys
def on_term(number, frame):
    print("closing")
    sys.exit(0)
signal.signal(signal.SIGTERM, on_term)
def handler(event, context):
    return "ok"
`;
const custom = loop(`if "signal" not in globals():
    import signal
    def on_term(number, frame):
        print("closing", flush=True)
        sys.exit(0)
    signal.signal(signal.SIGTERM, on_term)
post(f"/invocation/{id}/response", '"ok"')`);

for (const kind of kindsHere) {
  describe(`shutdown, ${kind}`, { concurrency: 4 }, () => {
    const runs = [
      { runtime: 'nodejs24.x', files: { 'index.js': node }, closing: /\tclosing\n$/, last: 'bye\n' },
      { runtime: 'python3.13', files: { 'index.py': python }, closing: /^closing\n$/, last: null },
      { runtime: 'provided.al2023', files: { bootstrap: custom }, closing: /^closing\n$/, last: null },
    ];
    for (const { runtime, files, closing, last } of runs) {
      test(`${runtime} hears SIGTERM, also when it is frozen, and what it says then is logged`, async () => {
        const fixture = createFixture({ environment: environmentFor(kind) });
        const code = await fixture.writeFolder(files, 0o755);
        const name = fixture.publishPackage(await fixture.lambda.packages.fromFolder(code), { runtime });
        await fixture.run(name);
        await fixture.log(name);
        // Long enough to be frozen.
        await new Promise((resolve) => void setTimeout(resolve, 200));
        const startedMs = performance.now();
        await fixture[Symbol.asyncDispose]();
        assert.ok(performance.now() - startedMs < shutdownGraceMs, 'it ended by itself');
        const messages = fixture.telemetry.logEvents(`/aws/lambda/${name}`).map((event) => event.message);
        const report = messages.findIndex((message) => message.startsWith('REPORT'));
        assert.match(messages[report + 1]!, closing);
        if (last !== null) assert.equal(messages[report + 2], last);
      });
    }

    test('a process that goes on after SIGTERM is killed', async () => {
      const fixture = createFixture({ environment: environmentFor(kind) });
      const name = await fixture.publish({ 'index.js': stubborn }, { runtime: 'nodejs24.x' });
      await fixture.run(name);
      const startedMs = performance.now();
      await fixture[Symbol.asyncDispose]();
      const tookMs = performance.now() - startedMs;
      assert.ok(tookMs > shutdownGraceMs - 50 && tookMs < shutdownGraceMs + 1500, `${tookMs} ms`);
    });
  });
}
