// Versions and aliases beyond what is recorded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipNamed } from '../testing/operation-context.ts';
import { petsArn, withPetsFunction } from '../testing/pets-function.ts';
import { assertRefused } from '../testing/refusals.ts';
import { lambdaOperations as lambda } from './operations.ts';

const byName = { FunctionName: 'pets' };

test('version numbers are never given twice, and an alias holds its version', async () => {
  const context = await withPetsFunction({ Publish: true });
  const publish = async (code: string): Promise<string> => {
    await lambda.UpdateFunctionCode({ ...byName, ZipFile: zipNamed(code) }, context);
    return (await lambda.PublishVersion({ ...byName, Description: code }, context)).Version!;
  };
  assert.equal(await publish('two'), '2');
  await lambda.CreateAlias({ ...byName, Name: 'live', FunctionVersion: '2' }, context);
  await assertRefused(
    lambda.DeleteFunction({ ...byName, Qualifier: '2' }, context),
    'ResourceConflictException',
    'Unable to delete version because the following aliases reference it: [live]',
  );
  await lambda.DeleteAlias({ ...byName, Name: 'live' }, context);
  await lambda.DeleteFunction({ ...byName, Qualifier: '2' }, context);
  assert.equal(await publish('three'), '3');
  const { Versions } = await lambda.ListVersionsByFunction(byName, context);
  assert.deepEqual(
    Versions!.map((version) => `${version.Version} ${version.Description}`),
    ['$LATEST ', '1 ', '3 three'],
  );
});

test('after ten versions they still come by number', async () => {
  const context = await withPetsFunction();
  for (let n = 1; n <= 11; n++) {
    await lambda.UpdateFunctionCode({ ...byName, ZipFile: zipNamed(String(n)), Publish: true }, context);
  }
  const first = await lambda.ListVersionsByFunction({ ...byName, MaxItems: 10 }, context);
  const second = await lambda.ListVersionsByFunction(
    { ...byName, MaxItems: 10, Marker: first.NextMarker },
    context,
  );
  const numbers = [...first.Versions!, ...second.Versions!].map((version) => version.Version);
  assert.deepEqual(numbers, ['$LATEST', ...Array.from({ length: 11 }, (_, index) => String(index + 1))]);
  assert.equal(second.NextMarker, undefined);
});

test('an alias leads to its version, or to two with a share each', async () => {
  const context = await withPetsFunction({ Publish: true });
  await lambda.UpdateFunctionCode({ ...byName, ZipFile: zipNamed('two'), Publish: true }, context);
  const create = (more: object): Promise<unknown> =>
    lambda.CreateAlias({ ...byName, Name: 'live', FunctionVersion: '1', ...more }, context);
  const weights = (AdditionalVersionWeights: Record<string, number>): object => ({
    RoutingConfig: { AdditionalVersionWeights },
  });
  await assertRefused(
    create({ FunctionVersion: '9' }),
    'ResourceNotFoundException',
    `Function not found: ${petsArn}:9`,
  );
  await assertRefused(
    create(weights({ 9: 0.5 })),
    'ResourceNotFoundException',
    `Function not found: ${petsArn}:9`,
  );
  await assertRefused(
    create(weights({ 1: 0.5 })),
    'InvalidParameterValueException',
    /already included in routing/,
  );
  await assertRefused(
    create(weights({ 1: 0.1, 2: 0.1 })),
    'InvalidParameterValueException',
    /greater than 1$/,
  );
  await assertRefused(create(weights({ 2: 1.5 })), 'ValidationException', /less than or equal to 1/);
  await assertRefused(
    create({ FunctionVersion: '$LATEST', ...weights({ 2: 0.5 }) }),
    'InvalidParameterValueException',
    /^\$LATEST is not supported/,
  );
  await create(weights({ 2: 0.25 }));
  await assertRefused(create({}), 'ResourceConflictException', `Alias already exists: ${petsArn}:live`);
  assert.deepEqual(context.publishedFunctions.get('pets')!.aliases['live']!.additionalVersion, {
    version: '2',
    weight: 0.25,
  });
  const byAlias = await lambda.GetFunctionConfiguration({ ...byName, Qualifier: 'live' }, context);
  assert.equal(byAlias.Version, '1');
  assert.equal(byAlias.FunctionArn, `${petsArn}:live`);
});

test('callers who change one function at the same time lose nothing', async () => {
  const context = await withPetsFunction({ Publish: true });
  const names = Array.from({ length: 20 }, (_, index) => `alias-${index}`);
  await Promise.all(
    names.map((Name) => lambda.CreateAlias({ ...byName, Name, FunctionVersion: '1' }, context)),
  );
  assert.equal((await lambda.ListAliases(byName, context)).Aliases!.length, names.length);
});
