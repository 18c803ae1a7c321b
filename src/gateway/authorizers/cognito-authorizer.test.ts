import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test, type TestContext } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { AuthorizerModel, MethodModel } from '../model.ts';
import { mockIntegration, restApi } from '../testing/rest-api.ts';
import { serveApi, type ServedOptions } from '../testing/served-api.ts';
import { jwksVariableOf } from './key-sets.ts';

const poolId = 'us-east-1_AbCdEf123';
const poolArn = `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${poolId}`;
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`;

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let pair: Pair;
let other: Pair;
let keySet: JSONWebKeySet;
before(async () => {
  pair = await generateKeyPair('RS256');
  other = await generateKeyPair('RS256');
  keySet = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
});

const nowSeconds = Math.floor(Date.now() / 1000);
const idClaims: JWTPayload = {
  iss: issuer,
  sub: '6527a55d-5498-428b-a997-8213981c70cd',
  aud: 'client',
  token_use: 'id',
  'cognito:groups': ['admin', 'users'],
  email_verified: true,
  auth_time: nowSeconds - 10,
  iat: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
  exp: nowSeconds + 3600,
};

function sign(claims: JWTPayload, key = pair.privateKey, kid = 'one'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
}

const authorizer: AuthorizerModel = {
  id: 'cog001',
  name: 'pool',
  type: 'COGNITO_USER_POOLS',
  providerARNs: [poolArn],
  authType: 'cognito_user_pools',
  authorizerUri: null,
  authorizerCredentials: null,
  identitySource: 'method.request.header.Authorization',
  identityValidationExpression: null,
  authorizerResultTtlInSeconds: null,
};

function serve(t: TestContext, options: ServedOptions = {}, overrides: Partial<AuthorizerModel> = {}) {
  const cognito: Partial<MethodModel> = { authorizationType: 'COGNITO_USER_POOLS', authorizerId: 'cog001' };
  const api = restApi(
    [
      { path: '/id', method: 'GET', integration: mockIntegration(200), overrides: cognito },
      {
        path: '/scoped',
        method: 'GET',
        integration: mockIntegration(200),
        overrides: { ...cognito, authorizationScopes: ['api/read', 'api/write'] },
      },
    ],
    { authorizers: { cog001: { ...authorizer, ...overrides } } },
  );
  return serveApi(t, api, { jwks: async () => keySet, ...options });
}

const bearing = (token: string) => ({ headers: { authorization: token } });

test('a token is accepted or refused as AWS does it', async (t) => {
  const api = await serve(t);
  const access = { ...idClaims, token_use: 'access', scope: 'openid api/read' };
  const { exp: _end, ...endless } = idClaims;
  const token = await sign(idClaims);
  const cases: readonly (readonly [string, string, string, number, string?])[] = [
    ['an identity token', '/id', token, 200],
    ['with Bearer in front', '/id', `Bearer ${token}`, 200],
    ['an access token where no scope is asked for', '/id', await sign(access), 401],
    ['an identity token where a scope is', '/scoped', token, 401],
    ['an access token with one of the scopes', '/scoped', await sign(access), 200],
    ['an access token with none', '/scoped', await sign({ ...access, scope: 'openid' }), 401],
    [
      'expired',
      '/id',
      await sign({ ...idClaims, exp: nowSeconds - 60 }),
      401,
      'The incoming token has expired',
    ],
    ['of another pool', '/id', await sign({ ...idClaims, iss: `${issuer}x` }), 401],
    ['without an end', '/id', await sign(endless), 401],
    ['signed with another key', '/id', await sign(idClaims, other.privateKey), 401],
    ['signed with an unknown key', '/id', await sign(idClaims, other.privateKey, 'two'), 401],
    ['cut', '/id', token.slice(0, -8), 401],
    ['no token at all', '/id', 'nonsense', 401],
    [
      'unsigned',
      '/id',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`,
      401,
    ],
  ];
  for (const [label, path, sent, status, message = 'Unauthorized'] of cases) {
    const answer = await api.ask(`/Prod${path}`, bearing(sent));
    assert.equal(answer.status, status, label);
    if (status === 200) continue;
    assert.equal(answer.body, JSON.stringify({ message }), label);
    assert.equal(answer.headers['x-amzn-errortype'], 'UnauthorizedException');
  }
  assert.equal((await api.ask('/Prod/id')).status, 401);
});

test('claims reach the record as text: lists joined, the token’s dates as Java writes them', async (t) => {
  const api = await serve(t);
  await api.ask('/Prod/id', bearing(await sign(idClaims)));
  const claims = api.executions()[0]!.authorizer!.claims!;
  assert.equal(claims['cognito:groups'], 'admin,users');
  assert.equal(claims['email_verified'], 'true');
  assert.equal(claims['auth_time'], String(nowSeconds - 10));
  assert.equal(claims['iat'], 'Fri Jan 02 03:04:05 UTC 2026');
});

test('the validation expression is matched against the token’s audience', async (t) => {
  const token = await sign(idClaims);
  for (const [expression, status] of [
    ['client', 200],
    ['cl.*', 200],
    ['lien', 401],
    ['other', 401],
  ] as const) {
    const api = await serve(t, {}, { identityValidationExpression: expression });
    assert.equal((await api.ask('/Prod/id', bearing(token))).status, status, expression);
  }
});

test('the key set is read once, and again for an unknown key only when a minute has passed', async (t) => {
  let reads = 0;
  let nowMs = Date.now();
  const clock = { nowMs: () => nowMs, elapsedMs: () => performance.now(), after: () => () => undefined };
  const jwks = async (arn: string) => {
    assert.equal(arn, poolArn);
    reads += 1;
    return keySet;
  };
  const api = await serve(t, { jwks, clock });
  const token = await sign(idClaims);
  const unknown = await sign(idClaims, other.privateKey, 'two');
  for (const sent of [token, token, unknown, unknown]) await api.ask('/Prod/id', bearing(sent));
  assert.equal(reads, 1);
  nowMs += 61_000;
  await api.ask('/Prod/id', bearing(unknown));
  assert.equal(reads, 2);
});

test('keys that cannot be had end in 500 with a sentence that says how to give them', async (t) => {
  let fails = true;
  const jwks = async () => {
    if (fails) throw new Error('no network');
    return keySet;
  };
  const api = await serve(t, { jwks });
  const token = await sign(idClaims);
  const answer = await api.ask('/Prod/id', bearing(token));
  assert.deepEqual([answer.status, answer.body], [500, '{"message":null}']);
  assert.deepEqual(api.executions()[0]?.outcome, {
    kind: 'authorizer-misconfigured',
    message: `Varco cannot read the keys of user pool ${poolId}: no network; set VARCO_JWKS_US_EAST_1_ABCDEF123 to a file that holds its JSON Web Key Set`,
  });
  fails = false;
  assert.equal((await api.ask('/Prod/id', bearing(token))).status, 200, 'a failure is not kept');
});

test('a file that the environment names comes before everything else', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'varco-jwks-'));
  const name = jwksVariableOf(poolId);
  t.after(() => {
    delete process.env[name];
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keySet));
  process.env[name] = join(folder, 'keys.json');
  const api = await serve(t, { jwks: () => Promise.reject(new Error('not asked')) });
  assert.equal((await api.ask('/Prod/id', bearing(await sign(idClaims)))).status, 200);
});
