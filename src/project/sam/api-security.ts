// Who may call an API's methods, as SAM writes it into the document: authorizers, API keys, and which of them a method has.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { authorizerScheme } from './authorizer-scheme.ts';
import { mapAt, mapOperations, securityOf, withEntries, withSecurity } from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';

const iamScheme: TemplateMap = {
  AWS_IAM: {
    'x-amazon-apigateway-authtype': 'awsSigv4',
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
  },
};
const apiKeyScheme: TemplateMap = { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } };
/** Marks that say no where the API says yes; they are gone in the end. */
export const noAuthorizer = 'NONE';
export const noApiKey = 'api_key_false';

/** The `Auth` of an API as its steps need it. */
export interface ApiAuth {
  readonly authorizers: TemplateMap;
  readonly defaultAuthorizer: string | null;
  readonly needsApiKey: boolean;
  readonly map: TemplateMap;
}

/** @throws UserError for an authorizer that is not there: SAM refuses most of these, and none may leave a method open. */
export function readApiAuth(api: TemplateResource, scope: SamScope): ApiAuth {
  const where = (): string => scope.where(api, 'Auth');
  const written = own(api.properties, 'Auth') ?? {};
  if (!isMap(written)) throw new UserError(`${where()}: ${api.logicalId}.Auth must be a map.`);
  const authorizers = own(written, 'Authorizers') ?? {};
  if (!isMap(authorizers) || !Object.values(authorizers).every(isMap))
    throw new UserError(`${where()}: ${api.logicalId}.Auth.Authorizers must be a map of authorizers.`);
  const chosen = own(written, 'DefaultAuthorizer') ?? null;
  const name = isMap(chosen) ? scope.resolveStatic(chosen) : chosen;
  const isNone =
    name === null || name === '' || (name === noAuthorizer && own(authorizers, noAuthorizer) === undefined);
  if (!isNone && name !== 'AWS_IAM' && (typeof name !== 'string' || own(authorizers, name) === undefined)) {
    throw new UserError(
      `${where()}: ${api.logicalId}.Auth.DefaultAuthorizer is ${JSON.stringify(name)}, which Auth.Authorizers does not have: add it there, or correct the name.`,
    );
  }
  return {
    authorizers,
    defaultAuthorizer: isNone ? null : name,
    needsApiKey: isOn(own(written, 'ApiKeyRequired'), scope),
    map: written,
  };
}

/** What the API itself says of all its methods, and the schemes that the document's methods name. */
export function withApiSecurity(
  document: TemplateMap,
  api: TemplateResource,
  auth: ApiAuth,
  scope: SamScope,
): TemplateMap {
  let secured = document;
  const schemes = Object.fromEntries(
    Object.entries(auth.authorizers).map(([name, authorizer]) => [
      name,
      authorizerScheme(api, name, authorizer as TemplateMap, scope),
    ]),
  );
  if (auth.defaultAuthorizer === 'AWS_IAM') secured = withSchemes(secured, iamScheme);
  secured = withSchemes(secured, schemes);
  const { defaultAuthorizer } = auth;
  if (defaultAuthorizer !== null) {
    const sparesPreflight = own(auth.map, 'AddDefaultAuthorizerToCorsPreflight') === false;
    secured = mapOperations(secured, (operation, key) =>
      key === 'options' && sparesPreflight ? operation : withDefault(operation, defaultAuthorizer, auth),
    );
  }
  if (auth.needsApiKey) {
    const sparesPreflight = own(auth.map, 'AddApiKeyRequiredToCorsPreflight') === false;
    secured = mapOperations(withSchemes(secured, apiKeyScheme), (operation, key) =>
      withApiKey(operation, key === 'options' && sparesPreflight),
    );
  }
  return withMentionedSchemes(secured);
}

/** The method's own authorizer stays; `NONE` leaves it without. */
function withDefault(operation: TemplateMap, name: string, { authorizers }: ApiAuth): TemplateMap {
  const names = new Set(['AWS_IAM', ...Object.keys(authorizers)]);
  const isOfAuthorizer = (requirement: TemplateMap): boolean =>
    Object.keys(requirement).some((key) => names.has(key));
  const security = securityOf(operation);
  const others = security.filter((requirement) => !isOfAuthorizer(requirement));
  const chosen = security.filter(isOfAuthorizer);
  const none = others.findIndex((requirement) => Object.hasOwn(requirement, noAuthorizer));
  const scopes = own(mapAt(authorizers, name), 'AuthorizationScopes') ?? [];
  const result =
    none >= 0
      ? others.toSpliced(none, 1)
      : [...others, ...(chosen.length > 0 ? chosen : [{ [name]: scopes }])];
  // AWS leaves the mark where nothing else stands, and so does this: it names no authorizer.
  return result.length === 0 ? operation : withSecurity(operation, result);
}

function withApiKey(operation: TemplateMap, isSpared: boolean): TemplateMap {
  const isOfKey = (requirement: TemplateMap): boolean =>
    Object.hasOwn(requirement, 'api_key') || Object.hasOwn(requirement, noApiKey);
  const security = securityOf(operation);
  const others = security.filter((requirement) => !isOfKey(requirement));
  const isRefused = security.some((requirement) => Object.hasOwn(requirement, noApiKey));
  const result = isSpared || isRefused ? others : [...others, { api_key: [] }];
  return result.length === 0 && security.length === 0 ? operation : withSecurity(operation, result);
}

/** Schemes that a single event asks for. */
function withMentionedSchemes(document: TemplateMap): TemplateMap {
  const mentioned = new Set<string>();
  mapOperations(document, (operation) => {
    for (const requirement of securityOf(operation))
      for (const key of Object.keys(requirement)) mentioned.add(key);
    return operation;
  });
  let result = document;
  if (mentioned.has('AWS_IAM')) result = withSchemes(result, iamScheme);
  if (mentioned.has('api_key')) result = withSchemes(result, apiKeyScheme);
  return result;
}

function withSchemes(document: TemplateMap, schemes: TemplateMap): TemplateMap {
  const known = mapAt(document, 'securityDefinitions');
  const added = Object.entries(schemes).filter(([name]) =>
    name !== 'AWS_IAM' && name !== 'api_key' ? true : own(known, name) === undefined,
  );
  return added.length === 0
    ? document
    : withEntries(document, 'securityDefinitions', Object.fromEntries(added));
}

/** Of a switch that a parameter may set. */
export function isOn(value: TemplateValue | undefined, scope: SamScope): boolean {
  const resolved = isMap(value) || isList(value) ? scope.resolveStatic(value) : value;
  return resolved === true || resolved === 'true';
}
