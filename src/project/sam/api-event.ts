// Functions' events of type Api: which route of which API each asks for, and the permission SAM gives it.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { generatedResource, suffixed } from './generated-resource.ts';
import type { SamScope } from './sam-scope.ts';

/** The API that events without RestApiId belong to, and its stage. */
export const implicitApiId = 'ServerlessRestApi';
export const implicitStageName = 'Prod';

export interface ApiEvent {
  /** `Orders.Events.List`, for messages. */
  readonly name: string;
  readonly eventName: string;
  readonly properties: TemplateMap;
  /** Starting with a slash, as written. */
  readonly path: string;
  /** Lower case; `any` for every method. */
  readonly method: string;
  /** The logical id of the API; null where RestApiId is a function that cannot be told before deployment. */
  readonly apiId: string | null;
  /** As written: a text that is no reference stays one in the permission, as SAM leaves it. */
  readonly restApiId: TemplateValue;
}

/** @throws UserError for an event without path or method, or of an API that is not there. */
export function readApiEvents(resource: TemplateResource, scope: SamScope): readonly ApiEvent[] {
  const events = own(resource.properties, 'Events') ?? {};
  if (!isMap(events))
    throw new UserError(
      `${scope.where(resource, 'Events')}: ${resource.logicalId}.Events must be a map of events.`,
    );
  return Object.entries(events).flatMap(([eventName, event]) =>
    isMap(event) && own(event, 'Type') === 'Api' ? [readApiEvent(resource, eventName, event, scope)] : [],
  );
}

function readApiEvent(
  resource: TemplateResource,
  eventName: string,
  event: TemplateMap,
  scope: SamScope,
): ApiEvent {
  const name = `${resource.logicalId}.Events.${eventName}`;
  const where = (): string => scope.file.where(event);
  const properties = own(event, 'Properties') ?? {};
  if (!isMap(properties))
    throw new UserError(`${where()}: ${name}.Properties must be a map with Path and Method.`);
  const text = (key: string): string => {
    const value = own(properties, key);
    if (typeof value === 'string') return value;
    if (value === undefined)
      throw new UserError(`${where()}: ${name} needs ${key}: add it under Properties.`);
    throw new UserError(
      `${where()}: ${name}.${key} must be a plain text, for SAM resolves no functions there: write it out.`,
    );
  };
  const path = text('Path');
  if (!path.startsWith('/'))
    throw new UserError(
      `${where()}: ${name}.Path is "${path}", but a path starts with a slash: write "/${path}".`,
    );
  const restApiId = own(properties, 'RestApiId') ?? { Ref: implicitApiId };
  return {
    name,
    eventName,
    properties,
    path,
    method: text('Method').toLowerCase(),
    apiId: apiIdOf(restApiId),
    restApiId,
  };
}

function apiIdOf(restApiId: TemplateValue): string | null {
  const id = isMap(restApiId) ? own(restApiId, 'Ref') : restApiId;
  return typeof id === 'string' ? id : null;
}

/**
 * Every stage of the API may call the function for this method and path; the path's parameters become `*`
 * (samtranslator 1.110, `Api._get_permission`).
 */
export function permissionFor(
  resource: TemplateResource,
  event: ApiEvent,
  functionName: TemplateValue,
  stageSuffix: string,
): TemplateResource {
  const method = event.method === 'any' ? '*' : event.method.toUpperCase();
  const path = event.path.replace(/^(.+)\/$/, '$1').replaceAll(/\{[A-Za-z0-9._-]+\+?\}/g, '*');
  return generatedResource(resource, {
    logicalId: suffixed(`${resource.logicalId}${event.eventName}Permission`, stageSuffix),
    type: 'AWS::Lambda::Permission',
    properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: functionName,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Sub': [
          `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${method}${path}`,
          { __ApiId__: event.restApiId, __Stage__: '*' },
        ],
      },
    },
  });
}
