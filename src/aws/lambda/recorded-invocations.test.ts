// What AWS answered to Invoke and at function URLs, held against functions that really run here.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsError } from '../../core/errors.ts';
import { createFunctionUrls } from '../../lambda/function-url/function-urls.ts';
import { locateFunctionUrl } from '../../lambda/function-url/locate-function-url.ts';
import { codeOf, type RecordedFunction } from '../testing/behaviour-code.ts';
import { createRunningLambda, zipWith } from '../testing/running-lambda.ts';
import { addPermission } from './add-permission.ts';
import { createFunctionUrlConfig } from './create-function-url-config.ts';
import { createFunction } from './create-function.ts';
import { getProvisionedConcurrencyConfig } from './get-provisioned-concurrency-config.ts';
import { invoke } from './invoke.ts';
import { publishVersion } from './publish-version.ts';
import { putFunctionConcurrency } from './put-function-concurrency.ts';
import { putProvisionedConcurrencyConfig } from './put-provisioned-concurrency-config.ts';

interface RecordedInvocation {
  readonly id: string;
  readonly via: 'lambdaInvoke' | 'functionUrl';
  readonly function: RecordedFunction | null;
  readonly api: { readonly authType: 'NONE'; readonly invokeMode?: 'BUFFERED' } | null;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly host?: string;
    readonly query?: string | null;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | null;
    readonly payload?: string | null;
    readonly payloadHex?: string;
    readonly qualifier?: string;
  };
  readonly expected: Readonly<Record<string, unknown>>;
}

const file = new URL('../../../test/data/goldens/lambda-invocations.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly RecordedInvocation[] };

describe('invocations as recorded', { concurrency: 8 }, () => {
  const context = createRunningLambda();
  after(() => context[Symbol.asyncDispose]());
  const urls = createFunctionUrls({ ...context, keyOf: () => null });
  const server = createServer((message, response) => {
    const { urlId } = locateFunctionUrl(message.headers.host ?? '')!;
    void urls.handle(urlId, message, response);
  });
  const listening = once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => server.close());

  for (const recorded of cases) {
    const code = recorded.function === null ? null : codeOf(recorded.function);
    const skip =
      recorded.function !== null && code === null
        ? `${recorded.function.runtime} takes a compiler that the tests do not have`
        : false;
    test(recorded.id, { skip }, async () => {
      const name = recorded.function === null ? 'doesnotexist' : await create(recorded, recorded.function);
      if (recorded.via === 'lambdaInvoke') await checkInvoke(recorded, name);
      else await checkUrl(recorded, name);
    });
  }

  async function create({ id }: RecordedInvocation, function_: RecordedFunction): Promise<string> {
    const { files, handler } = codeOf(function_)!;
    const FunctionName = id;
    await createFunction(
      {
        FunctionName,
        Runtime: function_.runtime as 'nodejs22.x',
        Handler: handler,
        Role: `arn:aws:iam::${context.accountId}:role/lambda`,
        Timeout: function_.timeout ?? 30,
        Environment: { Variables: { ...function_.environment } },
        Code: { ZipFile: zipWith(files) },
      },
      context,
    );
    const reserved = function_.reservedConcurrentExecutions;
    if (reserved !== undefined) {
      await putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: reserved }, context);
    }
    const provisioned = function_.provisionedConcurrency;
    if (provisioned !== undefined) await provision(FunctionName, provisioned);
    return FunctionName;
  }

  async function provision(FunctionName: string, { qualifier, value }: { qualifier: string; value: number }) {
    await publishVersion({ FunctionName }, context);
    const named = { FunctionName, Qualifier: qualifier };
    await putProvisionedConcurrencyConfig({ ...named, ProvisionedConcurrentExecutions: value }, context);
    for (;;) {
      const { Status } = await getProvisionedConcurrencyConfig(named, context);
      if (Status === 'READY') return;
      assert.equal(Status, 'IN_PROGRESS');
      await wait(10);
    }
  }

  async function checkInvoke({ request, expected }: RecordedInvocation, name: string): Promise<void> {
    const payload = payloadOf(request);
    const answering = invoke(
      {
        FunctionName: name,
        Payload: payload,
        Qualifier: request.qualifier,
        InvocationType: request.headers?.['X-Amz-Invocation-Type'] as 'Event' | undefined,
        LogType: request.headers?.['X-Amz-Log-Type'] as 'Tail' | undefined,
      },
      context,
    );
    if (expected['apiError'] !== undefined) {
      const error = await answering.then(
        () => assert.fail('answered'),
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof AwsError, String(error));
      assert.equal(error.statusCode, expected['apiStatus']);
      assertMasked({ Code: error.code, Message: error.message }, expected['apiError']);
      return;
    }
    const answer = await answering;
    assert.equal(answer.StatusCode, expected['status']);
    assert.equal(answer.FunctionError ?? null, expected['functionError']);
    if ('executedVersion' in expected) {
      assert.equal(answer.ExecutedVersion ?? null, expected['executedVersion']);
    }
    checkPayload(Buffer.from(answer.Payload ?? []).toString(), payload, expected);
    if (expected['logTailLines'] !== undefined) {
      const tail = Buffer.from(answer.LogResult ?? '', 'base64').toString();
      assertMasked(tail.split(/(?<=\n)/), expected['logTailLines']);
    }
    await checkLog(name, expected);
  }

  function checkPayload(answered: string, sent: Uint8Array | undefined, expected: object): void {
    const wanted = expected as Readonly<Record<string, unknown>>;
    if ('payload' in wanted) assert.equal(answered, wanted['payload']);
    if ('payloadJson' in wanted) assertMasked(JSON.parse(answered), wanted['payloadJson']);
    if ('payloadStringLength' in wanted) {
      assert.equal((JSON.parse(answered) as string).length, wanted['payloadStringLength']);
    }
    if (wanted['payloadEqualsRequest'] === true) {
      assert.deepEqual(JSON.parse(answered), JSON.parse(Buffer.from(sent!).toString()));
    }
  }

  async function checkLog(name: string, expected: Readonly<Record<string, unknown>>): Promise<void> {
    const contains = (expected['logContains'] ?? []) as readonly string[];
    const lacks = (expected['logNotContains'] ?? []) as readonly string[];
    if (contains.length + lacks.length === 0) return;
    const text = (): string =>
      context.telemetry
        .logEvents(`/aws/lambda/${name}`)
        .map(({ message }) => message)
        .join('');
    while (!text().includes('REPORT ')) await wait(5);
    for (const part of contains) assert.ok(text().includes(part), part);
    for (const part of lacks) assert.ok(!text().includes(part), part);
  }

  async function checkUrl({ api, request, expected }: RecordedInvocation, name: string): Promise<void> {
    await listening;
    let host = request.host;
    if (api !== null) {
      const permission = { StatementId: 'url', Action: 'lambda:InvokeFunctionUrl', Principal: '*' };
      const created = await createFunctionUrlConfig(
        { FunctionName: name, AuthType: api.authType, InvokeMode: api.invokeMode },
        context,
      );
      await addPermission({ ...permission, FunctionName: name, FunctionUrlAuthType: 'NONE' }, context);
      host = new URL(created.FunctionUrl!).host;
    }
    const answer = await send(host!, request);
    assert.equal(answer.status, expected['status']);
    for (const [header, value] of Object.entries((expected['headers'] ?? {}) as Record<string, string>)) {
      assert.equal(answer.headers[header.toLowerCase()], value, header);
    }
    if ('body' in expected) assert.equal(answer.body, expected['body']);
    if ('bodyJson' in expected) assert.deepEqual(JSON.parse(answer.body), expected['bodyJson']);
  }

  function send(host: string, request: RecordedInvocation['request']) {
    const { port } = server.address() as AddressInfo;
    const path = request.query ? `${request.path}?${request.query}` : request.path;
    return new Promise<{
      readonly status: number;
      readonly headers: Readonly<Record<string, unknown>>;
      readonly body: string;
    }>((resolve, reject) => {
      const headers = { ...request.headers, Host: host };
      const sent = httpRequest(
        { host: '127.0.0.1', port, path, method: request.method, headers },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode!,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(request.body ?? '');
    });
  }

  /** Masks match anything; `<stack-trace>` a list of texts. Paths of the interpreter's own library are its version's. */
  function assertMasked(value: unknown, expected: unknown, path = ''): void {
    if (expected === '<stack-trace>') {
      assert.ok(Array.isArray(value), path);
      return;
    }
    if (Array.isArray(expected) && path.endsWith('/stackTrace')) {
      assert.ok(Array.isArray(value), path);
      assert.equal(value.at(-1), expected.at(-1), path);
      return;
    }
    if (typeof expected === 'string') {
      const settled = expected
        .replaceAll('111111111111', context.accountId)
        .replaceAll('<region>', context.region)
        .replaceAll('<partition>', 'aws')
        .replaceAll(/(^|\t)date(\t)/g, '$1<date>$2');
      const pattern = settled
        .split(/<[^<>\s]+>/)
        .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`))
        .join('.+?');
      assert.match(String(value), new RegExp(`^${pattern}$`, 's'), path);
      return;
    }
    if (typeof expected !== 'object' || expected === null) {
      assert.deepEqual(value, expected, path);
      return;
    }
    const members = value as Record<string, unknown>;
    assert.deepEqual(Object.keys(members).toSorted(), Object.keys(expected).toSorted(), path);
    for (const [key, part] of Object.entries(expected)) assertMasked(members[key], part, `${path}/${key}`);
  }
});

function payloadOf({ payload, payloadHex }: RecordedInvocation['request']): Uint8Array | undefined {
  if (payloadHex !== undefined) return Buffer.from(payloadHex, 'hex');
  if (payload === null || payload === undefined) return undefined;
  const repeated = payload.replace(/<'(.+?)' repeated (\d+) times>/, (_all, text: string, times: string) =>
    text.repeat(Number(times)),
  );
  return Buffer.from(repeated);
}
