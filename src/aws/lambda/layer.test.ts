// Layers: publishing, listing, permissions, and functions that have them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestContext, type TestContext, zipNamed } from '../testing/operation-context.ts';
import { petsInput } from '../testing/pets-function.ts';
import { assertRefused } from '../testing/refusals.ts';
import { addLayerVersionPermission } from './add-layer-version-permission.ts';
import { createFunction } from './create-function.ts';
import { deleteLayerVersion } from './delete-layer-version.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { getLayerVersionByArn } from './get-layer-version-by-arn.ts';
import { getLayerVersionPolicy } from './get-layer-version-policy.ts';
import { getLayerVersion } from './get-layer-version.ts';
import { listLayerVersions } from './list-layer-versions.ts';
import { listLayers } from './list-layers.ts';
import { publishLayerVersion } from './publish-layer-version.ts';
import { removeLayerVersionPermission } from './remove-layer-version-permission.ts';
import { updateFunctionConfiguration } from './update-function-configuration.ts';

const base = 'arn:aws:lambda:eu-south-1:111122223333:layer';

function publish(context: TestContext, LayerName: string, text = LayerName) {
  return publishLayerVersion({ LayerName, Content: { ZipFile: zipNamed(text) } }, context);
}

test('a layer’s versions are numbered, also after the newest was deleted', async () => {
  const context = createTestContext();
  const first = await publish(context, 'lib');
  assert.equal(first.LayerArn, `${base}:lib`);
  assert.equal(first.LayerVersionArn, `${base}:lib:1`);
  assert.equal(first.Version, 1);
  assert.equal(first.Description, '');
  assert.equal(first.Content?.CodeSize, zipNamed('lib').byteLength);
  assert.match(first.Content?.Location ?? '', /^http:\/\/127\.0\.0\.1:4566\/_varco\/code\/[0-9a-f]{64}\?/);
  await deleteLayerVersion({ LayerName: 'lib', VersionNumber: 1 }, context);
  await deleteLayerVersion({ LayerName: 'lib', VersionNumber: 1 }, context);
  assert.equal((await publish(context, 'lib')).Version, 2);
  await publish(context, `${base}:lib`);
  const { LayerVersions } = await listLayerVersions({ LayerName: 'lib' }, context);
  assert.deepEqual(
    LayerVersions?.map(({ Version }) => Version),
    [3, 2],
  );
});

test('layers are listed with their newest version that fits', async () => {
  const context = createTestContext();
  const Content = { ZipFile: zipNamed('x') };
  await publishLayerVersion({ LayerName: 'a', Content, CompatibleRuntimes: ['python3.12'] }, context);
  await publishLayerVersion({ LayerName: 'a', Content, CompatibleRuntimes: ['nodejs22.x'] }, context);
  await publish(context, 'b');
  const all = await listLayers({}, context);
  assert.deepEqual(
    all.Layers?.map(({ LayerName, LatestMatchingVersion }) => [LayerName, LatestMatchingVersion?.Version]),
    [
      ['a', 2],
      ['b', 1],
    ],
  );
  const python = await listLayers({ CompatibleRuntime: 'python3.12' }, context);
  assert.deepEqual(
    python.Layers?.map(({ LatestMatchingVersion }) => LatestMatchingVersion?.Version),
    [1],
  );
});

test('a layer version is read by name and by ARN; one that is not there is refused', async () => {
  const context = createTestContext();
  await publish(context, 'lib');
  const byName = await getLayerVersion({ LayerName: 'lib', VersionNumber: 1 }, context);
  assert.deepEqual(byName, await getLayerVersionByArn({ Arn: `${base}:lib:1` }, context));
  const missing = getLayerVersion({ LayerName: 'lib', VersionNumber: 2 }, context);
  await assertRefused(missing, 'ResourceNotFoundException', 'The resource you requested does not exist.');
  await assertRefused(
    getLayerVersion({ LayerName: 'lib', VersionNumber: 0 }, context),
    'InvalidParameterValueException',
    'Layer Version Cannot be less than 1',
  );
});

test('a layer version’s policy takes statements and gives them back', async () => {
  const context = createTestContext();
  await publish(context, 'lib');
  const named = { LayerName: 'lib', VersionNumber: 1 };
  await assertRefused(
    getLayerVersionPolicy(named, context),
    'ResourceNotFoundException',
    'No policy is associated with the given resource.',
  );
  const statement = { ...named, StatementId: 's1', Action: 'lambda:GetLayerVersion', Principal: '*' };
  const added = await addLayerVersionPermission(statement, context);
  assert.equal(
    added.Statement,
    `{"Sid":"s1","Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"${base}:lib:1"}`,
  );
  await assertRefused(
    addLayerVersionPermission(statement, context),
    'ResourceConflictException',
    /^The statement id \(s1\) provided already exists/,
  );
  await assertRefused(
    addLayerVersionPermission({ ...statement, StatementId: 's2', RevisionId: 'other' }, context),
    'PreconditionFailedException',
    /Call the GetLayerPolicy API/,
  );
  const policy = await getLayerVersionPolicy(named, context);
  assert.equal(policy.RevisionId, added.RevisionId);
  await removeLayerVersionPermission({ ...named, StatementId: 's1' }, context);
  await assertRefused(
    removeLayerVersionPermission({ ...named, StatementId: 's1' }, context),
    'ResourceNotFoundException',
    'Statement s1 is not found in resource policy.',
  );
});

test('a function has its layers in order, keeps one that is deleted, and gives them up for an empty list', async () => {
  const context = createTestContext();
  const [one, two] = [await publish(context, 'one'), await publish(context, 'two')];
  const Layers = [one.LayerVersionArn!, two.LayerVersionArn!];
  const created = await createFunction({ ...petsInput, Layers }, context);
  assert.deepEqual(
    created.Layers?.map(({ Arn, CodeSize }) => [Arn, CodeSize]),
    [
      [`${base}:one:1`, one.Content?.CodeSize],
      [`${base}:two:1`, two.Content?.CodeSize],
    ],
  );
  await deleteLayerVersion({ LayerName: 'one', VersionNumber: 1 }, context);
  assert.equal((await getFunctionConfiguration({ FunctionName: 'pets' }, context)).Layers?.length, 2);
  const updated = await updateFunctionConfiguration({ FunctionName: 'pets', Layers: [] }, context);
  assert.equal(updated.Layers, undefined);
});

for (const [layers, message] of [
  [[`${base}:gone:1`], `Layer version ${base}:gone:1 does not exist.`],
  [
    ['arn:aws:lambda:us-east-1:111122223333:layer:lib:1'],
    'Layers are not in the same region as the function. Layers are expected to be in region eu-south-1.',
  ],
  [
    [`${base}:lib:1`, `${base}:lib:2`],
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${base}:lib:1 and ${base}:lib:2.`,
  ],
  [
    Array.from({ length: 6 }, (_, index) => `${base}:lib:${index + 1}`),
    'Cannot reference more than 5 layers.',
  ],
] as const) {
  test(`a function is refused: ${message}`, async () => {
    const context = createTestContext();
    await publish(context, 'lib');
    await publish(context, 'lib');
    const Layers = [...layers];
    await assertRefused(
      createFunction({ ...petsInput, Layers }, context),
      'InvalidParameterValueException',
      message,
    );
  });
}

test('a layer of another account is refused by name', async () => {
  const Layers = ['arn:aws:lambda:eu-south-1:017000801446:layer:Powertools:1'];
  const refused = createFunction({ ...petsInput, Layers }, createTestContext());
  await assertRefused(refused, 'NotImplemented', /Powertools:1/);
});
