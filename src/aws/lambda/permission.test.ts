// A function's policies: what a statement looks like to the letter, where it stands, and how it goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { petsArn, withPetsFunction } from '../testing/pets-function.ts';
import { assertRefused } from '../testing/refusals.ts';
import { lambdaOperations as lambda } from './operations.ts';

const byName = { FunctionName: 'pets' };
const permission = {
  ...byName,
  StatementId: 's',
  Action: 'lambda:InvokeFunction',
  Principal: 'apigateway.amazonaws.com',
};

test('a statement is written in AWS’s order, member by member', async () => {
  const context = await withPetsFunction({ Publish: true });
  const SourceArn = 'arn:aws:execute-api:eu-south-1:111122223333:abc123/*/GET/items';
  const { Statement } = await lambda.AddPermission({ ...permission, SourceArn }, context);
  const text = `{"Sid":"s","Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"${petsArn}","Condition":{"ArnLike":{"AWS:SourceArn":"${SourceArn}"}}}`;
  assert.equal(Statement, text);
  const { Policy } = await lambda.GetPolicy(byName, context);
  assert.equal(Policy, `{"Version":"2012-10-17","Id":"default","Statement":[${text}]}`);
  assert.deepEqual(context.publishedFunctions.get('pets')!.policies, { '': [JSON.parse(text)] });
});

test('conditions stand together, equality first', async () => {
  const context = await withPetsFunction({ Publish: true });
  const { Statement } = await lambda.AddPermission(
    {
      ...permission,
      Principal: '*',
      SourceArn: 'arn:aws:s3:::bucket',
      SourceAccount: '111122223333',
      EventSourceToken: 'token',
      PrincipalOrgID: 'o-1234567890',
      FunctionUrlAuthType: 'NONE',
    },
    context,
  );
  assert.equal(
    Statement,
    `{"Sid":"s","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"${petsArn}","Condition":{"StringEquals":{"AWS:SourceAccount":"111122223333","lambda:FunctionUrlAuthType":"NONE","aws:PrincipalOrgID":"o-1234567890","lambda:EventSourceToken":"token"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}`,
  );
});

test('a principal is a service, an account, an ARN or everybody; another is refused', async () => {
  const context = await withPetsFunction({ Publish: true });
  const principal = async (Principal: string, StatementId: string): Promise<unknown> => {
    const { Statement } = await lambda.AddPermission({ ...permission, Principal, StatementId }, context);
    return (JSON.parse(Statement!) as { Principal: unknown }).Principal;
  };
  const user = 'arn:aws:iam::111122223333:user/me';
  assert.deepEqual(await principal('111122223333', 'a'), { AWS: 'arn:aws:iam::111122223333:root' });
  assert.deepEqual(await principal(user, 'b'), { AWS: user });
  assert.deepEqual(await principal('alexa-appkit.amazon.com', 'c'), { Service: 'alexa-appkit.amazon.com' });
  for (const wrong of ['me', 'amazonaws.com', 'apigateway.example.com', '11112222']) {
    await assertRefused(
      principal(wrong, 'd'),
      'InvalidParameterValueException',
      /^The provided principal was invalid/,
    );
  }
});

test('function, version and alias each have a policy of their own, which goes with them', async () => {
  const context = await withPetsFunction({ Publish: true });
  await lambda.CreateAlias({ ...byName, Name: 'live', FunctionVersion: '1' }, context);
  const add = (Qualifier: string | undefined): Promise<unknown> =>
    lambda.AddPermission({ ...permission, Qualifier }, context);
  await add(undefined);
  await add('1');
  await add('live');
  const resources = Object.entries(context.publishedFunctions.get('pets')!.policies).map(
    ([qualifier, statements]) => [qualifier, statements[0]!.Resource],
  );
  assert.deepEqual(Object.fromEntries(resources), {
    '': petsArn,
    1: `${petsArn}:1`,
    live: `${petsArn}:live`,
  });
  await lambda.DeleteAlias({ ...byName, Name: 'live' }, context);
  await lambda.DeleteFunction({ ...byName, Qualifier: '1' }, context);
  assert.deepEqual(Object.keys(context.publishedFunctions.get('pets')!.policies), ['']);
});

test('each change of a policy gives what it stands at a new revision, and nothing else one', async () => {
  const context = await withPetsFunction({ Publish: true });
  const revisions = async (): Promise<(string | undefined)[]> =>
    (await lambda.ListVersionsByFunction(byName, context)).Versions!.map((version) => version.RevisionId);
  const [latest, version] = await revisions();
  await lambda.AddPermission({ ...permission, Qualifier: '1', RevisionId: version }, context);
  const [sameLatest, nextVersion] = await revisions();
  assert.equal(sameLatest, latest);
  assert.notEqual(nextVersion, version);
  assert.equal((await lambda.GetPolicy({ ...byName, Qualifier: '1' }, context)).RevisionId, nextVersion);
  await assertRefused(
    lambda.RemovePermission({ ...byName, Qualifier: '1', StatementId: 's', RevisionId: version }, context),
    'PreconditionFailedException',
    /GetPolicy API/,
  );
});

test('a removed statement is gone; with the last one the policy is too', async () => {
  const context = await withPetsFunction({ Publish: true });
  await lambda.AddPermission(permission, context);
  await lambda.AddPermission({ ...permission, StatementId: 't' }, context);
  const remove = (StatementId: string): Promise<unknown> =>
    lambda.RemovePermission({ ...byName, StatementId }, context);
  await assertRefused(
    remove('u'),
    'ResourceNotFoundException',
    'Statement u is not found in resource policy.',
  );
  await remove('s');
  assert.deepEqual(
    context.publishedFunctions.get('pets')!.policies['']!.map(({ Sid }) => Sid),
    ['t'],
  );
  await remove('t');
  await assertRefused(
    lambda.GetPolicy(byName, context),
    'ResourceNotFoundException',
    'The resource you requested does not exist.',
  );
  await assertRefused(
    remove('t'),
    'ResourceNotFoundException',
    'No policy is associated with the given resource.',
  );
});

test('a policy ends at 20 KB', async () => {
  const context = await withPetsFunction({ Publish: true });
  const sizeMax = 20_480;
  let size = 0;
  for (let index = 0; ; index++) {
    const added = lambda.AddPermission({ ...permission, StatementId: `${index}-${'x'.repeat(90)}` }, context);
    // A statement more than fits is refused, and leaves the policy as it was.
    const { Policy } = await added.then(
      () => lambda.GetPolicy(byName, context),
      () => ({ Policy: null }),
    );
    if (Policy === null) {
      await assertRefused(
        added,
        'PolicyLengthExceededException',
        /^The final policy size \(\d+\) is bigger than the limit \(20480\)\.$/,
      );
      break;
    }
    size = Policy!.length;
    assert.ok(size <= sizeMax);
  }
  assert.ok(size > sizeMax - 400, `refused at ${size} bytes`);
  assert.equal((await lambda.GetPolicy(byName, context)).Policy!.length, size);
});
