// The files in fixtures/translated/ are what AWS's own translator (aws-sam-translator 1.110.0) makes of the fixtures of the same
// name, with the code's place replaced. The routes stand in an OpenAPI document there; here they are resources and methods.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadProject } from '../load-project.ts';
import { planProject, type Plan } from '../plan.ts';
import type { TemplateResource } from '../project.ts';
import { scalarText, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { fixture } from '../testing/fixture.ts';

const names = ['implicit-api', 'explicit-api', 'globals', 'alias'] as const;
const identity = { accountId: '000000000000', region: 'us-east-1' };

/** Events of other services are not transformed. */
const apiGateway = 'apigateway.amazonaws.com';

type Json = Readonly<Record<string, unknown>>;

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
  readonly Properties: TemplateMap;
}

/** Logical id → properties of a type. The digests at the end of versions and deployments differ, since the code does. */
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
      .filter(
        ([, resource]) =>
          resource.Type === type && (resource.Properties['Principal'] ?? apiGateway) === apiGateway,
      )
      .map(([logicalId, { Properties }]) => [withoutDigest(logicalId), undigested(Properties)]),
  );
}

function withoutDigest(logicalId: string): string {
  return logicalId.replace(/(Version|Deployment)[0-9a-f]{10}$/, '$1');
}

/** ARNs are written with the partition's name or with its pseudo parameter; both come to the same. */
function undigested(properties: TemplateValue): TemplateMap {
  const text = JSON.stringify(properties)
    .replaceAll(/(Version|Deployment)[0-9a-f]{10}"/g, '$1"')
    .replaceAll('${AWS::Partition}', 'aws');
  return JSON.parse(text) as TemplateMap;
}

for (const name of names) {
  test(`${name}: permissions, versions and aliases are those AWS makes`, async () => {
    const { ours, aws } = await translations(name);
    for (const type of ['AWS::Lambda::Permission', 'AWS::Lambda::Version', 'AWS::Lambda::Alias']) {
      assert.deepEqual(ofType(ours, type), ofAwsType(aws, type));
    }
    assert.ok(Object.keys(ofAwsType(aws, 'AWS::Lambda::Permission')).length > 0);
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

  test(`${name}: routes, preflights and gateway responses are those of the document AWS makes`, async () => {
    const { ours, aws } = await translations(name);
    for (const [logicalId, properties] of Object.entries(ofAwsType(aws, 'AWS::ApiGateway::RestApi'))) {
      assert.deepEqual(routesOf(ours, logicalId), routesOfDocument(properties['Body'] as never), logicalId);
      assert.deepEqual(
        gatewayResponsesOf(ours, logicalId),
        gatewayResponsesOfDocument(properties['Body'] as never),
        logicalId,
      );
    }
  });

  test(`${name}: stages are those AWS makes, but for the one named Stage`, async () => {
    const { ours, aws } = await translations(name);
    const stages = ofAwsType(aws, 'AWS::ApiGateway::Stage');
    assert.deepEqual(ofType(ours, 'AWS::ApiGateway::Stage'), stages);
    for (const deployment of Object.values(ofAwsType(aws, 'AWS::ApiGateway::Deployment'))) {
      assert.equal(deployment['StageName'], 'Stage');
    }
  });
}

interface Route {
  readonly type: string;
  readonly calls: string | null;
  readonly needsKey: boolean;
  readonly isIam: boolean;
  readonly timeout: number | null;
  readonly responses: unknown;
}

function routesOf(plan: Plan, api: string): Readonly<Record<string, Route>> {
  const methods = plan.resources.filter(
    (resource) => resource.type === 'AWS::ApiGateway::Method' && resource.source === api,
  );
  return Object.fromEntries(
    methods.map(({ logicalId, properties }: TemplateResource) => {
      const method = properties as never as {
        Integration: {
          Type: string;
          Uri?: Json;
          TimeoutInMillis?: number;
          IntegrationResponses?: Json[];
          RequestTemplates?: Json;
        };
        ApiKeyRequired?: boolean;
        AuthorizationType: string;
      };
      const { Type: type, Uri, TimeoutInMillis, IntegrationResponses, RequestTemplates } = method.Integration;
      const [response] = IntegrationResponses ?? [];
      return [
        logicalId.slice(api.length + 1),
        {
          type: type.toLowerCase(),
          calls: Uri === undefined ? null : (Uri['Fn::Sub'] as string).replace('${AWS::Partition}', 'aws'),
          needsKey: method.ApiKeyRequired ?? false,
          isIam: method.AuthorizationType === 'AWS_IAM',
          timeout: TimeoutInMillis ?? null,
          responses:
            response === undefined
              ? null
              : {
                  status: response['StatusCode'],
                  parameters: response['ResponseParameters'],
                  templates: response['ResponseTemplates'],
                  request: RequestTemplates,
                },
        },
      ];
    }),
  );
}

interface Operation {
  readonly 'x-amazon-apigateway-integration': {
    readonly type: string;
    readonly uri?: Json;
    readonly timeoutInMillis?: number;
    readonly requestTemplates?: Json;
    readonly responses?: {
      readonly default: { statusCode: string; responseParameters: Json; responseTemplates: Json };
    };
  };
  readonly security?: readonly Json[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly 'x-amazon-apigateway-gateway-responses'?: Readonly<Record<string, Json>>;
}

function routesOfDocument(document: Document): Readonly<Record<string, Route>> {
  return Object.fromEntries(
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([verb, operation]) => {
        const integration = operation['x-amazon-apigateway-integration'];
        const response = integration.responses?.default;
        const security = new Set(
          (operation.security ?? []).flatMap((requirement) => Object.keys(requirement)),
        );
        const method = verb === 'x-amazon-apigateway-any-method' ? 'ANY' : verb.toUpperCase();
        const route: Route = {
          type: integration.type,
          calls: integration.uri === undefined ? null : (integration.uri['Fn::Sub'] as string),
          needsKey: security.has('api_key'),
          isIam: security.has('AWS_IAM'),
          timeout: integration.timeoutInMillis ?? null,
          responses:
            response === undefined
              ? null
              : {
                  status: response.statusCode,
                  parameters: response.responseParameters,
                  templates: response.responseTemplates,
                  request: integration.requestTemplates,
                },
        };
        return [`${method} ${path.length > 1 ? path.replace(/\/$/, '') : path}`, route];
      }),
    ),
  );
}

function gatewayResponsesOf(plan: Plan, api: string): unknown {
  const responses = plan.resources.filter(
    (resource) => resource.type === 'AWS::ApiGateway::GatewayResponse' && resource.source === api,
  );
  return Object.fromEntries(
    responses.map(({ properties }) => {
      const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = properties;
      return [
        ResponseType,
        [scalarText(StatusCode) ?? 'undefined', ResponseParameters ?? {}, ResponseTemplates ?? {}],
      ];
    }),
  );
}

function gatewayResponsesOfDocument(document: Document): unknown {
  return Object.fromEntries(
    Object.entries(document['x-amazon-apigateway-gateway-responses'] ?? {}).map(([type, response]) => [
      type,
      [
        String(response['statusCode']),
        response['responseParameters'] ?? {},
        response['responseTemplates'] ?? {},
      ],
    ]),
  );
}
