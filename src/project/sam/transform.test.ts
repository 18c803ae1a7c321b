// The files in fixtures/translated/ are what AWS's own translator (aws-sam-translator 1.110.0) makes of the fixtures of the same
// name, with the code's place replaced.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadProject } from '../load-project.ts';
import { planProject, type Plan } from '../plan.ts';
import type { TemplateMap, TemplateValue } from '../template-value.ts';
import { fixture } from '../testing/fixture.ts';

const names = ['implicit-api', 'explicit-api', 'globals', 'alias', 'authorized', 'functions'] as const;
const identity = { accountId: '000000000000', region: 'us-east-1' };

/** Events of other services are not transformed. */
const apiGateway = 'apigateway.amazonaws.com';

async function translations(
  name: string,
): Promise<{ readonly ours: Plan; readonly aws: Readonly<Record<string, AwsResource>> }> {
  const translated = JSON.parse(readFileSync(fixture(`translated/${name}.json`), 'utf8')) as {
    readonly Resources: Readonly<Record<string, AwsResource>>;
  };
  return {
    ours: planProject(await loadProject(fixture(`${name}.yaml`)), identity),
    aws: translated.Resources,
  };
}

interface AwsResource {
  readonly Type: string;
  readonly Properties?: TemplateMap;
}

/** Logical id → properties of a type. The digests of versions, layers and deployments differ, since the code's place does. */
function ofType(plan: Plan, type: string): Record<string, TemplateMap> {
  return Object.fromEntries(
    plan.resources
      .filter((resource) => resource.type === type)
      .map(({ logicalId, properties }) => [withoutDigest(logicalId), undigested(properties)]),
  );
}

function ofAwsType(
  resources: Readonly<Record<string, AwsResource>>,
  type: string,
): Record<string, TemplateMap> {
  return Object.fromEntries(
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type && !isOfOtherService(resource))
      .map(([logicalId, { Properties = {} }]) => [withoutDigest(logicalId), undigested(Properties)]),
  );
}

function isOfOtherService({ Properties = {} }: AwsResource): boolean {
  const { Principal } = Properties;
  return typeof Principal === 'string' && Principal.endsWith('.amazonaws.com') && Principal !== apiGateway;
}

function withoutDigest(logicalId: string): string {
  return logicalId.replace(/(Version|Deployment|Shared)[0-9a-f]{10}$/, '$1');
}

/** ARNs are written with the partition's name or with its pseudo parameter; both come to the same. */
function undigested(properties: TemplateValue): TemplateMap {
  const text = JSON.stringify(properties)
    .replaceAll(/(Version|Deployment|Shared)[0-9a-f]{10}"/g, '$1"')
    .replaceAll('${AWS::Partition}', 'aws');
  return JSON.parse(text, sorted) as TemplateMap;
}

/** AWS's order of paths, and so of a policy's statements and resources, is Python's. */
function sorted(key: string, value: unknown): unknown {
  if ((key !== 'Statement' && key !== 'Resource') || !Array.isArray(value)) return value;
  const text = (item: object): string =>
    JSON.stringify(Object.entries(item).toSorted(([left], [right]) => (left < right ? -1 : 1)));
  return value.toSorted((left, right) => (text(left) < text(right) ? -1 : 1));
}

/** Where only AWS has a property, or only Varco: its place, or what Varco has no use for. */
function without(properties: TemplateMap, ...names: readonly string[]): TemplateMap {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

const compared = [
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::Lambda::Version',
] as const;

for (const name of names) {
  test(`${name}: permissions, versions, keys, plans, URLs and the like are those AWS makes`, async () => {
    const { ours, aws } = await translations(name);
    for (const type of compared) assert.deepEqual(ofType(ours, type), ofAwsType(aws, type), type);
    assert.ok(Object.keys(ofAwsType(aws, 'AWS::Lambda::Permission')).length > 0);
  });

  test(`${name}: layers and roles are those AWS makes`, async () => {
    const { ours, aws } = await translations(name);
    const layers = Object.entries(ofType(ours, 'AWS::Lambda::LayerVersion'));
    assert.deepEqual(
      layers.map(([logicalId, properties]) => [logicalId, without(properties, 'Content')]),
      Object.entries(ofAwsType(aws, 'AWS::Lambda::LayerVersion')).map(([logicalId, properties]) => [
        logicalId,
        without(properties, 'Content'),
      ]),
    );
    for (const [logicalId, properties] of Object.entries(ofAwsType(aws, 'AWS::IAM::Role'))) {
      const { Policies, ...role } = without(properties, 'Tags');
      const { Policies: own, ...our } = ofType(ours, 'AWS::IAM::Role')[logicalId]!;
      assert.deepEqual(our, role, logicalId);
      // Policy templates, and leave to send to the queues that SAM makes, are left out.
      const names = (list: TemplateValue | undefined): readonly unknown[] =>
        ((list ?? []) as readonly TemplateMap[]).map(({ PolicyName }) => PolicyName);
      assert.deepEqual(new Set(names(own)).difference(new Set(names(Policies))), new Set(), logicalId);
    }
  });

  test(`${name}: functions are those AWS makes`, async () => {
    const { ours, aws } = await translations(name);
    const strip = ({ Code: _code, ...properties }: TemplateMap): TemplateMap => properties;
    const functions = Object.entries(ofAwsType(aws, 'AWS::Lambda::Function'));
    for (const [logicalId, properties] of functions) {
      assert.deepEqual(
        strip(ofType(ours, 'AWS::Lambda::Function')[logicalId]!),
        strip(properties),
        logicalId,
      );
    }
    assert.equal(functions.length, Object.keys(ofType(ours, 'AWS::Lambda::Function')).length);
  });

  test(`${name}: APIs with their documents are those AWS makes`, async () => {
    const { ours, aws } = await translations(name);
    const apis = ofAwsType(aws, 'AWS::ApiGateway::RestApi');
    assert.deepEqual(ofType(ours, 'AWS::ApiGateway::RestApi'), apis);
    assert.ok(Object.keys(apis).length > 0);
  });

  test(`${name}: stages are those AWS makes, but for the one named Stage`, async () => {
    const { ours, aws } = await translations(name);
    const stages = ofAwsType(aws, 'AWS::ApiGateway::Stage');
    assert.deepEqual(ofType(ours, 'AWS::ApiGateway::Stage'), stages);
    for (const deployment of Object.values(ofAwsType(aws, 'AWS::ApiGateway::Deployment'))) {
      if (name !== 'functions') assert.equal(deployment['StageName'], 'Stage');
    }
  });
}
