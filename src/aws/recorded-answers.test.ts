// What AWS answered to the same calls: recorded, replayed, compared member by member.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { AwsError } from '../core/errors.ts';
import { createFunction } from './lambda/create-function.ts';
import { deleteFunction } from './lambda/delete-function.ts';
import { getFunction } from './lambda/get-function.ts';
import { invoke } from './lambda/invoke.ts';
import { createTestContext, type TestContext, zipNamed } from './testing/operation-context.ts';
import { assertRecorded } from './testing/recorded-answer.ts';
import { type RecordedCase, replay } from './testing/replay-recipe.ts';

function goldens<T>(file: string): readonly T[] {
  const path = new URL(`../../test/data/goldens/${file}`, import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly T[] }).cases;
}

for (const recordedCase of [
  'control-plane.json',
  'keys-and-definitions.json',
  'lambda-control-plane.json',
  'logs-and-metrics.json',
].flatMap(goldens<RecordedCase>)) {
  test(`answers as AWS did: ${recordedCase.id}`, async () => {
    const { compared, ended } = await replay(recordedCase);
    assert.equal(ended, null);
    assert.ok(compared.length > 0 || Object.keys(recordedCase.recorded).length === 0);
  });
}

interface NamedInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** The inputs of the recorded names; `<region>` and `<account>` are those of the context. */
const arn = 'arn:aws:lambda:<region>:<account>:function';
const invalidRegionArn = 'arn:aws:lambda:invalid-region:<account>:function:my-function';
const inputs: Readonly<Record<string, NamedInput>> = {
  function_name_is_single_invalid: { FunctionName: '*' },
  invalid_characters_in_function_name: { FunctionName: 'my-function!' },
  invalid_characters_in_qualifier: { FunctionName: 'my-function', Qualifier: 'invalid!' },
  qualifier_too_long: { FunctionName: 'my-function', Qualifier: 'a'.repeat(129) },
  qualifier_too_long0: { FunctionName: 'my-function', Qualifier: 'a'.repeat(129) },
  qualifier_too_long1: { FunctionName: 'my-function', Qualifier: 'a'.repeat(65) },
  invalid_account_id_in_partial_arn: { FunctionName: 'invalid-account:function:my-function' },
  invalid_region_in_arn: { FunctionName: invalidRegionArn },
  non_lambda_arn: { FunctionName: 'arn:aws:ec2:<region>:<account>:instance:i-1234567890abcdef0' },
  function_name_too_long: { FunctionName: 'a'.repeat(65) },
  function_name_too_long_and_invalid_region: { FunctionName: `${invalidRegionArn}${'a'.repeat(170)}` },
  full_arn_and_qualifier_too_long_and_invalid_region: {
    FunctionName: `${invalidRegionArn}-${'a'.repeat(170)}`,
    Qualifier: 'a'.repeat(129),
  },
  function_name_and_qualifier_too_long: { FunctionName: 'my-function', Qualifier: 'a'.repeat(65) },
  full_arn_with_multiple_qualifiers: { FunctionName: `${arn}:my-function:1:2` },
  incomplete_arn: { FunctionName: arn },
  partial_arn_with_extra_qualifier: { FunctionName: 'function:my-function:$LATEST:extra' },
  latest_version_with_additional_qualifier: { FunctionName: `${arn}:my-function:$LATEST`, Qualifier: '1' },
  lowercase_latest_qualifier: { FunctionName: `${arn}:my-function`, Qualifier: '$latest' },
  missing_region_in_arn: { FunctionName: 'arn:aws:lambda::<account>:function:my-function' },
  missing_account_id_in_arn: { FunctionName: 'arn:aws:lambda:<region>::function:my-function' },
  misspelled_latest_in_arn: { FunctionName: `${arn}:my-function:$LATES` },
};

interface RecordedName {
  readonly name: string;
  readonly operation: 'get_function' | 'delete_function' | 'create_function' | 'invoke';
  /** Code and message; or the broken constraints of the message, sorted. */
  readonly recorded: {
    readonly Code: string;
    readonly Message?: string;
    readonly Errors?: readonly string[];
  };
}

for (const { name, operation, recorded } of goldens<RecordedName>('function-names.json')) {
  test(`names functions as AWS does: ${operation}, ${name}`, async () => {
    const context = createTestContext();
    const error = await refusal(operation, inputs[name]!, context);
    const broken = error.message.match(/Value '.*?' at '.*?' failed to satisfy constraint: .+?(?=;|$)/g);
    const answer =
      broken === null
        ? { Code: error.code, Message: error.message }
        : { Code: error.code, Count: broken.length, Errors: broken.toSorted() };
    assertRecorded(answer, recorded, new Map(), context);
    await context.store.close();
  });
}

async function refusal(
  operation: RecordedName['operation'],
  input: NamedInput,
  context: TestContext,
): Promise<AwsError> {
  const FunctionName = input.FunctionName.replace('<region>', context.region).replace(
    '<account>',
    context.accountId,
  );
  const named = { ...input, FunctionName };
  try {
    if (operation === 'get_function') await getFunction(named, context);
    else if (operation === 'delete_function') await deleteFunction(named, context);
    else if (operation === 'invoke') await invoke(named, context);
    else await createFunction(withQualifierInName(named, context), context);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  return assert.fail(`${operation} took ${JSON.stringify(input)}`);
}

function withQualifierInName(
  { FunctionName, Qualifier }: NamedInput,
  { accountId }: TestContext,
): Parameters<typeof createFunction>[0] {
  return {
    FunctionName: Qualifier === undefined ? FunctionName : `${FunctionName}:${Qualifier}`,
    Handler: 'index.handler',
    Runtime: 'python3.12',
    Role: `arn:aws:iam::${accountId}:role/lambda`,
    Code: { ZipFile: zipNamed('echo') },
  };
}
