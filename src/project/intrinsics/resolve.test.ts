import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { UserError } from '../../core/errors.ts';
import { planProject } from '../plan.ts';
import { own } from '../template-value.ts';
import { loadText } from '../testing/load-text.ts';
import { resolve } from './resolve.ts';

const identity = { accountId: '111122223333', region: 'eu-south-1' };

const template = (value: string): string => `Parameters:
  Word: { Type: String, Default: word }
  Words: { Type: CommaDelimitedList, Default: 'a,b,c' }
Mappings:
  Sizes: { small: { memory: 128, names: [x, y] } }
Conditions:
  Holds: !Equals [!Ref Word, word]
  Fails: !Not [!Condition Holds]
Resources:
  Thing: { Type: AWS::S3::Bucket }
Outputs:
  It: { Value: ${value} }
`;

/** The value of an output, with `Thing` standing for a resource. */
async function valueOf(t: TestContext, value: string): Promise<unknown> {
  const plan = planProject(await loadText(t, template(value)), identity);
  const output = own(plan.outputs, 'It');
  assert.ok(output !== undefined);
  return resolve(
    output,
    plan.scope(({ name, attribute }) => (attribute === null ? `ref ${name}` : `${attribute} of ${name}`)),
  );
}

test('every function gives what CloudFormation gives', async (t) => {
  const expected: readonly (readonly [value: string, result: unknown])[] = [
    ['!Ref Word', 'word'],
    ['!Ref Words', ['a', 'b', 'c']],
    ['!Ref Thing', 'ref Thing'],
    ['!Ref AWS::Region', 'eu-south-1'],
    ['!Ref AWS::AccountId', '111122223333'],
    ['!Ref AWS::Partition', 'aws'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    ['!Ref AWS::StackName', 'stack'],
    ['!GetAtt Thing.Arn', 'Arn of Thing'],
    ['{ "Fn::GetAtt": "Thing.Outputs.X" }', 'Outputs.X of Thing'],
    ['!GetAtt [Thing, !Ref Word]', 'word of Thing'],
    ["!Sub '${Word}-${Thing.Arn}-${AWS::Region}-${!Word}'", 'word-Arn of Thing-eu-south-1-${Word}'],
    ["!Sub ['${A} ${Word} ${Words}', { A: !Select [0, !Ref Words] }]", 'a word a,b,c'],
    ["!Join ['-', [a, !Ref Word, 5, true]]", 'a-word-5-true'],
    ["!Join ['', !Ref Words]", 'abc'],
    ["!Join [',', [a, !Ref AWS::NoValue, !If [Fails, b, !Ref AWS::NoValue]]]", 'a'],
    ['!Select [1, [a, b]]', 'b'],
    ["!Select ['2', !Split ['/', x/y/z]]", 'z'],
    ["!Split [',', 'a,,b']", ['a', '', 'b']],
    ['!If [Holds, { a: !Ref Word }, b]', { a: 'word' }],
    ['!If [Fails, a, !If [Holds, b, c]]', 'b'],
    ['!FindInMap [Sizes, small, memory]', 128],
    ['!FindInMap [Sizes, !Join ["", [sma, ll]], names]', ['x', 'y']],
    ['{ "Fn::FindInMap": [Sizes, large, memory, { DefaultValue: !Ref Word }] }', 'word'],
    ['!Base64 é', 'w6k='],
    ["!GetAZs ''", ['eu-south-1a', 'eu-south-1b', 'eu-south-1c']],
    ['!GetAZs us-west-2', ['us-west-2a', 'us-west-2b', 'us-west-2c']],
    ['!Length [a, b, c]', 3],
    ['!ToJsonString { a: [!Ref Word, 1] }', '{"a":["word",1]}'],
    ['{ a: [1, !Ref AWS::NoValue], b: !Ref AWS::NoValue }', { a: [1] }],
    ['{ Ref: Word, Other: 1 }', { Ref: 'Word', Other: 1 }],
  ];
  for (const [value, result] of expected) assert.deepEqual(await valueOf(t, value), result, value);
});

test('conditions are decided once, whatever they are made of', async (t) => {
  const conditions: readonly (readonly [condition: string, holds: boolean])[] = [
    ['!Equals [!Ref Word, word]', true],
    ['!Equals ["1", 1]', true],
    ['!Equals [!Select [0, !Ref Words], b]', false],
    ['!And [!Condition Holds, !Not [!Condition Fails]]', true],
    ['!Or [!Condition Fails, !Equals [a, b]]', false],
    ['!Equals [!FindInMap [Sizes, small, memory], 128]', true],
    ['{ Condition: Holds }', true],
  ];
  for (const [condition, holds] of conditions) {
    const text = template('!If [It, yes!, no!]').replace('Conditions:', `Conditions:\n  It: ${condition}`);
    const plan = planProject(await loadText(t, text), identity);
    assert.equal(plan.outputs['It'], holds ? 'yes!' : 'no!', condition);
  }
});

test('a function that is used wrongly, or needs AWS, is refused with its line', async (t) => {
  const cases: readonly (readonly [value: string, sentence: RegExp])[] = [
    [
      '!ImportValue other-stack',
      /template\.yaml:12: Fn::ImportValue asks for another stack's export, which does not exist locally: replace it by a parameter\.$/,
    ],
    ['!Cidr [10.0.0.0/16, 1, 8]', /:12: Fn::Cidr computes network addresses/],
    ['{ "Fn::Transform": { Name: M } }', /:12: Fn::Transform runs a macro/],
    [
      '{ "Fn::ForEach::Loop": [] }',
      /:12: Fn::ForEach is a loop that Varco does not expand: write the items out\.$/,
    ],
    [
      '{ "Fn::Jion": [] }',
      /:12: Fn::Jion is no function that CloudFormation has \(did you mean Fn::Join\?\): correct it\.$/,
    ],
    ['!Join [a]', /:12: Fn::Join takes a separator and a list\.$/],
    ['!Select [3, [a, b]]', /:12: Fn::Select asks for item 3 of a list that has 2: the first is 0\.$/],
    ['!Select [a, [a, b]]', /:12: Fn::Select takes an index and a list\.$/],
    [
      '!FindInMap [Sizes, large, memory]',
      /:12: the mapping Sizes has no large\.memory: add it under Mappings\.$/,
    ],
    ["!Join ['', [a, { b: c }]]", /:12: an item of Fn::Join must be a text, but is a map or list\.$/],
    ['!If [Maybe, a, b]', /:12: there is no condition Maybe: add it under Conditions\.$/],
    ['!If [Holds, a]', /:12: Fn::If takes the name of a condition and two values\.$/],
    [
      '!Ref Wrod',
      /:12: output It refers to Wrod, which is neither a parameter nor a resource of the template \(did you mean Word\?\): correct the name\.$/,
    ],
    [
      "!Sub '${Thing2.Arn}'",
      /:12: output It refers to Thing2, which is no resource of the template \(did you mean Thing\?\): correct the name\.$/,
    ],
    ['!GetAtt Word.Arn', /:12: output It asks for Arn of Word, but that is a parameter: use Ref\.$/],
  ];
  for (const [value, sentence] of cases) {
    await assert.rejects(
      valueOf(t, value),
      (error) =>
        (error instanceof UserError && sentence.test(error.message)) ||
        assert.fail(`${value}: ${String(error)}`),
      value,
    );
  }
});

test('a condition that depends on itself, or on a resource, is refused', async (t) => {
  const withCondition = (condition: string): string =>
    template('!If [It, a, b]').replace('Conditions:', `Conditions:\n  It: ${condition}`);
  await assert.rejects(
    loadText(t, withCondition('!Not [!Condition It]')),
    /template\.yaml:7: condition It depends on itself: break the circle\.$/,
  );
  await assert.rejects(
    loadText(t, withCondition('!Equals [!Ref Thing, a]')),
    /:7: Thing is no parameter, and this must be known before any resource exists: use a parameter or write the value\.$/,
  );
  await assert.rejects(loadText(t, withCondition('hello')), /:7: condition It must be made of Fn::Equals/);
});
