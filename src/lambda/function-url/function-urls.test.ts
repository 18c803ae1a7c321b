// Function URLs over HTTP: events, answers, CORS, signatures, streams (recorded, developer guide).
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import { systemClock } from '../../core/clock.ts';
import { systemIds } from '../../core/ids.ts';
import type { KnownKey } from '../../core/signature/verify-signature.ts';
import type { FunctionDocument, FunctionUrl } from '../model.ts';
import { accountId, createFixture, region } from '../testing/function-fixture.ts';
import { createFunctionUrls } from './function-urls.ts';
import { locateFunctionUrl } from './locate-function-url.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly chunks: readonly string[];
}

const echo = { 'index.js': 'exports.handler = async (event) => event;' };
const publicStatement = (name: string): FunctionDocument['policies'] => ({
  '': [
    {
      Sid: 'url',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Resource: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
  ],
});

/** As the signer takes a hash. */
class Sha256 {
  readonly #hash;

  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }

  update(bytes: Uint8Array | string): void {
    this.#hash.update(bytes);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {}
}

const secretAccessKey = 'secret';
const policyOf = (Effect: string): string =>
  JSON.stringify({ Statement: [{ Effect, Action: 'lambda:*', Resource: '*' }] });
const keys: Readonly<Record<string, KnownKey>> = {
  AKIAROOT: { secretAccessKey },
  AKIAUSER: userKey('Allow'),
  AKIADENIED: userKey('Deny'),
};

function userKey(effect: string): KnownKey {
  const arn = `arn:aws:iam::${accountId}:user/ada`;
  return { secretAccessKey, identity: { arn, userId: 'AIDAADA', policies: [policyOf(effect)] } };
}

describe('function URLs', { concurrency: 4 }, () => {
  const fixture = createFixture();
  after(() => fixture[Symbol.asyncDispose]());
  const urls = createFunctionUrls({
    accountId,
    clock: systemClock,
    ids: systemIds,
    lambda: fixture.lambda,
    keyOf: (accessKeyId) => keys[accessKeyId] ?? null,
  });
  const server = createServer((message, response) => {
    void urls.handle(locateFunctionUrl(message.headers.host ?? '')!.urlId, message, response);
  });
  const listening = once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => server.close());
  let count = 0;

  async function publish(
    files: Readonly<Record<string, string>>,
    url: Partial<FunctionUrl> = {},
    document: Partial<FunctionDocument> = {},
  ): Promise<string> {
    await listening;
    const functionName = `url-${++count}`;
    const urlId = `id${count}`;
    const created = {
      authType: 'NONE',
      cors: null,
      invokeMode: null,
      createdMs: 0,
      lastModifiedMs: 0,
    } as const;
    await fixture.publish(files, {
      configuration: { functionName },
      document: {
        policies: publicStatement(functionName),
        urls: { '': { urlId, ...created, ...url } },
        ...document,
      },
    });
    return `${urlId}.lambda-url.${region}.localhost:4566`;
  }

  function send(
    host: string,
    more: {
      method?: string;
      path?: string;
      headers?: Record<string, string>;
      body?: string | Uint8Array;
    } = {},
  ): Promise<Answer> {
    const { port } = server.address() as AddressInfo;
    const { method = 'GET', path = '/', headers = {}, body } = more;
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, method, path, headers: { ...headers, Host: host } };
      const sent = httpRequest(options, (answer) => {
        const chunks: string[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, headers: answer.headers, body: chunks.join(''), chunks }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  const eventOf = async (...sent: Parameters<typeof send>): Promise<Record<string, unknown>> =>
    JSON.parse((await send(...sent)).body) as Record<string, unknown>;

  test('the event has payload format 2.0: raw path and query, joined values, cookies apart', async () => {
    const host = await publish(echo);
    const event = await eventOf(host, {
      method: 'POST',
      path: '/pa2%Fth/1?q=query&multi=foo&multi=%2Fbar',
      headers: { 'Content-Type': 'application/json', 'ExTrA-HeadErs': 'With WeiRd CapS', Cookie: 'a=1; b=2' },
      body: '{"foo":"bar"}',
    });
    const { headers, requestContext, ...rest } = event as {
      headers: Record<string, string>;
      requestContext: Record<string, unknown>;
    };
    assert.deepEqual(rest, {
      version: '2.0',
      routeKey: '$default',
      rawPath: '/pa2%Fth/1',
      rawQueryString: 'q=query&multi=foo&multi=%2Fbar',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { q: 'query', multi: 'foo,/bar' },
      body: '{"foo":"bar"}',
      isBase64Encoded: false,
    });
    assert.equal(headers['extra-headers'], 'With WeiRd CapS');
    assert.equal(headers['host'], host.replace(':4566', ''));
    assert.ok(!('connection' in headers) && !('cookie' in headers));
    assert.equal(requestContext['accountId'], 'anonymous');
    assert.equal((requestContext['http'] as { method: string }).method, 'POST');
  });

  test('the request id is that of the invocation', async () => {
    const host = await publish({
      'index.js': 'exports.handler = async (e, context) => context.awsRequestId;',
    });
    const answer = await send(host);
    assert.equal(answer.body, answer.headers['x-amzn-requestid']);
  });

  test('a body that is no text comes as base64, and an event without one has no member for it', async () => {
    const host = await publish(echo);
    const body = Buffer.from([0xff, 0x00, 0x01]);
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'image/png']) {
      const event = await eventOf(host, { method: 'POST', headers: { 'Content-Type': type }, body });
      assert.deepEqual([event['body'], event['isBase64Encoded']], [body.toString('base64'), true]);
    }
    const event = await eventOf(host, { method: 'POST' });
    assert.deepEqual(['body' in event, event['isBase64Encoded']], [false, false]);
  });

  for (const [result, status, body, headers] of [
    ['[1, 2.5, "a b"]', 200, '[1,2.5,"a b"]', {}],
    ['{"statusCode": 204, "headers": {"X-One": 1}}', 204, '', { 'x-one': '1' }],
    ['{"statusCode": 200, "body": "aGk=", "isBase64Encoded": true}', 200, 'hi', {}],
    ['{"statusCode": 200, "cookies": ["a=1", "b=2"]}', 200, '', { 'set-cookie': ['a=1', 'b=2'] }],
    ['{"statusCode": "abc"}', 502, 'Internal Server Error', {}],
    ['{"statusCode": 200, "headers": ["a"]}', 502, 'Internal Server Error', {}],
    ['{"statusCode": 200, "headers": {"a": "x\\r\\ny"}}', 502, 'Internal Server Error', {}],
  ] as const) {
    test(`a function’s ${result} answers ${status}`, async () => {
      const host = await publish({ 'index.js': `exports.handler = async () => (${result});` });
      const answer = await send(host);
      assert.equal(answer.status, status);
      assert.equal(answer.body, body);
      for (const [name, value] of Object.entries(headers)) assert.deepEqual(answer.headers[name], value);
    });
  }

  test('without a statement that allows it, and for an alias that is gone, the answer is 403', async () => {
    const forbidden = /^\{"Message":"Forbidden\. For troubleshooting Function URL authorization issues/;
    const closed = await send(await publish(echo, {}, { policies: {} }));
    assert.equal(closed.status, 403);
    assert.match(closed.body, forbidden);
    assert.equal(closed.headers['x-amzn-errortype'], 'AccessDeniedException');
    const url = { urlId: 'gone1', authType: 'NONE', cors: null, invokeMode: null } as const;
    await publish(echo, {}, { urls: { live: { ...url, createdMs: 0, lastModifiedMs: 0 } } });
    assert.match((await send(`gone1.lambda-url.${region}.on.aws`)).body, forbidden);
  });

  test('a browser’s question is answered without the function, and only to origins that are allowed', async () => {
    const cors = {
      allowOrigins: ['https://shop.example'],
      allowMethods: ['PUT'],
      allowHeaders: ['x-key'],
      maxAgeSeconds: 60,
    };
    const host = await publish({ 'index.js': "exports.handler = async () => 'ran';" }, { cors });
    const ask = (origin: string) =>
      send(host, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' } });
    const allowed = await ask('https://shop.example');
    assert.deepEqual([allowed.status, allowed.body], [200, '']);
    assert.equal(allowed.headers['access-control-allow-origin'], 'https://shop.example');
    assert.equal(allowed.headers['access-control-allow-methods'], 'PUT');
    assert.equal(allowed.headers['access-control-allow-headers'], 'x-key');
    assert.equal(allowed.headers['access-control-max-age'], '60');
    const foreign = await ask('https://evil.example');
    assert.equal(foreign.headers['access-control-allow-origin'], undefined);
    const answer = await send(host, { headers: { origin: 'https://shop.example' } });
    assert.equal(answer.body, 'ran');
    assert.equal(answer.headers['access-control-allow-origin'], 'https://shop.example');
  });

  test('AWS_IAM takes signed requests alone, tells the function who called, and heeds the caller’s policies', async () => {
    const host = await publish(echo, { authType: 'AWS_IAM' }, { policies: {} });
    const signed = async (accessKeyId: string, secret = secretAccessKey): Promise<Answer> => {
      const signer = new SignatureV4({
        service: 'lambda',
        region,
        sha256: Sha256,
        credentials: { accessKeyId, secretAccessKey: secret },
      });
      const { headers } = await signer.sign({
        method: 'GET',
        protocol: 'http:',
        hostname: host,
        path: '/',
        query: {},
        headers: { host },
      });
      return send(host, { headers });
    };
    assert.equal((await send(host)).status, 403);
    assert.equal((await signed('AKIAROOT', 'wrong')).status, 403);
    assert.equal((await signed('AKIANOBODY')).status, 403);
    assert.equal((await signed('AKIADENIED')).status, 403);
    assert.equal((await signed('AKIAROOT')).status, 200);
    const user = await signed('AKIAUSER');
    const { requestContext } = JSON.parse(user.body) as {
      requestContext: { accountId: string; authorizer: { iam: Record<string, unknown> } };
    };
    assert.equal(requestContext.accountId, accountId);
    assert.equal(requestContext.authorizer.iam['userArn'], `arn:aws:iam::${accountId}:user/ada`);
  });

  test('a stream goes out as it comes, with the status and headers in front of it', async () => {
    const host = await publish(
      {
        'index.js': `exports.handler = awslambda.streamifyResponse(async (event, stream) => {
          stream = awslambda.HttpResponseStream.from(stream, { statusCode: 203, headers: { 'X-One': 'y' } });
          stream.write('one');
          await new Promise((resolve) => setTimeout(resolve, 100));
          stream.write('two');
          stream.end();
        });`,
      },
      { invokeMode: 'RESPONSE_STREAM' },
    );
    const answer = await send(host);
    assert.deepEqual([answer.status, answer.headers['x-one']], [203, 'y']);
    assert.deepEqual(answer.chunks, ['one', 'two']);
  });

  test('a stream without metadata is a 200, and one that fails at once a 502', async () => {
    const code = (body: string): Record<string, string> => ({
      'index.js': `exports.handler = awslambda.streamifyResponse(async (event, stream) => { ${body} });`,
    });
    const plain = await publish(code("stream.write('Hello, world!'); stream.end();"), {
      invokeMode: 'RESPONSE_STREAM',
    });
    const answer = await send(plain);
    assert.deepEqual([answer.status, answer.body], [200, 'Hello, world!']);
    const failing = await publish(code("throw new Error('no');"), { invokeMode: 'RESPONSE_STREAM' });
    assert.equal((await send(failing)).status, 502);
  });

  test('a request of more than 6 MB is refused', async () => {
    const host = await publish(echo);
    const answer = await send(host, { method: 'POST', body: 'x'.repeat(6_291_457) });
    assert.equal(answer.status, 413);
  });
});
