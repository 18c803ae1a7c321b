import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import type { KnownKey } from '../core/signature/verify-signature.ts';
import { combine, maskedArn, type Decision } from './access.ts';
import { lambdaIntegration, mockIntegration, restApi } from './testing/rest-api.ts';
import { accountId, serveApi, type RequestSketch, type ServedApi } from './testing/served-api.ts';

const apiId = 'api1234567';
const shown = (path: string) => `arn:aws:execute-api:us-east-1:********3333:${apiId}/Prod/${path}`;
const policyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const everybody = {
  Effect: 'Allow',
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
};

test('the tables of AWS’s authorization flow hold', () => {
  const none = 'implicit-deny';
  const no = 'explicit-deny';
  // identity, resource policy, in the account itself, from another account
  const table: readonly (readonly [Decision, Decision | null, Decision, Decision])[] = [
    ['allow', 'allow', 'allow', 'allow'],
    ['allow', none, 'allow', none],
    ['allow', null, 'allow', none],
    ['allow', no, no, no],
    [none, 'allow', 'allow', none],
    [none, none, none, none],
    [none, null, none, none],
    [none, no, no, no],
    [no, 'allow', no, no],
    [no, none, no, no],
    [no, no, no, no],
  ];
  for (const [identity, resource, same, cross] of table) {
    assert.equal(combine(identity, resource, true), same, `${identity} ${resource}`);
    assert.equal(combine(identity, resource, false), cross, `${identity} ${resource} cross-account`);
  }
});

test('the account’s first eight digits are hidden, and nothing else', () => {
  const arn = `arn:aws:execute-api:us-east-1:${accountId}:${apiId}/Prod/GET/111122223333:a`;
  assert.equal(maskedArn(arn), `${shown('GET/')}111122223333:a`);
});

test('an API’s own policy refuses with the words of AWS', async (t) => {
  const message = (rest: string) =>
    `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${rest}`;
  const implicit = message(
    `${shown('GET/a')} because no resource-based policy allows the execute-api:Invoke action`,
  );
  const explicit = message(`${shown('GET/a')} with an explicit deny in a resource-based policy`);
  const here = { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } };
  const cases: readonly (readonly [string, string | null])[] = [
    [policyOf(everybody), null],
    [policyOf({ ...everybody, Resource: `arn:aws:execute-api:*:*:${apiId}/Prod/GET/*` }), null],
    [policyOf({ ...everybody, Resource: 'execute-api:/Prod/POST/*' }), implicit],
    [policyOf({ ...everybody, Condition: here }), null],
    [policyOf({ ...everybody, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }), implicit],
    [policyOf(everybody, { ...everybody, Effect: 'Deny', Condition: here }), explicit],
    [
      policyOf(everybody, {
        ...everybody,
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
      }),
      explicit,
    ],
    [policyOf({ ...everybody, Principal: { AWS: `arn:aws:iam::${accountId}:root` } }), implicit],
  ];
  for (const [policy, expected] of cases) {
    const sketch = { path: '/a', method: 'GET', integration: mockIntegration(200) };
    const api = await serveApi(t, restApi([sketch], { policy }));
    const answer = await api.ask('/Prod/a');
    assert.equal(answer.status, expected === null ? 200 : 403, policy);
    if (expected === null) continue;
    assert.equal(answer.body, JSON.stringify({ Message: expected }));
    assert.equal(answer.headers['x-amzn-errortype'], 'AccessDeniedException');
  }
});

/** The hash as the signer wants it, on Node's own. */
class Sha256 {
  readonly #hash;
  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }
  update(data: unknown): void {
    this.#hash.update(data as Uint8Array);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {
    throw new Error('a signature hashes once');
  }
}

const secretAccessKey = 'secret';
const allowing = policyOf({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource: `arn:aws:execute-api:*:*:${apiId}/*/GET/*`,
});
const keys: Readonly<Record<string, KnownKey>> = {
  AKIAROOT: { secretAccessKey },
  AKIAALICE: {
    secretAccessKey,
    identity: { arn: `arn:aws:iam::${accountId}:user/alice`, userId: 'AIDAALICE', policies: [allowing] },
  },
  AKIABOB: {
    secretAccessKey,
    identity: { arn: `arn:aws:iam::${accountId}:user/bob`, userId: 'AIDABOB', policies: [] },
  },
  AKIADENIED: {
    secretAccessKey,
    identity: {
      arn: `arn:aws:iam::${accountId}:user/carol`,
      userId: 'AIDACAROL',
      policies: [allowing, policyOf({ Effect: 'Deny', Action: '*', Resource: '*' })],
    },
  },
  AKIAOTHER: {
    secretAccessKey,
    accountId: '999988887777',
    identity: { arn: 'arn:aws:iam::999988887777:user/dave', userId: 'AIDADAVE', policies: [allowing] },
  },
};

interface Signing {
  readonly accessKeyId?: string;
  readonly secret?: string;
  readonly region?: string;
  readonly service?: string;
  readonly date?: Date;
}

async function signed(
  api: ServedApi,
  path: string,
  { method = 'GET', headers = {}, body }: RequestSketch = {},
  {
    accessKeyId = 'AKIAALICE',
    secret = secretAccessKey,
    region = 'us-east-1',
    service = 'execute-api',
    date = new Date(),
  }: Signing = {},
) {
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey: secret },
    region,
    service,
    sha256: Sha256,
  });
  const url = new URL(path, `http://127.0.0.1:${api.port}`);
  const request = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...(headers as Record<string, string>), host: url.host },
      body,
    },
    { signingDate: date },
  );
  return api.ask(path, { method, headers: request.headers, ...(body === undefined ? {} : { body }) });
}

function serveIam(t: TestContext, policy: string | null = null): Promise<ServedApi> {
  const iam = { authorizationType: 'AWS_IAM' } as const;
  const api = restApi(
    [
      { path: '/a/{id}', method: 'ANY', integration: mockIntegration(200), overrides: iam },
      {
        path: '/echo',
        method: 'GET',
        integration: lambdaIntegration(`arn:aws:lambda:us-east-1:${accountId}:function:none`),
        overrides: iam,
      },
    ],
    { policy },
  );
  return serveApi(t, api, { keys: (id) => keys[id] ?? null });
}

test('a request signed by who may is let through, its body and query included', async (t) => {
  const api = await serveIam(t);
  assert.equal((await signed(api, '/Prod/a/7')).status, 200);
  assert.equal((await signed(api, '/Prod/a/7?b=2&a=x%20y')).status, 200);
  assert.equal((await signed(api, `/_aws/execute-api/${apiId}/Prod/a/7`)).status, 200);
  const root = { accessKeyId: 'AKIAROOT' };
  assert.equal((await signed(api, '/Prod/a/7', { method: 'POST', body: '{"a":1}' }, root)).status, 200);
});

test('each fault of a signature is answered as AWS does', async (t) => {
  const api = await serveIam(t);
  const old = new Date(Date.now() - 3_600_000);
  const cases: readonly (readonly [Signing, string, RegExp])[] = [
    [
      { secret: 'other' },
      'InvalidSignatureException',
      /^\{"message":"The request signature we calculated does not match the signature you provided\. Check your AWS Secret Access Key and signing method\. Consult the service documentation for details\."\}$/,
    ],
    [
      { date: old },
      'InvalidSignatureException',
      /^\{"message":"Signature expired: \d{8}T\d{6}Z is now earlier than /,
    ],
    [
      { accessKeyId: 'AKIANOBODY' },
      'UnrecognizedClientException',
      /^\{"message":"The security token included in the request is invalid\."\}$/,
    ],
    [{ region: 'eu-south-1' }, 'InvalidSignatureException', /Credential should be scoped to a valid region/],
    [
      { service: 's3' },
      'InvalidSignatureException',
      /Credential should be scoped to correct service: 'execute-api'/,
    ],
  ];
  for (const [signing, errorType, body] of cases) {
    const answer = await signed(api, '/Prod/a/7', {}, signing);
    assert.equal(answer.status, 403);
    assert.equal(answer.headers['x-amzn-errortype'], errorType);
    assert.match(answer.body, body);
  }
  const unsigned = await api.ask('/Prod/a/7');
  assert.equal(unsigned.body, '{"message":"Missing Authentication Token"}');
  const bearer = await api.ask('/Prod/a/7', { headers: { authorization: 'Bearer abc' } });
  assert.equal(bearer.headers['x-amzn-errortype'], 'IncompleteSignatureException');
  assert.match(
    bearer.body,
    /^\{"message":"Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256 and encoded with Base64\): '[A-Za-z0-9+/]{43}='\."\}$/,
  );
});

test('a body other than the signed one is refused', async (t) => {
  const api = await serveIam(t);
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'AKIAROOT', secretAccessKey },
    region: 'us-east-1',
    service: 'execute-api',
    sha256: Sha256,
  });
  const host = `127.0.0.1:${api.port}`;
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: '/Prod/a/7',
    headers: { host },
    body: 'one',
  });
  const answer = await api.ask('/Prod/a/7', { method: 'POST', headers, body: 'two' });
  assert.deepEqual([answer.status, answer.headers['x-amzn-errortype']], [403, 'InvalidSignatureException']);
});

test('identity policies and the API’s policy decide together', async (t) => {
  const other = policyOf({ ...everybody, Principal: { AWS: 'arn:aws:iam::999988887777:user/dave' } });
  const noAlice = policyOf({
    ...everybody,
    Effect: 'Deny',
    Principal: { AWS: `arn:aws:iam::${accountId}:user/alice` },
  });
  const user = (name: string, rest: string, account = accountId) =>
    `User: arn:aws:iam::${account}:user/${name} is not authorized to perform: execute-api:Invoke on resource: ${shown('GET/a/7')} ${rest}`;
  const noIdentity = 'because no identity-based policy allows the execute-api:Invoke action';
  const noResource = 'because no resource-based policy allows the execute-api:Invoke action';
  const cases: readonly (readonly [string, string | null, string | null])[] = [
    ['AKIAALICE', null, null],
    ['AKIAROOT', null, null],
    ['AKIABOB', null, user('bob', noIdentity)],
    ['AKIABOB', policyOf(everybody), null],
    ['AKIADENIED', policyOf(everybody), user('carol', 'with an explicit deny in an identity-based policy')],
    ['AKIAALICE', noAlice, user('alice', 'with an explicit deny in a resource-based policy')],
    ['AKIAROOT', noAlice, null],
    ['AKIAOTHER', null, user('dave', noResource, '999988887777')],
    ['AKIAOTHER', other, null],
  ];
  for (const [accessKeyId, policy, expected] of cases) {
    const api = await serveIam(t, policy);
    const answer = await signed(api, '/Prod/a/7', {}, { accessKeyId });
    assert.equal(
      answer.body,
      expected === null ? '' : JSON.stringify({ Message: expected }),
      `${accessKeyId} ${policy}`,
    );
  }
});

test('the record knows who called', async (t) => {
  const api = await serveIam(t);
  await signed(api, '/Prod/a/7');
  await signed(api, '/Prod/a/7', {}, { accessKeyId: 'AKIAROOT' });
  const [alice, root] = api.executions().map(({ caller }) => caller);
  assert.deepEqual(
    [alice?.accessKey, alice?.accountId, alice?.caller, alice?.user, alice?.userArn],
    ['AKIAALICE', accountId, 'AIDAALICE', 'AIDAALICE', `arn:aws:iam::${accountId}:user/alice`],
  );
  assert.deepEqual([root?.caller, root?.userArn], [accountId, `arn:aws:iam::${accountId}:root`]);
});
