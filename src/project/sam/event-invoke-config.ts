// EventInvokeConfig of an AWS::Serverless::Function → what becomes of its asynchronous invocations.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, type TemplateMap } from '../template-value.ts';
import { generatedResource } from './generated-resource.ts';
import { mapAt } from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';

export interface TransformedEventInvokeConfig {
  readonly resources: readonly TemplateResource[];
  /** `Orders.DestinationQueue` → the logical id of the queue SAM makes. */
  readonly names: readonly (readonly [string, string])[];
}

/** A destination that names no queue or topic gets one of SAM's making. */
const made: Readonly<Record<string, readonly [suffix: string, type: string, attribute: string | null]>> = {
  SQS: ['Queue', 'AWS::SQS::Queue', 'Arn'],
  SNS: ['Topic', 'AWS::SNS::Topic', null],
};

export function eventInvokeConfigOf(
  resource: TemplateResource,
  alias: { readonly id: string; readonly name: string } | null,
  scope: SamScope,
): TransformedEventInvokeConfig {
  const { logicalId, properties } = resource;
  const config = own(properties, 'EventInvokeConfig');
  if (!isMap(config)) return { resources: [], names: [] };
  const configId = `${logicalId}EventInvokeConfig`;
  const targets: TemplateResource[] = [];
  const names: (readonly [string, string])[] = [];
  const destinations: Record<string, TemplateMap> = {};
  for (const event of ['OnSuccess', 'OnFailure']) {
    const written = own(mapAt(config, 'DestinationConfig'), event);
    if (!isMap(written)) continue;
    const given = own(written, 'Destination');
    if (given !== undefined) {
      destinations[event] = { Destination: given };
      continue;
    }
    const type = own(written, 'Type');
    const kind = typeof type === 'string' && Object.hasOwn(made, type) ? made[type] : undefined;
    if (kind === undefined) {
      throw new UserError(
        `${scope.where(resource, 'EventInvokeConfig')}: ${logicalId}.EventInvokeConfig.DestinationConfig.${event} needs Destination: add the ARN of what is told.`,
      );
    }
    const [suffix, resourceType, attribute] = kind;
    const targetId = `${configId}${event}${suffix}`;
    targets.push(generatedResource(resource, { logicalId: targetId, type: resourceType, properties: {} }));
    names.push([`${logicalId}.Destination${suffix}`, targetId]);
    destinations[event] = {
      Destination: attribute === null ? { Ref: targetId } : { 'Fn::GetAtt': [targetId, attribute] },
    };
  }
  return {
    names,
    resources: [
      ...targets,
      generatedResource(resource, {
        logicalId: configId,
        type: 'AWS::Lambda::EventInvokeConfig',
        dependsOn: alias === null ? [] : [alias.id],
        properties: {
          DestinationConfig: destinations,
          FunctionName: { Ref: logicalId },
          MaximumEventAgeInSeconds: own(config, 'MaximumEventAgeInSeconds'),
          MaximumRetryAttempts: own(config, 'MaximumRetryAttempts'),
          Qualifier: alias?.name ?? '$LATEST',
        },
      }),
    ],
  };
}
