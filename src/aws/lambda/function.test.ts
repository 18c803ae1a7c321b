// A function's life beyond what is recorded: defaults, code, settings, names and listings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../core/errors.ts';
import { createTestContext, zipNamed } from '../testing/operation-context.ts';
import { petsArn, petsInput, withPetsFunction } from '../testing/pets-function.ts';
import { assertRefused } from '../testing/refusals.ts';
import type { CreateFunctionInput } from './create-function.ts';
import { lambdaOperations as lambda } from './operations.ts';

const byName = { FunctionName: 'pets' };

test('a function with only what it needs gets AWS’s defaults, is ready, and is published', async () => {
  const context = await withPetsFunction();
  const { RevisionId, CodeSha256, RuntimeVersionConfig, ...answer } = await lambda.GetFunctionConfiguration(
    byName,
    context,
  );
  assert.deepEqual(answer, {
    FunctionName: 'pets',
    FunctionArn: petsArn,
    Runtime: 'nodejs22.x',
    Role: petsInput.Role,
    Handler: 'index.handler',
    CodeSize: zipNamed('one').byteLength,
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    LastModified: '2026-01-02T03:04:05.678+0000',
    Version: '$LATEST',
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/pets' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
  });
  const published = context.publishedFunctions.get('pets')!;
  assert.equal(published.latest.revisionId, RevisionId);
  assert.equal(published.latest.codeSha256, CodeSha256);
  assert.match(RuntimeVersionConfig!.RuntimeVersionArn!, /^arn:aws:lambda:eu-south-1::runtime:[0-9a-f]{64}$/);
  assert.deepEqual(await context.store.get('function', 'pets'), published);
});

test('a package that Varco already holds is named by its content', async () => {
  const context = createTestContext();
  const { sha256 } = await context.lambda.packages.fromZip(zipNamed('held'));
  await lambda.CreateFunction({ ...petsInput, Code: { PackageSha256: sha256 } }, context);
  assert.equal(context.publishedFunctions.get('pets')!.latest.codeSha256, sha256);
  const unknown = lambda.CreateFunction(
    { ...petsInput, FunctionName: 'other', Code: { PackageSha256: 'x' } },
    context,
  );
  await assert.rejects(unknown, /no package x/);
});

test('code that is none is refused in AWS’s words, with the reason as its cause', async () => {
  const context = createTestContext();
  const create = (Code: CreateFunctionInput['Code']): Promise<unknown> =>
    lambda.CreateFunction({ ...petsInput, Code }, context);
  const refused = await assertRefused(
    create({ ZipFile: Buffer.from('text') }),
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  );
  assert.ok(refused.cause instanceof UserError);
  await assertRefused(
    create({}),
    'InvalidParameterValueException',
    'Please provide a source for function code.',
  );
  await assertRefused(
    create({ ZipFile: new Uint8Array(52_428_801) }),
    'RequestEntityTooLargeException',
    'Zipped size must be smaller than 52428800 bytes',
  );
  await assertRefused(create({ ImageUri: 'image' }), 'NotImplemented', /container images/);
  assert.equal(await context.store.get('function', 'pets'), null);
});

test('a name is given once, runtime and handler must be there, and settings must fit', async () => {
  const context = await withPetsFunction();
  const create = (more: object): Promise<unknown> =>
    lambda.CreateFunction({ ...petsInput, FunctionName: 'other', ...more }, context);
  await assertRefused(create(byName), 'ResourceConflictException', 'Function already exist: pets');
  for (const more of [{ Handler: undefined }, { Runtime: undefined }]) {
    await assertRefused(create(more), 'InvalidParameterValueException', /^Runtime and Handler are mandatory/);
  }
  await assertRefused(
    create({ Runtime: 'nodejs99' }),
    'InvalidParameterValueException',
    /^Value nodejs99 at 'runtime'/,
  );
  await assertRefused(
    create({ Timeout: 901, MemorySize: 64 }),
    'ValidationException',
    "2 validation errors detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900; Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
  );
  await assertRefused(
    create({ Role: 'me' }),
    'ValidationException',
    /at 'role' failed to satisfy constraint/,
  );
  const VpcConfig = { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] };
  await assertRefused(create({ VpcConfig }), 'NotImplemented', /VpcConfig of CreateFunction/);
  await assertRefused(
    create({ SnapStart: { ApplyOn: 'PublishedVersions' }, Runtime: 'nodejs22.x' }),
    'InvalidParameterValueException',
    'nodejs22.x is not supported for SnapStart enabled functions.',
  );
});

test('a dead-letter target, a key and a snapshot are kept, and taken away where they are sent empty', async () => {
  const context = createTestContext();
  const TargetArn = 'arn:aws:sqs:eu-south-1:111122223333:dead';
  const KMSKeyArn = 'arn:aws:kms:eu-south-1:111122223333:key/k';
  const SnapStart = { ApplyOn: 'PublishedVersions' } as const;
  const created = await lambda.CreateFunction(
    {
      ...petsInput,
      Runtime: 'python3.12',
      Publish: true,
      DeadLetterConfig: { TargetArn },
      KMSKeyArn,
      SnapStart,
    },
    context,
  );
  assert.deepEqual(
    [created.DeadLetterConfig, created.KMSKeyArn, created.SnapStart?.OptimizationStatus],
    [{ TargetArn }, KMSKeyArn, 'On'],
  );
  const FunctionName = 'pets';
  const kept = await lambda.UpdateFunctionConfiguration({ FunctionName, DeadLetterConfig: {} }, context);
  assert.deepEqual(kept.DeadLetterConfig, { TargetArn });
  await lambda.UpdateFunctionConfiguration(
    { FunctionName, DeadLetterConfig: { TargetArn: '' }, KMSKeyArn: '', SnapStart: { ApplyOn: 'None' } },
    context,
  );
  const latest = await lambda.GetFunctionConfiguration({ FunctionName }, context);
  assert.deepEqual([latest.DeadLetterConfig, latest.KMSKeyArn], [undefined, undefined]);
  assert.deepEqual(latest.SnapStart, { ApplyOn: 'None', OptimizationStatus: 'Off' });
});

test('an environment has names that Lambda allows and at most 4 KB; its values stay out of errors about names', async () => {
  const context = createTestContext();
  const create = (Variables: Record<string, string>): Promise<unknown> =>
    lambda.CreateFunction({ ...petsInput, Environment: { Variables } }, context);
  await assertRefused(
    create({ AWS_REGION: 'x', LAMBDA_TASK_ROOT: 'y', FINE: 'z' }),
    'InvalidParameterValueException',
    /Reserved keys used in this request: AWS_REGION, LAMBDA_TASK_ROOT$/,
  );
  const wrong = await assertRefused(
    create({ x: 'secret' }),
    'ValidationException',
    /at 'environment\.variables'/,
  );
  assert.ok(!wrong.message.includes('secret'));
  const unsayable = await assertRefused(
    create({ FINE: 'x', BROKEN: 'secret\0' }),
    'InvalidParameterValueException',
    /values with a NUL character\. Keys used in this request: BROKEN$/,
  );
  assert.ok(!unsayable.message.includes('secret'));
  await assertRefused(
    lambda.CreateFunction({ ...petsInput, Handler: 'a\0b.c' }, context),
    'ValidationException',
    /at 'handler'/,
  );
  // {"LARGE":"…"} is measured, braces and quotes included.
  await create({ LARGE: 'x'.repeat(4096 - '{"LARGE":""}'.length) });
  await assertRefused(
    lambda.UpdateFunctionConfiguration(
      { ...byName, Environment: { Variables: { LARGE: 'x'.repeat(4096 - '{"LARGE":""}'.length + 1) } } },
      context,
    ),
    'InvalidParameterValueException',
    /exceeded the 4KB limit\. String measured: \{"LARGE":"x+"\}$/,
  );
});

test('an update changes what was sent and keeps the rest', async () => {
  const context = await withPetsFunction({ Timeout: 10, Environment: { Variables: { AA: 'a', BB: 'b' } } });
  const before = await lambda.GetFunctionConfiguration(byName, context);
  context.advance(1000);
  await lambda.UpdateFunctionConfiguration({ ...byName, MemorySize: 256, Description: 'x' }, context);
  const { RevisionId, ...after } = await lambda.GetFunctionConfiguration(byName, context);
  assert.notEqual(RevisionId, before.RevisionId);
  const changed = { MemorySize: 256, Description: 'x', LastModified: '2026-01-02T03:04:06.678+0000' };
  assert.deepEqual({ ...after, RevisionId }, { ...before, ...changed, RevisionId });
  await lambda.UpdateFunctionConfiguration({ ...byName, Environment: { Variables: { CC: 'c' } } }, context);
  assert.deepEqual((await lambda.GetFunctionConfiguration(byName, context)).Environment, {
    Variables: { CC: 'c' },
  });
});

test('new code reaches $LATEST and no version; a dry run changes nothing', async () => {
  const context = await withPetsFunction({ Publish: true });
  const { CodeSha256: first } = await lambda.GetFunctionConfiguration(byName, context);
  const dry = { ...byName, ZipFile: zipNamed('two'), DryRun: true };
  assert.notEqual((await lambda.UpdateFunctionCode(dry, context)).CodeSha256, first);
  assert.equal((await lambda.GetFunctionConfiguration(byName, context)).CodeSha256, first);
  await lambda.UpdateFunctionCode({ ...byName, ZipFile: zipNamed('two'), Architectures: ['arm64'] }, context);
  const latest = await lambda.GetFunctionConfiguration(byName, context);
  const version = await lambda.GetFunctionConfiguration({ ...byName, Qualifier: '1' }, context);
  assert.notEqual(latest.CodeSha256, first);
  assert.deepEqual(latest.Architectures, ['arm64']);
  assert.equal(version.CodeSha256, first);
  assert.deepEqual(version.Architectures, ['x86_64']);
});

test('a function is found by name, partial ARN and ARN, with the qualifier in the name or beside it', async () => {
  const context = await withPetsFunction({ Publish: true });
  for (const FunctionName of [
    'pets',
    'function:pets',
    '111122223333:function:pets',
    '111122223333:pets',
    petsArn,
  ]) {
    const plain = await lambda.GetFunctionConfiguration({ FunctionName }, context);
    const qualified = await lambda.GetFunctionConfiguration({ FunctionName: `${FunctionName}:1` }, context);
    const beside = await lambda.GetFunctionConfiguration({ FunctionName, Qualifier: '1' }, context);
    assert.equal(plain.FunctionArn, petsArn);
    assert.equal(qualified.FunctionArn, `${petsArn}:1`);
    assert.deepEqual(beside, qualified);
  }
  await assertRefused(
    lambda.GetFunction({ FunctionName: petsArn.replace('eu-south-1', 'us-east-1') }, context),
    'ResourceNotFoundException',
    "Functions from 'us-east-1' are not reachable in this region ('eu-south-1')",
  );
  await assertRefused(
    lambda.GetFunction({ FunctionName: petsArn.replace('111122223333', '999999999999') }, context),
    'AccessDeniedException',
    /999999999999/,
  );
});

test('a deleted function leaves the data plane, and may be created anew from version 1', async () => {
  const context = await withPetsFunction({ Publish: true });
  await lambda.DeleteFunction(byName, context);
  assert.equal(context.publishedFunctions.has('pets'), false);
  assert.deepEqual((await lambda.ListFunctions({}, context)).Functions, []);
  await lambda.CreateFunction(petsInput, context);
  assert.equal((await lambda.PublishVersion(byName, context)).Version, '1');
});

test('listing functions gives each once, or with all its versions', async () => {
  const context = await withPetsFunction({ Publish: true, Tags: { team: 'a' } });
  await lambda.CreateFunction({ ...petsInput, FunctionName: 'apes' }, context);
  const arns = async (more: object): Promise<(string | undefined)[]> =>
    (await lambda.ListFunctions(more, context)).Functions!.map((answer) => answer.FunctionArn);
  const apes = petsArn.replace('pets', 'apes');
  assert.deepEqual(await arns({}), [apes, petsArn]);
  assert.deepEqual(await arns({ FunctionVersion: 'ALL' }), [
    `${apes}:$LATEST`,
    `${petsArn}:$LATEST`,
    `${petsArn}:1`,
  ]);
  assert.deepEqual((await lambda.GetFunction(byName, context)).Tags, { team: 'a' });
});

test('reservations leave the account a hundred', async () => {
  const context = await withPetsFunction();
  await lambda.CreateFunction({ ...petsInput, FunctionName: 'apes' }, context);
  const reserve = (FunctionName: string, ReservedConcurrentExecutions: number): Promise<unknown> =>
    lambda.PutFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions }, context);
  await reserve('apes', 400);
  await assertRefused(
    reserve('pets', 501),
    'InvalidParameterValueException',
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
  );
  await reserve('pets', 500);
  await reserve('pets', 0);
  assert.equal(context.publishedFunctions.get('pets')!.reservedConcurrency, 0);
  assert.deepEqual((await lambda.GetFunction(byName, context)).Concurrency, {
    ReservedConcurrentExecutions: 0,
  });
});
