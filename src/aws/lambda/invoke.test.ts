// Invoke and its relatives: what they answer beside the payload, and what they refuse.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { petsInput } from '../testing/pets-function.ts';
import { assertRefused } from '../testing/refusals.ts';
import { createRunningLambda, zipWith } from '../testing/running-lambda.ts';
import { createFunction } from './create-function.ts';
import { invokeAsync } from './invoke-async.ts';
import { invokeWithResponseStream } from './invoke-with-response-stream.ts';
import { invoke } from './invoke.ts';

describe('Invoke', { concurrency: 4 }, () => {
  const context = createRunningLambda();
  after(() => context[Symbol.asyncDispose]());

  const create = async (FunctionName: string, source: string): Promise<string> => {
    const Code = { ZipFile: zipWith({ 'index.js': source }) };
    await createFunction({ ...petsInput, FunctionName, Code }, context);
    return FunctionName;
  };
  const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

  const callWith = (headers: Record<string, string>) => {
    const set: Record<string, string> = {};
    const head = { method: 'POST', path: '/', query: [], headers };
    return { set, call: { head, setHeader: (name: string, value: string) => void (set[name] = value) } };
  };

  test('the request’s id is the one the function sees, and its trace goes on into the function', async () => {
    const FunctionName = await create(
      'ids',
      'exports.handler = async (event, context) => [context.awsRequestId, process.env._X_AMZN_TRACE_ID];',
    );
    const sent = 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1';
    const { set, call } = callWith({ 'x-amzn-trace-id': sent });
    const { Payload } = await invoke({ FunctionName }, context, call);
    const [requestId, trace] = JSON.parse(text(Payload)) as string[];
    assert.equal(set['x-amzn-RequestId'], requestId);
    assert.equal(trace, sent);
    assert.equal(set['X-Amzn-Trace-Id'], 'root=1-67891233-abcdef012345678912345678;sampled=1');
  });

  test('the client’s context reaches the function', async () => {
    const FunctionName = await create('context', 'exports.handler = async (event, c) => c.clientContext;');
    const ClientContext = Buffer.from('{"custom":{"a":"b"}}').toString('base64');
    const { Payload } = await invoke({ FunctionName, ClientContext }, context);
    assert.deepEqual(JSON.parse(text(Payload)), { custom: { a: 'b' } });
  });

  test('of a long log the last 4 KB are answered', async () => {
    const FunctionName = await create(
      'talkative',
      "exports.handler = async () => { for (let i = 0; i < 300; i++) console.log(`line ${i} ${'é'.repeat(20)}`); };",
    );
    const { LogResult } = await invoke({ FunctionName, LogType: 'Tail' }, context);
    const tail = Buffer.from(LogResult ?? '', 'base64');
    assert.equal(tail.byteLength, 4096);
    assert.match(tail.toString(), /line 299 é{20}\nEND RequestId: \S+\nREPORT RequestId: [^\n]+\n$/);
  });

  test('the tail of a second invocation holds nothing of the first', async () => {
    const FunctionName = await create(
      'twice',
      'exports.handler = async (event) => console.log(`ran ${event.n}`);',
    );
    const tails = await Promise.all(
      [1, 2, 3, 4].map(async (n) => {
        const Payload = Buffer.from(JSON.stringify({ n })) as never;
        const { LogResult } = await invoke({ FunctionName, Payload, LogType: 'Tail' }, context);
        return Buffer.from(LogResult ?? '', 'base64').toString();
      }),
    );
    for (const [index, tail] of tails.entries()) {
      assert.deepEqual(tail.match(/ran \d/g), [`ran ${index + 1}`]);
      assert.equal(tail.match(/^START /gm)?.length, 1);
    }
  });

  test('a crash and a time-out have a tail too', async () => {
    const crash = await create('crash', 'exports.handler = async () => process.exit(3);');
    const { LogResult, FunctionError } = await invoke({ FunctionName: crash, LogType: 'Tail' }, context);
    assert.equal(FunctionError, 'Unhandled');
    assert.match(
      Buffer.from(LogResult ?? '', 'base64').toString(),
      /exit status 3\nRuntime\.ExitError\nEND [^]+REPORT/,
    );
    const init = await create('init', "throw new Error('no');");
    const failed = await invoke({ FunctionName: init, LogType: 'Tail' }, context);
    assert.match(Buffer.from(failed.LogResult ?? '', 'base64').toString(), /INIT_REPORT[^]+START[^]+REPORT/);
  });

  test('a dry run looks whether the function is there', async () => {
    const FunctionName = await create('dry', 'exports.handler = async () => 1;');
    assert.deepEqual(await invoke({ FunctionName, InvocationType: 'DryRun' }, context), { StatusCode: 204 });
    await assertRefused(
      invoke({ FunctionName: 'none', InvocationType: 'DryRun' }, context),
      'ResourceNotFoundException',
      'Function not found: arn:aws:lambda:eu-south-1:111122223333:function:none:$LATEST',
    );
  });

  test('events are accepted, by either operation', async () => {
    const FunctionName = await create('events', 'exports.handler = async () => 1;');
    const { StatusCode, Payload, ExecutedVersion } = await invoke(
      { FunctionName, InvocationType: 'Event' },
      context,
    );
    assert.deepEqual([StatusCode, text(Payload), ExecutedVersion], [202, '', undefined]);
    const InvokeArgs = Buffer.from('{}');
    assert.deepEqual(await invokeAsync({ FunctionName, InvokeArgs }, context), { Status: 202 });
  });

  test('a stream is answered in its chunks, a plain result as one, an error at the end', async () => {
    const events = async (FunctionName: string): Promise<readonly string[]> => {
      const { EventStream, ExecutedVersion } = await invokeWithResponseStream({ FunctionName }, context);
      assert.equal(ExecutedVersion, '$LATEST');
      const seen: string[] = [];
      for await (const { PayloadChunk, InvokeComplete } of EventStream!) {
        if (PayloadChunk !== undefined) seen.push(text(PayloadChunk.Payload));
        if (InvokeComplete !== undefined) seen.push(`complete ${InvokeComplete.ErrorCode ?? ''}`);
      }
      return seen;
    };
    const streaming = await create(
      'streaming',
      `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
        stream.write('one'); await new Promise((r) => setTimeout(r, 50)); stream.write('two'); stream.end();
      });`,
    );
    assert.deepEqual(await events(streaming), ['one', 'two', 'complete ']);
    assert.deepEqual(await events(await create('plain', 'exports.handler = async () => [1];')), [
      '[1]',
      'complete ',
    ]);
    const failing = await create('failing', "exports.handler = async () => { throw new RangeError('no'); };");
    assert.deepEqual(await events(failing), ['complete RangeError']);
    await assertRefused(
      invokeWithResponseStream({ FunctionName: 'none' }, context),
      'ResourceNotFoundException',
      /^Function not found/,
    );
  });
});
