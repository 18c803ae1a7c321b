// An Api event of a function as an operation of the API's document: what it calls, who may, and what of the request is checked.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import type { ApiAuth } from './api-security.ts';
import { withEventSecurity } from './event-security.ts';
import type { ApiEvent } from './api-event.ts';
import {
  integrationOf,
  mapAt,
  methodKey,
  withEntries,
  withIntegration,
  withOperation,
} from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';
import type { FunctionRoute } from './serverless-function.ts';

/** The document with the event's operation, which takes the place of one without an integration. @throws UserError */
export function withEventOperation(
  document: TemplateMap,
  api: TemplateResource,
  route: FunctionRoute,
  auth: ApiAuth,
  scope: SamScope,
): TemplateMap {
  const { event } = route;
  const { path, properties } = event;
  const key = methodKey(event.method);
  let operation: TemplateMap = {
    'x-amazon-apigateway-integration': integrationFor(route, auth),
    responses: {},
  };
  operation = withEventSecurity(operation, event, auth, scope);
  let result = document;
  const model = own(properties, 'RequestModel');
  if (isMap(model) && own(model, 'Model')) {
    const name = modelName(api, model, event, scope);
    operation = withModel(operation, name, model, document);
    const validator = validatorFor(model, event, scope);
    if (validator !== null) {
      operation = { ...operation, 'x-amazon-apigateway-request-validator': validator.name };
      const kept = own(mapAt(result, validatorsKey), validator.name);
      if (kept === undefined)
        result = withEntries(result, validatorsKey, { [validator.name]: validator.settings });
    }
  }
  operation = withParameters(operation, event, scope);
  return withOperation(result, path, key, operation);
}

const validatorsKey = 'x-amazon-apigateway-request-validators';

/** Calls with the caller's own identity where AWS_IAM tells who that is, unless InvokeRole says otherwise. */
function integrationFor({ event, functionId, aliasId }: FunctionRoute, auth: ApiAuth): TemplateMap {
  const callee = aliasId ?? `${functionId}.Arn`;
  const eventAuth = own(event.properties, 'Auth');
  const timeout = own(event.properties, 'TimeoutInMillis');
  const isIam =
    isMap(eventAuth) && Object.keys(eventAuth).length > 0
      ? own(eventAuth, 'Authorizer') === 'AWS_IAM'
      : auth.defaultAuthorizer === 'AWS_IAM';
  const credentials = isIam ? invokeRole(isMap(eventAuth) ? eventAuth : {}, auth.map) : null;
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: {
      'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${callee}}/invocations`,
    },
    ...(credentials === null ? {} : { credentials }),
    ...(timeout === undefined ? {} : { timeoutInMillis: timeout }),
  };
}

function invokeRole(event: TemplateMap, api: TemplateMap): TemplateValue | null {
  const written = (map: TemplateMap): TemplateValue | undefined =>
    Object.hasOwn(map, 'InvokeRole') ? map['InvokeRole'] || 'NONE' : undefined;
  const role = written(event) ?? written(api) ?? 'CALLER_CREDENTIALS';
  if (role === 'NONE') return null;
  return role === 'CALLER_CREDENTIALS' ? 'arn:aws:iam::*:user/*' : role;
}

function modelName(api: TemplateResource, model: TemplateMap, event: ApiEvent, scope: SamScope): string {
  const name = own(model, 'Model');
  const models = own(api.properties, 'Models');
  if (typeof name === 'string' && isMap(models) && own(models, name) !== undefined) return name.toLowerCase();
  throw new UserError(
    `${scope.file.where(event.properties, 'RequestModel')}: ${event.name} names the model ${JSON.stringify(name)}, which its API does not have: add it under Models of the API.`,
  );
}

function withModel(
  operation: TemplateMap,
  name: string,
  model: TemplateMap,
  document: TemplateMap,
): TemplateMap {
  const isRequired = own(model, 'Required');
  const required = isRequired === undefined ? {} : { required: isRequired };
  if (own(document, 'swagger') !== undefined) {
    const parameter = { in: 'body', name, schema: { $ref: `#/definitions/${name}` }, ...required };
    return { ...operation, parameters: [...parametersOf(operation), parameter] };
  }
  const schema = { $ref: `#/components/schemas/${name}` };
  return { ...operation, requestBody: { content: { 'application/json': { schema } }, ...required } };
}

function validatorFor(
  model: TemplateMap,
  event: ApiEvent,
  scope: SamScope,
): { readonly name: string; readonly settings: TemplateMap } | null {
  const body = own(model, 'ValidateBody');
  const parameters = own(model, 'ValidateParameters');
  if (body === undefined && parameters === undefined) return null;
  if (![body ?? false, parameters ?? false].every((flag) => typeof flag === 'boolean')) {
    throw new UserError(
      `${scope.file.where(event.properties, 'RequestModel')}: ${event.name}.RequestModel takes true or false for ValidateBody and ValidateParameters, nothing else.`,
    );
  }
  const settings = { validateRequestBody: body ?? false, validateRequestParameters: parameters ?? false };
  const { validateRequestBody: ofBody, validateRequestParameters: ofParameters } = settings;
  const name = ofBody
    ? ofParameters
      ? 'body-and-params'
      : 'body-only'
    : ofParameters
      ? 'params-only'
      : 'no-validation';
  return { name, settings };
}

/** A list of names, or of maps from a name to `{Required, Caching}`. */
function withParameters(operation: TemplateMap, event: ApiEvent, scope: SamScope): TemplateMap {
  const written = own(event.properties, 'RequestParameters');
  if (!isList(written) || written.length === 0) return operation;
  const read = written.map((parameter) => readParameter(parameter, event, scope));
  const cached = read.filter(({ isCached }) => isCached).map(({ name }) => name);
  const parameters = [...parametersOf(operation), ...read.map(({ parameter }) => parameter)];
  const withAll = { ...operation, parameters };
  if (cached.length === 0) return withAll;
  const known = own(integrationOf(operation), 'cacheKeyParameters');
  return withIntegration(withAll, { cacheKeyParameters: [...(isList(known) ? known : []), ...cached] });
}

const places: Readonly<Record<string, string>> = { querystring: 'query', path: 'path', header: 'header' };

function readParameter(
  written: TemplateValue,
  event: ApiEvent,
  scope: SamScope,
): { readonly name: string; readonly isCached: boolean; readonly parameter: TemplateMap } {
  const [name, settings] = isMap(written) ? (Object.entries(written)[0] ?? []) : [written];
  const [, place, key] =
    (typeof name === 'string' ? /^method\.request\.(querystring|path|header)\.(.+)$/s.exec(name) : null) ??
    [];
  if (typeof name !== 'string' || place === undefined || key === undefined) {
    throw new UserError(
      `${scope.file.where(event.properties, 'RequestParameters')}: ${event.name}.RequestParameters takes names such as method.request.header.Authorization, not ${JSON.stringify(name)}.`,
    );
  }
  const flags = isMap(settings) ? settings : {};
  return {
    name,
    isCached: own(flags, 'Caching') === true,
    parameter: { in: places[place]!, name: key, required: own(flags, 'Required') ?? false, type: 'string' },
  };
}

function parametersOf(operation: TemplateMap): readonly TemplateValue[] {
  const parameters = own(operation, 'parameters');
  return isList(parameters) ? parameters : [];
}
