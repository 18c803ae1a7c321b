// What SAM also makes of properties that Varco leaves out: nothing is created of it, but its names resolve, as outputs ask.
import type { TemplateResource } from '../project.ts';
import { isMap, own, type TemplateMap } from '../template-value.ts';
import { generatedResource } from './generated-resource.ts';

export interface LeftOut {
  readonly resources: readonly TemplateResource[];
  /** `Api.UsagePlan` → `ApiUsagePlan`. */
  readonly names: readonly (readonly [string, string])[];
}

/** The API of HttpApi events without ApiId. */
const implicitHttpApiId = 'ServerlessHttpApi';

/** Event type → what stands behind `{function}{event}`; most are rules of EventBridge. */
const eventTypes: Readonly<Record<string, string>> = {
  DynamoDB: 'AWS::Lambda::EventSourceMapping',
  Kinesis: 'AWS::Lambda::EventSourceMapping',
  MQ: 'AWS::Lambda::EventSourceMapping',
  MSK: 'AWS::Lambda::EventSourceMapping',
  SNS: 'AWS::SNS::Subscription',
  SQS: 'AWS::Lambda::EventSourceMapping',
};

export function leftOutOf(resource: TemplateResource): LeftOut {
  switch (resource.type) {
    case 'AWS::Serverless::Function':
      return { resources: eventsOf(resource), names: [] };
    case 'AWS::Serverless::HttpApi':
      return stageOfHttpApi(resource, resource.logicalId);
    case 'AWS::Serverless::StateMachine':
      return { resources: [made(resource, `${resource.logicalId}Role`, 'AWS::IAM::Role')], names: [] };
    default:
      return { resources: [], names: [] };
  }
}

/** The implied HTTP API, where a function has an event for it. */
export function impliedHttpApi(functions: readonly TemplateResource[]): LeftOut {
  const first = functions.find((resource) =>
    Object.values(mapAt(resource, 'Events')).some(
      (event) => isMap(event) && own(event, 'Type') === 'HttpApi',
    ),
  );
  if (first === undefined) return { resources: [], names: [] };
  const stage = stageOfHttpApi(first, implicitHttpApiId);
  return {
    ...stage,
    resources: [made(first, implicitHttpApiId, 'AWS::ApiGatewayV2::Api'), ...stage.resources],
  };
}

function eventsOf(resource: TemplateResource): readonly TemplateResource[] {
  return Object.entries(mapAt(resource, 'Events')).flatMap(([eventName, event]) => {
    const type = isMap(event) ? own(event, 'Type') : undefined;
    if (typeof type !== 'string' || type === 'Api' || type === 'HttpApi') return [];
    const source = Object.hasOwn(eventTypes, type) ? eventTypes[type]! : 'AWS::Events::Rule';
    return [made(resource, `${resource.logicalId}${eventName}`, source)];
  });
}

function stageOfHttpApi(from: TemplateResource, apiId: string): LeftOut {
  const stageId = `${apiId}ApiGatewayDefaultStage`;
  return {
    resources: [made(from, stageId, 'AWS::ApiGatewayV2::Stage')],
    names: [[`${apiId}.Stage`, stageId]],
  };
}

function made(from: TemplateResource, logicalId: string, type: string): TemplateResource {
  return generatedResource(from, { logicalId, type, properties: {} });
}

function mapAt(resource: TemplateResource, property: string): TemplateMap {
  const value = own(resource.properties, property);
  return isMap(value) ? value : {};
}
