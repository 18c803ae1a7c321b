// Ruby functions, where there is a Ruby on this machine: what handlers answer and log (recorded: lambda-uncaught-ruby3-4).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, describe, test } from 'node:test';
import { type Completed, createFixture } from './testing/function-fixture.ts';
import { environmentFor, kindsHere } from './testing/sandbox-kinds.ts';

const isRubyHere = spawnSync('/usr/bin/env', ['ruby', '--version'], { stdio: 'ignore' }).status === 0;
if (!isRubyHere) process.stderr.write('Ruby is not installed here: its tests are skipped.\n');

const source = `
require 'json'
def plain(event:, context:)
  puts "got #{event['a']}"
  { statusCode: 200, body: event['a'].to_s, left: context.get_remaining_time_in_millis > 1000, arn: context.invoked_function_arn }
end
module Inner
  class Handlers
    def self.run(event:, context:)
      'inner'
    end
  end
end
class Top
  def self.run(event:, context:)
    [Dir.pwd, __FILE__, ENV['_X_AMZN_TRACE_ID'], ENV['AWS_EXECUTION_ENV'], context.aws_request_id]
  end
end
def fails(event:, context:)
  raise "Error: #{event['error_msg']}"
end
def nothing(event:, context:)
  nil
end
def exits(event:, context:)
  exit 3
end
def large(event:, context:)
  'x' * 6_291_556
end
`;

for (const kind of kindsHere) {
  describe(`Ruby functions, ${kind}`, { concurrency: 4, skip: !isRubyHere }, () => {
    const fixture = createFixture({ environment: environmentFor(kind) });
    after(() => fixture[Symbol.asyncDispose]());
    const invoke = async (
      handler: string,
      event: unknown = {},
      text: string = source,
    ): Promise<Completed & { readonly log: readonly string[] }> => {
      const name = await fixture.publish({ 'app.rb': text }, { runtime: 'ruby3.4', handler });
      const result = await fixture.run(name, event);
      return { ...result, log: await fixture.log(name) };
    };

    test('a method’s value is the result, and what it prints is in the log', async () => {
      const { payload, log } = await invoke('app.plain', { a: 'é' });
      const { arn, ...rest } = JSON.parse(payload) as Record<string, unknown>;
      assert.deepEqual(rest, { statusCode: 200, body: 'é', left: true });
      assert.match(String(arn), /:function:/);
      assert.match(log[1]!, /^START/);
      assert.equal(log[2], 'got é\n');
      assert.equal((await invoke('app.nothing')).payload, 'null');
    });

    test('a class-level method is called, in Lambda’s surroundings', async () => {
      const { payload, requestId } = await invoke('app.Top.run');
      const [cwd, file, trace, environment, id] = JSON.parse(payload) as string[];
      if (kind === 'bubblewrap') assert.deepEqual([cwd, file], ['/var/task', '/var/task/app.rb']);
      assert.match(trace!, /^Root=/);
      assert.equal(environment, 'AWS_Lambda_ruby3.4');
      assert.equal(id, requestId);
    });

    test('an exception is an error of its class, with its trace', async () => {
      const { payload, functionError, log } = await invoke('app.fails', { error_msg: 'some_error_msg' });
      assert.equal(functionError, 'Unhandled');
      const error = JSON.parse(payload) as { stackTrace: string[] };
      assert.deepEqual(Object.keys(error), ['errorMessage', 'errorType', 'stackTrace']);
      assert.deepEqual(
        { ...error, stackTrace: [] },
        { errorMessage: 'Error: some_error_msg', errorType: 'Function<RuntimeError>', stackTrace: [] },
      );
      assert.match(error.stackTrace[0]!, /^\/var\/task\/app\.rb:\d+:in /);
      assert.ok(log.includes('Error raised from handler method\n'));
    });

    test('what cannot be loaded fails the init', async () => {
      const missing = JSON.parse((await invoke('absent.plain')).payload) as { errorType: string };
      assert.equal(missing.errorType, 'Init<LoadError>');
      const malformed = JSON.parse((await invoke('app')).payload) as { errorType: string };
      assert.equal(malformed.errorType, 'Init<ArgumentError>');
      const broken = JSON.parse((await invoke('app.x', {}, 'def x(')).payload) as { errorType: string };
      assert.equal(broken.errorType, 'Init<SyntaxError>');
      const none = JSON.parse((await invoke('app.none')).payload) as { errorType: string };
      assert.equal(none.errorType, 'Function<NoMethodError>');
    });

    test('an exit, and a result that is too large, are Lambda’s errors', async () => {
      assert.match((await invoke('app.exits')).payload, /exit status 3/);
      assert.match((await invoke('app.large')).payload, /Function\.ResponseSizeTooLarge/);
    });
  });
}
