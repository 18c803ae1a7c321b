// Signatures of AWS's own clients and signer, and everything that makes them invalid, in AWS's words.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { signatureSkewMsMax } from '../../core/limits.ts';
import { readCredential } from '../../core/signature/credential.ts';
import type { CallerIdentity } from './serve.ts';
import type { ServiceId } from './services.ts';
import type { KnownKey, SignatureVerdict } from '../../core/signature/verify-signature.ts';
import { verifySignature } from '../../core/signature/verify-signature.ts';
import type { TestEndpoint } from './testing/endpoint.ts';
import { listenWith } from './testing/endpoint.ts';
import { clientVariants, sdkClient, testKey } from './testing/sdk-clients.ts';
import type { WireHead } from './wire.ts';

type HttpRequest = Parameters<SignatureV4['presign']>[0];

const signedAtMs = Date.UTC(2026, 0, 2, 3, 4, 5);

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(data as Uint8Array);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}

const signer = new SignatureV4({
  credentials: testKey,
  region: 'eu-south-1',
  service: 'lambda',
  sha256: Sha256,
});

const unsigned: HttpRequest = {
  method: 'POST',
  protocol: 'http:',
  hostname: 'localhost',
  path: '/2015-03-31/functions/arn%3Aaws%3Alambda/invocations',
  query: { Qualifier: 'a b+c', list: ['2', '1'] },
  headers: {
    host: 'localhost:4566',
    'x-amz-invocation-type': 'Event  twice',
    'content-type': 'application/json',
  },
  body: '{"é":1}',
};

function headOf({ method, path, query, headers }: HttpRequest): WireHead {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((item) => [name, String(item)] as const),
  );
  return { method, path, query: pairs, headers };
}

function verify(
  request: HttpRequest,
  nowMs = signedAtMs,
  keys: Readonly<Record<string, KnownKey>> = { [testKey.accessKeyId]: testKey },
): Promise<SignatureVerdict> {
  const body = Buffer.from(typeof request.body === 'string' ? request.body : '');
  return verifySignature(headOf(request), body, (id) => keys[id] ?? null, nowMs);
}

function sign(request = unsigned): Promise<HttpRequest> {
  return signer.sign(request, { signingDate: new Date(signedAtMs) });
}

function presign(
  expiresIn = 60,
  request: HttpRequest = { ...unsigned, method: 'GET', body: undefined },
): Promise<HttpRequest> {
  return signer.presign(request, { signingDate: new Date(signedAtMs), expiresIn });
}

describe('a signed header', () => {
  test('is valid as signed, and says who signed for what', async () => {
    const signed = await sign();
    assert.equal((await verify(signed)).kind, 'ok');
    const reading = readCredential(headOf(signed));
    assert.ok(reading !== null && 'credential' in reading);
    const { accessKeyId, region, service } = reading.credential;
    assert.deepEqual([accessKeyId, region, service], ['AKIDEXAMPLE', 'eu-south-1', 'lambda']);
  });

  test('does not survive any change of what it covers', async () => {
    const signed = await sign();
    const changed: readonly HttpRequest[] = [
      { ...signed, method: 'PUT' },
      { ...signed, path: `${signed.path}x` },
      { ...signed, query: { ...signed.query, Qualifier: 'b' } },
      { ...signed, query: { ...signed.query, more: '1' } },
      { ...signed, body: '{"é":2}', headers: without(signed.headers, 'x-amz-content-sha256') },
      { ...signed, headers: { ...signed.headers, 'x-amz-invocation-type': 'DryRun' } },
      { ...signed, headers: { ...signed.headers, host: 'evil.example' } },
      {
        ...signed,
        headers: {
          ...signed.headers,
          authorization: signed.headers.authorization!.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
        },
      },
      {
        ...signed,
        headers: {
          ...signed.headers,
          authorization: signed.headers.authorization!.replace('eu-south-1', 'eu-west-1'),
        },
      },
    ];
    for (const request of changed)
      assert.equal((await verify(request)).kind, 'mismatch', JSON.stringify(request));
  });

  test('does not cover a body other than the one whose hash it names', async () => {
    const signed = await sign();
    assert.ok(signed.headers['x-amz-content-sha256'] !== undefined);
    assert.equal((await verify({ ...signed, body: '{"é":2}' })).kind, 'mismatch');
  });

  test('is refused for a key that is not known, and for another secret', async () => {
    const signed = await sign();
    assert.equal((await verify(signed, signedAtMs, {})).kind, 'unknown-key');
    const other = { [testKey.accessKeyId]: { ...testKey, secretAccessKey: 'other' } };
    assert.equal((await verify(signed, signedAtMs, other)).kind, 'mismatch');
  });

  test('lives five minutes to either side', async () => {
    const signed = await sign();
    assert.equal((await verify(signed, signedAtMs + signatureSkewMsMax)).kind, 'ok');
    assert.equal((await verify(signed, signedAtMs - signatureSkewMsMax)).kind, 'ok');
    assert.deepEqual(await verify(signed, signedAtMs + signatureSkewMsMax + 1000), {
      kind: 'expired',
      message:
        'Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z (20260102T030906Z - 5 min.)',
    });
    assert.deepEqual(await verify(signed, signedAtMs - signatureSkewMsMax - 1000), {
      kind: 'not-yet',
      message:
        'Signature not yet current: 20260102T030405Z is still later than 20260102T030404Z (20260102T025904Z + 5 min.)',
    });
  });

  test('that lacks its parts is incomplete, and none at all is missing', async () => {
    const headers = {
      ...unsigned.headers,
      authorization: 'AWS4-HMAC-SHA256 Credential=a/20260102/r/s/aws4_request',
    };
    assert.deepEqual(await verify({ ...unsigned, headers }), {
      kind: 'incomplete',
      message:
        "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. " +
        'Authorization=AWS4-HMAC-SHA256',
    });
    assert.equal((await verify(unsigned)).kind, 'missing');
    const basic = { ...unsigned.headers, authorization: 'Basic eDp5' };
    assert.equal((await verify({ ...unsigned, headers: basic })).kind, 'missing');
  });

  test('of random requests verifies, whatever path, query, header and body', async () => {
    const text = fc.string({ unit: 'grapheme' });
    const property = fc.asyncProperty(
      fc.array(text.filter((part) => part !== '' && part !== '.' && part !== '..')),
      fc.dictionary(
        text.filter((name) => !/^x-amz-signature$/i.test(name)),
        fc.oneof(text, fc.array(text, { minLength: 1 })),
      ),
      fc.string({ unit: 'grapheme-ascii' }).map((value) => value.trim()),
      text,
      async (path, query, header, body) => {
        const bag = Object.fromEntries(Object.entries(query));
        const request = await sign({
          ...unsigned,
          path: `/${path.map((part) => encodeURIComponent(part)).join('/')}`,
          query: bag,
          headers: { host: 'localhost', 'x-some': header },
          body,
        });
        assert.equal((await verify(request)).kind, 'ok');
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('a presigned URL', () => {
  test('is valid until it expires', async () => {
    const url = await presign(60);
    assert.equal((await verify(url, signedAtMs + 60_000)).kind, 'ok');
    assert.equal((await verify(url, signedAtMs + 61_000)).kind, 'expired');
  });

  test('does not survive any change, of its own parameters neither', async () => {
    const url = await presign();
    for (const query of [
      { ...url.query, 'X-Amz-Expires': '600' },
      { ...url.query, Qualifier: 'other' },
      { ...url.query, 'X-Amz-SignedHeaders': '' },
      { ...url.query, 'X-Amz-Date': '20260102T030406Z' },
    ]) {
      assert.notEqual((await verify({ ...url, query })).kind, 'ok', JSON.stringify(query));
    }
    assert.equal((await verify({ ...url, headers: { host: 'other' } })).kind, 'mismatch');
  });

  test('carries a session token where one was used', async () => {
    const session = { ...testKey, sessionToken: 'to/ken+==' };
    const other = new SignatureV4({
      credentials: session,
      region: 'eu-south-1',
      service: 'sts',
      sha256: Sha256,
    });
    const url = await other.presign(
      { ...unsigned, method: 'GET', body: undefined },
      { signingDate: new Date(signedAtMs) },
    );
    assert.equal(url.query?.['X-Amz-Security-Token'], 'to/ken+==');
    const keys = { [testKey.accessKeyId]: session };
    assert.equal((await verify(url, signedAtMs, keys)).kind, 'ok');
    const otherToken = { [testKey.accessKeyId]: { ...testKey, sessionToken: 'other' } };
    assert.equal((await verify(url, signedAtMs, otherToken)).kind, 'unknown-key');
    assert.equal((await verify(url)).kind, 'unknown-key');
    assert.equal((await verify(await sign(), signedAtMs, keys)).kind, 'unknown-key');
    const ended = { [testKey.accessKeyId]: { ...session, expiresAtMs: signedAtMs } };
    assert.equal((await verify(url, signedAtMs, ended)).kind, 'expired-token');
  });

  test('may not live for more than a week', async () => {
    const url = await presign();
    const query = { ...url.query, 'X-Amz-Expires': '604801' };
    assert.equal((await verify({ ...url, query })).kind, 'incomplete');
  });
});

function without(headers: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

describe('an endpoint that requires signatures', () => {
  let endpoint: TestEndpoint;
  let caller: CallerIdentity | null = null;

  const calls: Readonly<Record<ServiceId, readonly [string, object]>> = {
    apigateway: ['GetAccount', {}],
    lambda: ['GetAccountSettings', {}],
    logs: ['DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda' }],
    cloudwatch: ['ListMetrics', {}],
    iam: ['ListUsers', { PathPrefix: '/a+b/' }],
    sts: ['GetCallerIdentity', {}],
    s3: ['ListBuckets', {}],
  };

  before(async () => {
    const answer = (_input: unknown, context: CallerIdentity): object => {
      caller = context;
      return {};
    };
    endpoint = await listenWith({
      services: {
        ...Object.fromEntries(
          Object.entries(calls).map(([id, [operation]]) => [id, { [operation]: answer }]),
        ),
        sts: { GetCallerIdentity: answer, AssumeRoleWithWebIdentity: answer },
      },
      requireAuth: (id) => (id === testKey.accessKeyId ? { ...testKey, accountId: '111122223333' } : null),
    });
  });

  after(() => endpoint.close());

  for (const [id, protocol] of clientVariants) {
    test(`lets ${id}'s client in over ${protocol}, with its key's account and its region`, async () => {
      const client = await sdkClient(id, protocol, endpoint.url);
      caller = null;
      await client.send(...calls[id]);
      client.destroy();
      assert.deepEqual(caller, {
        region: 'eu-south-1',
        accountId: '111122223333',
        accessKeyId: 'AKIDEXAMPLE',
      });
    });

    test(`refuses ${id}'s client over ${protocol} for a wrong key and a wrong secret, as AWS does`, async () => {
      const inQuery = protocol === 'awsQuery' || id === 'iam' || id === 'sts';
      const wrongKey = await sdkClient(id, protocol, endpoint.url, {
        credentials: { ...testKey, accessKeyId: 'AKIAOTHER' },
      });
      await assert.rejects(wrongKey.send(...calls[id]), {
        name: inQuery ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
      });
      const wrongSecret = await sdkClient(id, protocol, endpoint.url, {
        credentials: { ...testKey, secretAccessKey: 'no' },
      });
      await assert.rejects(wrongSecret.send(...calls[id]), {
        name: inQuery ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
      });
      wrongKey.destroy();
      wrongSecret.destroy();
    });
  }

  test('refuses unsigned requests, but not for operations that need no signature', async () => {
    const refused = await fetch(`${endpoint.url}/account`);
    assert.equal(refused.status, 403);
    assert.equal(refused.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
    assert.equal(await refused.text(), '{"message":"Missing Authentication Token"}');
    const { status } = await fetch(`${endpoint.url}/`, {
      method: 'POST',
      body: new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: 'arn:aws:iam::000000000000:role/r',
        RoleSessionName: 'session',
        WebIdentityToken: 'token',
      }),
    });
    assert.equal(status, 200);
  });
});
