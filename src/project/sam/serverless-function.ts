// AWS::Serverless::Function → a Lambda function with its role, version and alias, and a permission for each Api event.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import {
  implicitApiId,
  implicitStageName,
  permissionFor,
  readApiEvents,
  type ApiEvent,
} from './api-event.ts';
import { eventInvokeConfigOf } from './event-invoke-config.ts';
import { roleOf } from './function-role.ts';
import { urlOf } from './function-url.ts';
import { digestOf, generatedResource } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';

/** An Api event with what its route calls. */
export interface FunctionRoute {
  readonly event: ApiEvent;
  /** The logical id whose Ref or Arn the integration names. */
  readonly functionId: string;
  readonly aliasId: string | null;
}

export interface TransformedFunction {
  readonly resources: readonly TemplateResource[];
  readonly routes: readonly FunctionRoute[];
  /** `Orders.Alias` → `OrdersAliaslive`. */
  readonly names: readonly (readonly [string, string])[];
}

/** Handed through under the same name. */
const sameNames = [
  'Architectures',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'ReservedConcurrentExecutions',
  'Runtime',
  'Timeout',
] as const;

export function transformFunction(resource: TemplateResource, scope: SamScope): TransformedFunction {
  const { logicalId, properties } = resource;
  const roleId = `${logicalId}Role`;
  const role = own(properties, 'Role');
  const lambda = generatedResource(resource, {
    logicalId,
    type: 'AWS::Lambda::Function',
    dependsOn: resource.dependsOn,
    metadata: resource.metadata,
    properties: {
      ...Object.fromEntries(sameNames.map((name) => [name, own(properties, name)])),
      Code: codeOf(resource, scope),
      DeadLetterConfig: deadLetterOf(own(properties, 'DeadLetterQueue')),
      Role: role ?? { 'Fn::GetAtt': [roleId, 'Arn'] },
      Tags: tagsOf(own(properties, 'Tags')),
      TracingConfig: tracingOf(own(properties, 'Tracing')),
    },
  });
  scope.file.positions.inherit(lambda.properties, properties);
  const published = publish(resource, scope);
  const callee = published?.aliasId ?? logicalId;
  const events = readApiEvents(resource, scope);
  const invoked = eventInvokeConfigOf(
    resource,
    published === null ? null : { id: published.aliasId, name: published.aliasName },
    scope,
  );
  return {
    resources: [
      ...(role === undefined ? [roleOf(resource, roleId)] : []),
      lambda,
      ...(published?.resources ?? []),
      ...urlOf(resource, published?.aliasId ?? null, scope),
      ...invoked.resources,
      ...events.map((event) => permissionFor(resource, event, { Ref: callee }, stageSuffixOf(event, scope))),
    ],
    routes: events.map((event) => ({ event, functionId: logicalId, aliasId: published?.aliasId ?? null })),
    names: [
      ...(published === null
        ? []
        : [
            [`${logicalId}.Version`, published.versionId] as const,
            [`${logicalId}.Alias`, published.aliasId] as const,
          ]),
      ...invoked.names,
    ],
  };
}

function deadLetterOf(queue: TemplateValue | undefined): TemplateMap | undefined {
  const target = isMap(queue) ? own(queue, 'TargetArn') : undefined;
  return target === undefined ? undefined : { TargetArn: target };
}

/** SAM's InlineCode and CodeUri as Lambda's Code. */
function codeOf(resource: TemplateResource, scope: SamScope): TemplateValue | undefined {
  const inline = own(resource.properties, 'InlineCode');
  const uri = own(resource.properties, 'CodeUri');
  if (inline !== undefined && uri !== undefined) {
    throw new UserError(
      `${scope.where(resource, 'InlineCode')}: ${resource.logicalId} has both InlineCode and CodeUri: keep one.`,
    );
  }
  if (inline !== undefined) return { ZipFile: inline };
  if (!isMap(uri) || own(uri, 'Bucket') === undefined) return uri;
  return { S3Bucket: own(uri, 'Bucket')!, S3Key: own(uri, 'Key') ?? '' };
}

function tagsOf(tags: TemplateValue | undefined): TemplateValue {
  const given = isMap(tags) ? Object.entries(tags) : [];
  return [['lambda:createdBy', 'SAM'] as const, ...given].map(([Key, Value]) => ({ Key, Value }));
}

function tracingOf(tracing: TemplateValue | undefined): TemplateMap | undefined {
  return tracing === undefined || tracing === 'Disabled' ? undefined : { Mode: tracing };
}

/** AutoPublishAlias: a version of the code, and an alias on it. */
function publish(
  resource: TemplateResource,
  scope: SamScope,
): {
  readonly resources: readonly TemplateResource[];
  readonly versionId: string;
  readonly aliasId: string;
  readonly aliasName: string;
} | null {
  const { logicalId, properties } = resource;
  const written = own(properties, 'AutoPublishAlias');
  const provisioned = own(properties, 'ProvisionedConcurrencyConfig');
  if (written === undefined && provisioned !== undefined) {
    throw new UserError(
      `${scope.where(resource, 'ProvisionedConcurrencyConfig')}: ${logicalId} has ProvisionedConcurrencyConfig, which SAM takes only with AutoPublishAlias: add it.`,
    );
  }
  if (written === undefined) return null;
  const name = scope.resolveStatic(written);
  if (typeof name !== 'string' || name === '') {
    throw new UserError(
      `${scope.where(resource, 'AutoPublishAlias')}: ${logicalId}.AutoPublishAlias must be a text or a Ref to a parameter.`,
    );
  }
  const code = own(properties, 'CodeUri') ?? own(properties, 'InlineCode') ?? '.';
  const versionId = `${logicalId}Version${digestOf(code).short}`;
  const aliasId = `${logicalId}Alias${name.replaceAll('-', 'D').replaceAll('_', 'U')}`;
  return {
    versionId,
    aliasId,
    aliasName: name,
    resources: [
      generatedResource(resource, {
        logicalId: versionId,
        type: 'AWS::Lambda::Version',
        properties: { FunctionName: { Ref: logicalId }, Description: own(properties, 'VersionDescription') },
      }),
      generatedResource(resource, {
        logicalId: aliasId,
        type: 'AWS::Lambda::Alias',
        properties: {
          Name: name,
          FunctionName: { Ref: logicalId },
          FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] },
          ProvisionedConcurrencyConfig: provisioned,
        },
      }),
    ],
  };
}

/** The end of the permission's logical id: the stage's name where it is plain. */
function stageSuffixOf(event: ApiEvent, scope: SamScope): string {
  if (event.apiId === null) return 'AllStages';
  const api = scope.resources.get(event.apiId);
  if (api === undefined) {
    if (event.apiId === implicitApiId) return implicitStageName;
    throw new UserError(
      `${scope.file.where(event.properties, 'RestApiId')}: ${event.name} belongs to ${event.apiId}, which is no resource of the template: RestApiId must be a Ref to an AWS::Serverless::Api.`,
    );
  }
  const stageName = own(api.properties, 'StageName');
  return typeof stageName === 'string' ? stageName : 'Stage';
}
