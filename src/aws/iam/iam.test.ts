// IAM and STS: roles, users, policies and keys as tools make them, and AWS's refusals.
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Keys } from '../context.ts';
import { assumeRole } from '../sts/assume-role.ts';
import { getCallerIdentity } from '../sts/get-caller-identity.ts';
import { getSessionToken } from '../sts/get-session-token.ts';
import { createTestContext, type TestContext } from '../testing/operation-context.ts';
import { assertRefused } from '../testing/refusals.ts';
import { createKeys } from './keys.ts';
import { iamOperations as iam } from './operations.ts';

const account = '111122223333';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const allow = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

let context: TestContext & { readonly keys: Keys };

beforeEach(() => {
  const plain = createTestContext();
  context = {
    ...plain,
    keys: createKeys({
      store: plain.store,
      accountId: account,
      configured: [{ accessKeyId: 'ROOT', secretAccessKey: 's' }],
    }),
  };
});

const createRole = (RoleName = 'role', more = {}) =>
  iam.CreateRole({ RoleName, AssumeRolePolicyDocument: trust, ...more }, context);

describe('a role', () => {
  test('is made with an id, an ARN with its path, and its trust policy encoded', async () => {
    const { Role: role } = await createRole('r', {
      Path: '/app/',
      Description: 'd',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    assert.match(role!.RoleId!, /^AROA[A-Z0-9]{17}$/);
    assert.equal(role!.Arn, `arn:aws:iam::${account}:role/app/r`);
    assert.equal(decodeURIComponent(role!.AssumeRolePolicyDocument!), trust);
    assert.equal(role!.CreateDate!.getMilliseconds(), 0);
    const { Role: found } = await iam.GetRole({ RoleName: 'r' }, context);
    assert.deepEqual(
      [found!.Description, found!.MaxSessionDuration, found!.Tags],
      ['d', 3600, [{ Key: 'a', Value: 'b' }]],
    );
    const { Roles: roles } = await iam.ListRoles({ PathPrefix: '/app/' }, context);
    assert.deepEqual(
      roles!.map(({ RoleName, Tags }) => [RoleName, Tags]),
      [['r', undefined]],
    );
  });

  test('is there once, and is missed in words of its own', async () => {
    await createRole();
    await assertRefused(createRole(), 'EntityAlreadyExists', 'Role with name role already exists.');
    await assertRefused(
      iam.GetRole({ RoleName: 'x' }, context),
      'NoSuchEntity',
      'The role with name x cannot be found.',
    );
  });

  test('is made once also when two ask at the same time', async () => {
    const results = await Promise.allSettled([createRole(), createRole()]);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('is not deleted before its policies are', async () => {
    await createRole();
    const policy = { RoleName: 'role', PolicyName: 'inline' };
    const basic = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    await iam.PutRolePolicy({ ...policy, PolicyDocument: allow('s3:*') }, context);
    await iam.AttachRolePolicy({ RoleName: 'role', PolicyArn: basic }, context);
    const remove = (): Promise<object> => iam.DeleteRole({ RoleName: 'role' }, context);
    await assertRefused(remove(), 'DeleteConflict', 'Cannot delete entity, must detach all policies first.');
    await iam.DetachRolePolicy({ RoleName: 'role', PolicyArn: basic }, context);
    await assertRefused(remove(), 'DeleteConflict', 'Cannot delete entity, must delete policies first.');
    await iam.DeleteRolePolicy(policy, context);
    await remove();
    await assertRefused(iam.GetRolePolicy(policy, context), 'NoSuchEntity', /role with name role/);
  });

  test('keeps changes, tags and its boundary', async () => {
    await createRole();
    await iam.UpdateRole({ RoleName: 'role', MaxSessionDuration: 7200 }, context);
    await iam.TagRole(
      {
        RoleName: 'role',
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
      context,
    );
    await iam.UntagRole({ RoleName: 'role', TagKeys: ['a'] }, context);
    const boundary = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await iam.PutRolePermissionsBoundary({ RoleName: 'role', PermissionsBoundary: boundary }, context);
    const { Role: role } = await iam.GetRole({ RoleName: 'role' }, context);
    assert.deepEqual(
      [role!.MaxSessionDuration, role!.Tags, role!.PermissionsBoundary?.PermissionsBoundaryArn],
      [7200, [{ Key: 'b', Value: '2' }], boundary],
    );
    const twice = [
      { Key: 'x', Value: '1' },
      { Key: 'X', Value: '2' },
    ];
    await assertRefused(
      iam.TagRole({ RoleName: 'role', Tags: twice }, context),
      'InvalidInput',
      /Duplicate tag keys/,
    );
  });

  test('lists are given in pages', async () => {
    for (const name of ['c', 'a', 'b']) await createRole(name);
    const first = await iam.ListRoles({ MaxItems: 2 }, context);
    assert.deepEqual([first.Roles!.map(({ RoleName }) => RoleName), first.IsTruncated], [['a', 'b'], true]);
    const second = await iam.ListRoles({ MaxItems: 2, Marker: first.Marker }, context);
    assert.deepEqual([second.Roles!.map(({ RoleName }) => RoleName), second.IsTruncated], [['c'], false]);
    await assertRefused(iam.ListRoles({ Marker: 'x' }, context), 'ValidationError', /Invalid Marker/);
  });
});

describe('a policy document', () => {
  const statement = (more: object): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...more }],
    });
  const refused: readonly (readonly [string, string])[] = [
    ['{"a":', 'This policy contains invalid Json'],
    ['[]', 'Syntax errors in policy.'],
    ['{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    ['{"Version":"2020-01-01","Statement":[]}', 'Syntax errors in policy.'],
    [statement({ Principal: '*' }), 'Policy document should not specify a principal.'],
    [
      statement({ Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [statement({ Action: 's3:Get:x' }), 'Actions/Condition can contain only one colon.'],
    [statement({ Resource: [] }), 'Policy statement must contain resources.'],
    [statement({ Action: [] }), 'Policy statement must contain actions.'],
    [statement({ Resource: 'bucket' }), 'Resource bucket must be in ARN format or "*".'],
    [statement({ Resource: 'arn:aws:s3' }), 'The policy failed legacy parsing'],
    [statement({ Effect: 'allow' }), 'Invalid effect: allow'],
    [statement({ Foo: 1 }), 'Syntax errors in policy.'],
    [
      statement({ Sid: 'a b' }),
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
  ];
  for (const [text, message] of refused) {
    test(`is refused: ${text}`, async () => {
      await createRole();
      const put = iam.PutRolePolicy({ RoleName: 'role', PolicyName: 'p', PolicyDocument: text }, context);
      await assertRefused(put, 'MalformedPolicyDocument', message);
    });
  }

  const trusting = (more: object): string =>
    JSON.stringify({
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', ...more },
    });
  const refusedTrusts: readonly (readonly [string, string])[] = [
    [trusting({ Resource: '*' }), 'Has prohibited field Resource'],
    [trusting({ Action: 's3:*' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
    [trusting({ Principal: undefined }), 'Missing required field Principal'],
    [trusting({ Principal: {} }), 'Missing required field Principal cannot be empty!'],
    [trusting({ Principal: { Service: 'lambda' } }), 'Invalid principal in policy: "Service":"lambda"'],
    [trusting({ Principal: { AWS: 'bob' } }), 'Invalid principal in policy: "AWS":"bob"'],
  ];
  for (const [text, message] of refusedTrusts) {
    test(`of trust is refused: ${text}`, async () => {
      await assertRefused(
        createRole('r', { AssumeRolePolicyDocument: text }),
        'MalformedPolicyDocument',
        message,
      );
    });
  }

  test('of trust is taken for services, accounts, users, roles and providers', async () => {
    const principals = [
      { Service: ['lambda.amazonaws.com', 'apigateway.amazonaws.com'] },
      { AWS: [account, `arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:role/a/b`] },
      { Federated: 'cognito-identity.amazonaws.com' },
    ];
    for (const [index, Principal] of principals.entries())
      await createRole(`r${index}`, { AssumeRolePolicyDocument: trusting({ Principal }) });
  });
});

describe('a managed policy', () => {
  const create = () =>
    iam.CreatePolicy({ PolicyName: 'p', PolicyDocument: allow('s3:*'), Path: '/x/' }, context);
  const arn = `arn:aws:iam::${account}:policy/x/p`;

  test('is made, attached, counted, and kept as long as it is attached', async () => {
    const { Policy: policy } = await create();
    assert.deepEqual([policy!.Arn, policy!.DefaultVersionId, policy!.AttachmentCount], [arn, 'v1', 0]);
    assert.match(policy!.PolicyId!, /^ANPA[A-Z0-9]{17}$/);
    await assertRefused(
      create(),
      'EntityAlreadyExists',
      'A policy called p already exists. Duplicate names are not allowed.',
    );
    await createRole();
    await iam.AttachRolePolicy({ RoleName: 'role', PolicyArn: arn }, context);
    await iam.AttachRolePolicy({ RoleName: 'role', PolicyArn: arn }, context);
    const { AttachedPolicies: attached } = await iam.ListAttachedRolePolicies({ RoleName: 'role' }, context);
    assert.deepEqual(attached, [{ PolicyName: 'p', PolicyArn: arn }]);
    const { PolicyRoles: roles } = await iam.ListEntitiesForPolicy({ PolicyArn: arn }, context);
    assert.equal(roles![0]!.RoleName, 'role');
    assert.equal((await iam.GetPolicy({ PolicyArn: arn }, context)).Policy!.AttachmentCount, 1);
    const remove = (): Promise<object> => iam.DeletePolicy({ PolicyArn: arn }, context);
    await assertRefused(remove(), 'DeleteConflict', 'Cannot delete a policy attached to entities.');
    await iam.DetachRolePolicy({ RoleName: 'role', PolicyArn: arn }, context);
    await remove();
    await assertRefused(
      iam.GetPolicy({ PolicyArn: arn }, context),
      'NoSuchEntity',
      `Policy ${arn} was not found.`,
    );
  });

  test('has up to five versions, of which the default one stays', async () => {
    await create();
    const version = () =>
      iam.CreatePolicyVersion(
        { PolicyArn: arn, PolicyDocument: allow('s3:Get*'), SetAsDefault: true },
        context,
      );
    for (const id of ['v2', 'v3', 'v4', 'v5']) assert.equal((await version()).PolicyVersion!.VersionId, id);
    await assertRefused(version(), 'LimitExceeded', /up to 5 versions/);
    const remove = (VersionId: string): Promise<object> =>
      iam.DeletePolicyVersion({ PolicyArn: arn, VersionId }, context);
    await assertRefused(remove('v5'), 'DeleteConflict', 'Cannot delete the default version of a policy.');
    await assertRefused(
      iam.DeletePolicy({ PolicyArn: arn }, context),
      'DeleteConflict',
      /more than one version/,
    );
    for (const id of ['v1', 'v2', 'v3', 'v4']) await remove(id);
    assert.equal((await version()).PolicyVersion!.VersionId, 'v6');
    const { Versions: versions } = await iam.ListPolicyVersions({ PolicyArn: arn }, context);
    assert.deepEqual(
      versions!.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion]),
      [
        ['v6', true],
        ['v5', false],
      ],
    );
  });

  test("of AWS's own may be attached, and read where Varco has it", async () => {
    await createRole();
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    await iam.AttachRolePolicy({ RoleName: 'role', PolicyArn }, context);
    await assertRefused(iam.GetPolicy({ PolicyArn }, context), 'NotImplemented', /AmazonS3ReadOnlyAccess/);
    const known = { PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' };
    assert.equal((await iam.GetPolicy(known, context)).Policy!.Path, '/service-role/');
    const { PolicyVersion: version } = await iam.GetPolicyVersion({ ...known, VersionId: 'v1' }, context);
    assert.match(decodeURIComponent(version!.Document!), /logs:PutLogEvents/);
    const missing = `arn:aws:iam::${account}:policy/none`;
    await assertRefused(
      iam.AttachRolePolicy({ RoleName: 'role', PolicyArn: missing }, context),
      'NoSuchEntity',
      `Policy ${missing} does not exist or is not attachable.`,
    );
  });
});

describe('an access key', () => {
  async function keyOf(UserName: string): Promise<string> {
    const { AccessKey: key } = await iam.CreateAccessKey({ UserName }, context);
    assert.match(key!.AccessKeyId!, /^AKIA[A-Z0-9]{16}$/);
    assert.equal(key!.SecretAccessKey!.length, 40);
    return key!.AccessKeyId!;
  }

  test('is in force from when it is made until it is switched off or deleted', async () => {
    await iam.CreateUser({ UserName: 'bob', Path: '/team/' }, context);
    const AccessKeyId = await keyOf('bob');
    const known = context.keys.find(AccessKeyId);
    assert.equal(known?.identity?.arn, `arn:aws:iam::${account}:user/team/bob`);
    await iam.UpdateAccessKey({ UserName: 'bob', AccessKeyId, Status: 'Inactive' }, context);
    assert.equal(context.keys.find(AccessKeyId), null);
    await iam.UpdateAccessKey({ UserName: 'bob', AccessKeyId, Status: 'Active' }, context);
    assert.notEqual(context.keys.find(AccessKeyId), null);
    await assertRefused(
      iam.DeleteUser({ UserName: 'bob' }, context),
      'DeleteConflict',
      /must delete access keys first/,
    );
    await iam.DeleteAccessKey({ UserName: 'bob', AccessKeyId }, context);
    assert.equal(context.keys.find(AccessKeyId), null);
    await iam.DeleteUser({ UserName: 'bob' }, context);
  });

  test("carries its user's policies, inline and attached, as they are now", async () => {
    await iam.CreateUser({ UserName: 'bob' }, context);
    const id = await keyOf('bob');
    const policies = (): readonly string[] => context.keys.find(id)!.identity!.policies;
    await iam.PutUserPolicy({ UserName: 'bob', PolicyName: 'a', PolicyDocument: allow('s3:*') }, context);
    await iam.CreatePolicy({ PolicyName: 'p', PolicyDocument: allow('sqs:*') }, context);
    const PolicyArn = `arn:aws:iam::${account}:policy/p`;
    await iam.AttachUserPolicy({ UserName: 'bob', PolicyArn }, context);
    assert.deepEqual(policies(), [allow('s3:*'), allow('sqs:*')]);
    await iam.CreatePolicyVersion({ PolicyArn, PolicyDocument: allow('sns:*'), SetAsDefault: true }, context);
    await iam.DeleteUserPolicy({ UserName: 'bob', PolicyName: 'a' }, context);
    assert.deepEqual(policies(), [allow('sns:*')]);
  });

  test('of a user are two at most, and each is missed by its id', async () => {
    await iam.CreateUser({ UserName: 'bob' }, context);
    await keyOf('bob');
    await keyOf('bob');
    await assertRefused(keyOf('bob'), 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2');
    const { AccessKeyMetadata: keys } = await iam.ListAccessKeys({ UserName: 'bob' }, context);
    assert.equal(keys!.length, 2);
    await assertRefused(
      iam.DeleteAccessKey({ UserName: 'bob', AccessKeyId: 'AKIANONE' }, context),
      'NoSuchEntity',
      'The Access Key with id AKIANONE cannot be found.',
    );
  });

  test('is read again when Varco starts', async () => {
    await iam.CreateUser({ UserName: 'bob' }, context);
    const id = await keyOf('bob');
    const later = createKeys({ store: context.store, accountId: account, configured: [] });
    assert.equal(later.find(id), null);
    await later.refresh();
    assert.deepEqual(later.find(id), context.keys.find(id));
    assert.equal(later.find('ROOT'), null);
  });
});

describe('a caller', () => {
  const as = (accessKeyId: string | null) => ({ ...context, accessKeyId });

  test('is the root for a key that nobody made', () => {
    for (const id of [null, 'ROOT', 'anything']) {
      assert.deepEqual(getCallerIdentity({}, as(id)), {
        Account: account,
        UserId: account,
        Arn: `arn:aws:iam::${account}:root`,
      });
    }
  });

  test('may be a session of a role that exists, until it expires', async () => {
    const { Role: role } = await createRole('r', { Path: '/app/' });
    await iam.PutRolePolicy({ RoleName: 'r', PolicyName: 'a', PolicyDocument: allow('s3:*') }, context);
    const { Credentials: key, AssumedRoleUser: user } = await assumeRole(
      { RoleArn: role!.Arn, RoleSessionName: 'me', DurationSeconds: 900 },
      context,
    );
    assert.match(key!.AccessKeyId!, /^ASIA[A-Z0-9]{16}$/);
    assert.equal(user!.Arn, `arn:aws:sts::${account}:assumed-role/r/me`);
    const known = context.keys.find(key!.AccessKeyId!)!;
    assert.deepEqual(
      [known.sessionToken, known.expiresAtMs, known.identity!.policies],
      [key!.SessionToken, key!.Expiration!.getTime(), [allow('s3:*')]],
    );
    assert.equal(getCallerIdentity({}, as(key!.AccessKeyId!)).UserId, `${role!.RoleId}:me`);
    await assertRefused(iam.GetUser({}, as(key!.AccessKeyId!)), 'ValidationError', /Must specify userName/);
    await assertRefused(getSessionToken({}, as(key!.AccessKeyId!)), 'AccessDenied', /session credentials/);
    context.advance(2 * 86_400_000);
    await assumeRole({ RoleArn: role!.Arn, RoleSessionName: 'me' }, context);
    assert.equal(context.keys.find(key!.AccessKeyId!), null);
  });

  test('may not assume a role that does not exist, nor for longer than it allows', async () => {
    const RoleArn = `arn:aws:iam::${account}:role/none`;
    await assertRefused(
      assumeRole({ RoleArn, RoleSessionName: 'me' }, context),
      'AccessDenied',
      `User: arn:aws:iam::${account}:root is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    );
    const { Role: role } = await createRole();
    await assertRefused(
      assumeRole({ RoleArn: role!.Arn, RoleSessionName: 'me', DurationSeconds: 7200 }, context),
      'ValidationError',
      /exceeds the MaxSessionDuration/,
    );
    const policy = { RoleArn: role!.Arn, RoleSessionName: 'me', Policy: allow('s3:*') };
    await assertRefused(assumeRole(policy, context), 'NotImplemented', /Policy of AssumeRole/);
  });

  test('gets a session of its own, as user and as root', async () => {
    await iam.CreateUser({ UserName: 'bob' }, context);
    const { AccessKey: key } = await iam.CreateAccessKey({ UserName: 'bob' }, context);
    const { Credentials: session } = await getSessionToken({}, as(key!.AccessKeyId!));
    assert.equal(getCallerIdentity({}, as(session!.AccessKeyId!)).Arn, `arn:aws:iam::${account}:user/bob`);
    assert.equal((await iam.GetUser({}, as(session!.AccessKeyId!))).User!.UserName, 'bob');
    const { Credentials: root } = await getSessionToken({}, as('ROOT'));
    assert.equal(getCallerIdentity({}, as(root!.AccessKeyId!)).Arn, `arn:aws:iam::${account}:root`);
    assert.equal((await iam.GetUser({}, as('ROOT'))).User!.UserId, account);
  });
});
