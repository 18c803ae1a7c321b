import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { PolicyTextError } from './document.ts';
import { evaluatePolicy, type PolicyRequest } from './evaluate.ts';
import { anonymous, type Principal } from './principal.ts';

const account = '111122223333';
const resource = `arn:aws:execute-api:us-east-1:${account}:api1234567/Prod/GET/orders/7`;
const user: Principal = {
  kind: 'aws',
  accountId: account,
  arn: `arn:aws:iam::${account}:user/team/alice`,
  userId: 'AIDAEXAMPLE',
};
const session: Principal = {
  kind: 'aws',
  accountId: account,
  arn: `arn:aws:sts::${account}:assumed-role/caller/run-1`,
  userId: 'AROAEXAMPLE:run-1',
};

function decide(statement: object | readonly object[], request: Partial<PolicyRequest> = {}) {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  return evaluatePolicy([document], {
    principal: null,
    action: 'execute-api:Invoke',
    resource,
    conditionKeys: {},
    ...request,
  }).decision;
}

const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
const deny = { ...allow, Effect: 'Deny' };

test('a Deny that applies wins over every Allow, wherever it stands', () => {
  assert.equal(decide([allow, deny]), 'explicit-deny');
  assert.equal(decide([deny, allow]), 'explicit-deny');
  assert.equal(decide([allow, { ...deny, Resource: 'arn:aws:s3:::*' }]), 'allow');
  assert.equal(decide([]), 'implicit-deny');
});

test('the statement that decides is told', () => {
  const document = JSON.stringify({ Statement: [{ Sid: 'open', ...allow }] });
  const request = { principal: null, action: 'execute-api:Invoke', resource, conditionKeys: {} };
  assert.equal(evaluatePolicy([document], request).statement?.sid, 'open');
});

test('actions and resources match with wildcards, and their Not forms are the opposite', () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ ...allow, Action: 'EXECUTE-API:invoke' }, 'allow'],
    [{ ...allow, Action: ['s3:*', 'execute-api:*'] }, 'allow'],
    [{ ...allow, Action: 's3:*' }, 'implicit-deny'],
    [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, 'allow'],
    [{ Effect: 'Allow', NotAction: '*', Resource: '*' }, 'implicit-deny'],
    [{ ...allow, Resource: `arn:aws:execute-api:*:${account}:*/Prod/GET/*` }, 'allow'],
    [{ ...allow, Resource: `arn:aws:execute-api:*:${account}:*/Prod/POST/*` }, 'implicit-deny'],
    [{ Effect: 'Allow', Action: '*', NotResource: '*/POST/*' }, 'allow'],
    [{ Effect: 'Allow', Action: '*', NotResource: '*/GET/*' }, 'implicit-deny'],
  ];
  for (const [statement, decision] of cases)
    assert.equal(decide(statement), decision, JSON.stringify(statement));
});

test('a principal is named by ARN, account, role of the session, or star', () => {
  const cases: readonly (readonly [Principal, unknown, boolean])[] = [
    [anonymous, '*', true],
    [anonymous, { AWS: '*' }, true],
    [anonymous, { AWS: account }, false],
    [user, { AWS: `arn:aws:iam::${account}:user/team/alice` }, true],
    [user, { AWS: `arn:aws:iam::${account}:user/bob` }, false],
    [user, { AWS: [`arn:aws:iam::${account}:root`] }, true],
    [user, { AWS: account }, true],
    [user, { AWS: '999999999999' }, false],
    [user, { Service: 'lambda.amazonaws.com' }, false],
    [session, { AWS: `arn:aws:iam::${account}:role/some/path/caller` }, true],
    [session, { AWS: `arn:aws:iam::${account}:role/other` }, false],
    [session, { AWS: session.kind === 'aws' ? session.arn : '' }, true],
    [{ kind: 'service', name: 'apigateway.amazonaws.com' }, { Service: 'apigateway.amazonaws.com' }, true],
    [{ kind: 'service', name: 'apigateway.amazonaws.com' }, { Service: 'events.amazonaws.com' }, false],
  ];
  for (const [principal, named, applies] of cases) {
    const label = `${JSON.stringify(principal)} ${JSON.stringify(named)}`;
    assert.equal(decide({ ...allow, Principal: named }, { principal }) === 'allow', applies, label);
    assert.equal(decide({ ...allow, NotPrincipal: named }, { principal }) === 'allow', !applies, label);
  }
  assert.equal(decide(allow, { principal: user }), 'implicit-deny', 'a resource policy names its principals');
});

test('condition operators decide as IAM documents them', () => {
  const keys = {
    'aws:sourceip': '203.0.113.9',
    'aws:username': 'alice',
    'aws:currenttime': '2026-01-02T03:04:05Z',
    'aws:epochtime': '1767323045',
    'aws:securetransport': 'true',
    'aws:principalarn': 'arn:aws:iam::111122223333:user/team/alice',
    'aws:tagkeys': ['team', 'cost'],
    's3:max-keys': '10',
  };
  const cases: readonly (readonly [string, string, unknown, boolean])[] = [
    ['StringEquals', 'aws:username', ['bob', 'alice'], true],
    ['StringEquals', 'AWS:UserName', 'Alice', false],
    ['StringEqualsIgnoreCase', 'aws:username', 'ALICE', true],
    ['StringNotEquals', 'aws:username', 'bob', true],
    ['StringNotEquals', 'aws:username', ['bob', 'alice'], false],
    ['StringNotEquals', 'aws:SourceVpc', 'vpc-1', true],
    ['StringEquals', 'aws:SourceVpc', 'vpc-1', false],
    ['StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1', true],
    ['StringEqualsIfExists', 'aws:username', 'bob', false],
    ['StringLike', 'aws:username', 'al*', true],
    ['StringNotLike', 'aws:username', 'al*', false],
    ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.0/24'], true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.9', true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/29', false],
    ['IpAddress', 'aws:SourceIp', '2001:db8::/32', false],
    ['IpAddress', 'aws:SourceIp', 'nonsense', false],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24', false],
    ['NotIpAddress', 'aws:SourceIp', '10.0.0.0/8', true],
    ['Bool', 'aws:SecureTransport', 'true', true],
    ['Bool', 'aws:SecureTransport', false, false],
    ['NumericLessThanEquals', 's3:max-keys', '10', true],
    ['NumericLessThan', 's3:max-keys', 10, false],
    ['NumericGreaterThan', 's3:max-keys', 'many', false],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z', true],
    ['DateLessThan', 'aws:EpochTime', '2026-01-01T00:00:00Z', false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/team/*', true],
    ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:user/other/*', false],
    ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/other/*', true],
    ['Null', 'aws:SourceVpc', 'true', true],
    ['Null', 'aws:username', 'true', false],
    ['Null', 'aws:username', 'false', true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team', 'cost', 'owner'], true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team'], false],
    ['ForAllValues:StringEquals', 'aws:Missing', ['team'], true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['team'], true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['owner'], false],
    ['ForAnyValue:StringEquals', 'aws:Missing', ['team'], false],
    ['StringEquals', 'aws:username', '${aws:username}', true],
    ['StringEquals', 'aws:username', "${aws:missing, 'alice'}", true],
    ['StringEquals', 'aws:username', '${aws:missing}', false],
    ['NoSuchOperator', 'aws:username', 'alice', false],
  ];
  for (const [operator, key, values, met] of cases) {
    const statement = { ...allow, Condition: { [operator]: { [key]: values } } };
    const decision = decide(statement, { conditionKeys: keys });
    assert.equal(decision === 'allow', met, `${operator} ${key} ${JSON.stringify(values)}`);
  }
});

test('every condition of a statement has to be met', () => {
  const Condition = { StringEquals: { 'aws:username': 'alice', 'aws:userid': 'x' } };
  assert.equal(
    decide({ ...allow, Condition }, { conditionKeys: { 'aws:username': 'alice' } }),
    'implicit-deny',
  );
});

test('variables are filled in from 2012-10-17 on only', () => {
  const statement = { ...allow, Resource: 'arn:aws:s3:::bucket/${aws:username}/*' };
  const request = { resource: 'arn:aws:s3:::bucket/alice/file', conditionKeys: { 'aws:username': 'alice' } };
  assert.equal(decide(statement, request), 'allow');
  const older = JSON.stringify({ Version: '2008-10-17', Statement: statement });
  const full = { principal: null, action: 'execute-api:Invoke', ...request };
  assert.equal(evaluatePolicy([older], full).decision, 'implicit-deny');
});

test('a text that is no policy is refused with what is wrong', () => {
  const request = { principal: null, action: 'a:b', resource: 'r', conditionKeys: {} };
  for (const text of ['', '[]', '{"Statement":[{"Effect":"Maybe"}]}', '{"Statement":{"Effect":"Allow"}}']) {
    assert.throws(() => evaluatePolicy([text], request), PolicyTextError, text);
  }
});

test('of any statements, in any order: no Deny that applies is ever overruled, and no Allow is made up', () => {
  const part = fc.constantFrom('a', 'b', '*');
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: part.map((name) => `s:${name}`),
    Resource: part,
  });
  fc.assert(
    fc.property(
      fc.array(statement, { maxLength: 6 }),
      fc.constantFrom('a', 'b'),
      fc.constantFrom('a', 'b'),
      (statements, action, name) => {
        const applying = statements.filter(
          ({ Action, Resource }) =>
            (Action === 's:*' || Action === `s:${action}`) && (Resource === '*' || Resource === name),
        );
        const expected = applying.some(({ Effect }) => Effect === 'Deny')
          ? 'explicit-deny'
          : applying.length > 0
            ? 'allow'
            : 'implicit-deny';
        assert.equal(decide(statements, { action: `s:${action}`, resource: name }), expected);
      },
    ),
  );
});
