import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { UserError } from '../core/errors.ts';
import { loadText } from './testing/load-text.ts';

const anyResource = `Resources: { Any: { Type: AWS::CDK::Metadata } }\n`;

async function valuesOf(
  t: TestContext,
  declarations: string,
  given: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const { parameters } = await loadText(t, `Parameters:\n${declarations}${anyResource}`, given);
  return Object.fromEntries(
    [...parameters].map(([name, parameter]) => [
      name,
      parameter.kind === 'value' ? parameter.value : 'unknown',
    ]),
  );
}

test('a parameter has the value given, else its default; lists are split', async (t) => {
  const declarations = `  Text: { Type: String, Default: a }
  Number: { Type: Number, Default: 5 }
  Given: { Type: String, Default: a }
  List: { Type: CommaDelimitedList, Default: 'x, y,z' }
  Numbers: { Type: List<Number>, Default: '1,2' }
  Vpc: { Type: 'AWS::EC2::VPC::Id', Default: vpc-1 }
  Ssm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b }
  SsmList: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /a/b }
`;
  assert.deepEqual(await valuesOf(t, declarations, { Given: 'b', SsmList: 'p,q' }), {
    Text: 'a',
    Number: '5',
    Given: 'b',
    List: ['x', 'y', 'z'],
    Numbers: ['1', '2'],
    Vpc: 'vpc-1',
    Ssm: 'unknown',
    SsmList: ['p', 'q'],
  });
});

test('values that do not fit are refused with the rule, the place and what to do', async (t) => {
  const cases: readonly (readonly [declaration: string, value: string | null, sentence: RegExp])[] = [
    [
      '{ Type: String }',
      null,
      /template\.yaml:2: parameter P has no default: start with --parameter P=VALUE\.$/,
    ],
    [
      '{ Type: String, AllowedValues: [a, b] }',
      'c',
      /parameter P must be one of a, b, but "c" does not: start with/,
    ],
    ['{ Type: Number }', 'x', /must be a number, but "x" does not/],
    ['{ Type: Number, MinValue: 3 }', '2', /must be at least 3/],
    ['{ Type: Number, MaxValue: 3 }', '4', /must be at most 3/],
    ['{ Type: String, MinLength: 2 }', 'a', /must have at least 2 characters/],
    ['{ Type: String, MaxLength: 2 }', 'abc', /must have at most 2 characters/],
    [
      '{ Type: String, AllowedPattern: "[a-z]+", ConstraintDescription: small letters }',
      'A',
      /must match \[a-z\]\+, but "A" does not \(small letters\)/,
    ],
    [
      '{ Type: String, AllowedPattern: "[a-z]+", NoEcho: true }',
      'SECRET',
      /must match \[a-z\]\+, but its value does not/,
    ],
    ['{ Default: a }', null, /parameter P needs a Type, for instance String\.$/],
    [
      '{ Type: String, Defualt: a }',
      'a',
      /parameter P has Defualt, which CloudFormation does not know \(did you mean Default\?\): remove it\.$/,
    ],
  ];
  for (const [declaration, value, sentence] of cases) {
    await assert.rejects(
      valuesOf(t, `  P: ${declaration}\n`, value === null ? {} : { P: value }),
      (error) =>
        error instanceof UserError && sentence.test(error.message) && !error.message.includes('SECRET'),
      declaration,
    );
  }
});

test('a parameter the template does not have is refused, with those it has', async (t) => {
  await assert.rejects(
    valuesOf(t, '  A: { Type: String, Default: a }\n', { B: 'b' }),
    /template\.yaml has no parameter B \(it has A\): leave it out or correct the name\.$/,
  );
});
