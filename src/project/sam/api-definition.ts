// The OpenAPI document of an AWS::Serverless::Api: DefinitionBody, or what its events make, with everything SAM adds to it.
import { UserError } from '../../core/errors.ts';
import type { TemplateResource } from '../project.ts';
import { isMap, own, scalarText, type TemplateMap, type TemplateValue } from '../template-value.ts';
import { readApiAuth, withApiSecurity, type ApiAuth } from './api-security.ts';
import { asOpenApi3 } from './as-openapi3.ts';
import { readCors, withPreflights } from './cors.ts';
import { gatewayResponsesOf, slashed, withModels, withoutEndpoint } from './document-additions.ts';
import { withEventOperation } from './event-operation.ts';
import { withEventSecurity } from './event-security.ts';
import {
  emptyDocument,
  hasIntegration,
  isDocument,
  isOpenApi3,
  mapAt,
  methodKey,
  withEntries,
  withOperation,
} from './openapi-document.ts';
import { withCustomStatements, withPathPolicy } from './resource-policy.ts';
import type { SamScope } from './sam-scope.ts';
import type { FunctionRoute } from './serverless-function.ts';

/** What SAM adds to a document that it has in its hands, and refuses where it has none. */
const additions = ['Cors', 'Auth', 'GatewayResponses', 'Models', 'DisableExecuteApiEndpoint'] as const;

/** Null where the document is a file or an object, named by DefinitionUri. @throws UserError for what SAM refuses */
export function definitionOf(
  api: TemplateResource,
  routes: readonly FunctionRoute[],
  scope: SamScope,
): TemplateMap | null {
  const body = own(api.properties, 'DefinitionBody');
  if (own(api.properties, 'DefinitionUri') !== undefined) {
    assertNothingToAdd(api, body, scope);
    return null;
  }
  const auth = readApiAuth(api, scope);
  if (body === undefined) return finished(managed(api, routes, auth, scope), api, auth, scope);
  if (!isMap(body))
    throw new UserError(
      `${scope.where(api, 'DefinitionBody')}: ${api.logicalId}.DefinitionBody must be a map.`,
    );
  const isAddedTo = additions.some((name) => own(api.properties, name) !== undefined);
  if (isAddedTo && !isDocument(body)) {
    throw new UserError(
      `${scope.where(api, 'DefinitionBody')}: ${api.logicalId}.DefinitionBody is no OpenAPI document that SAM can add to: give it swagger or openapi, and paths.`,
    );
  }
  const isMerged = own(api.properties, 'MergeDefinitions') === true;
  const document = isMerged ? merged(body, api, routes, auth, scope) : overridden(body, routes, auth, scope);
  return finished(document, api, auth, scope);
}

function assertNothingToAdd(api: TemplateResource, body: TemplateValue | undefined, scope: SamScope): void {
  if (body !== undefined) {
    throw new UserError(
      `${scope.where(api, 'DefinitionUri')}: ${api.logicalId} has both DefinitionUri and DefinitionBody: keep one.`,
    );
  }
  const wrong = [...additions, 'MergeDefinitions'].find((name) => own(api.properties, name) !== undefined);
  if (wrong === undefined) return;
  throw new UserError(
    `${scope.where(api, wrong)}: ${api.logicalId}.${wrong} cannot be added to the document that DefinitionUri names: write it there, or use DefinitionBody.`,
  );
}

/** Without a document of its own the API has its events' routes. */
function managed(
  api: TemplateResource,
  routes: readonly FunctionRoute[],
  auth: ApiAuth,
  scope: SamScope,
): TemplateMap {
  const version = own(api.properties, 'OpenApiVersion');
  let document = emptyDocument(isOpenApi3(version) ? scalarText(version) : null);
  const taken = new Map<string, FunctionRoute>();
  for (const route of routes) {
    const { event } = route;
    const path = event.path.length > 1 ? event.path.replace(/\/$/, '') : event.path;
    const place = `${event.method === 'any' ? 'ANY' : event.method.toUpperCase()} ${path}`;
    const other = taken.get(place);
    if (other !== undefined) {
      throw new UserError(
        `${scope.file.where(event.properties, 'Path')}: ${event.name} asks for ${place}, which ${other.event.name} has: change one of them.`,
      );
    }
    taken.set(place, route);
    document = withEventOperation(document, api, route, auth, scope);
    document = withEventPolicy(document, api, route, scope);
  }
  return document;
}

/** Events' routes over those of the document, member by member of an operation. */
function merged(
  body: TemplateMap,
  api: TemplateResource,
  routes: readonly FunctionRoute[],
  auth: ApiAuth,
  scope: SamScope,
): TemplateMap {
  let document = body;
  for (const route of routes) {
    const { path, method } = route.event;
    const key = methodKey(method);
    const made = withEventOperation(emptyDocument(null), api, route, auth, scope);
    const operation = mapAt(mapAt(mapAt(made, 'paths'), path), key);
    const known = mapAt(mapAt(mapAt(document, 'paths'), path), key);
    document = withOperation(document, path, key, { ...known, ...operation });
  }
  return document;
}

/** With a document of one's own an event adds nothing to it, but its Auth where it says OverrideApiAuth. */
function overridden(
  body: TemplateMap,
  routes: readonly FunctionRoute[],
  auth: ApiAuth,
  scope: SamScope,
): TemplateMap {
  let document = body;
  for (const { event } of routes) {
    if (own(mapAt(event.properties, 'Auth'), 'OverrideApiAuth') !== true) continue;
    const key = methodKey(event.method);
    if (!hasIntegration(document, event.path, key)) continue;
    const operation = mapAt(mapAt(mapAt(document, 'paths'), event.path), key);
    document = withOperation(document, event.path, key, withEventSecurity(operation, event, auth, scope));
  }
  return document;
}

/** The policy's stage is the end of the permission's logical id, as SAM has it. */
function withEventPolicy(
  document: TemplateMap,
  api: TemplateResource,
  { event }: FunctionRoute,
  scope: SamScope,
): TemplateMap {
  const policy = own(mapAt(event.properties, 'Auth'), 'ResourcePolicy');
  if (!isMap(policy)) return document;
  const stageName = own(api.properties, 'StageName');
  const stage = typeof stageName === 'string' ? stageName : 'Stage';
  const where = (): string => `${scope.file.where(event.properties, 'Auth')}: ${event.name}`;
  return withCustomStatements(withPathPolicy(document, policy, event.path, stage, where), policy);
}

/** What the API's own properties add, in SAM's order. */
function finished(made: TemplateMap, api: TemplateResource, auth: ApiAuth, scope: SamScope): TemplateMap {
  const { properties, logicalId } = api;
  const isManaged = own(properties, 'DefinitionBody') === undefined;
  let document = made;
  const cors = readCors(api, scope);
  if (cors !== null) document = withPreflights(document, cors);
  if (isManaged || own(properties, 'Auth') !== undefined || made !== own(properties, 'DefinitionBody'))
    document = withApiSecurity(document, api, auth, scope);
  const policy = own(auth.map, 'ResourcePolicy');
  if (isMap(policy)) {
    const where = (): string => `${scope.where(api, 'Auth')}: ${logicalId}.Auth.ResourcePolicy`;
    const stage = own(properties, 'StageName') ?? '';
    for (const path of Object.keys(mapAt(document, 'paths')))
      document = withPathPolicy(document, policy, path, stage, where);
    document = withCustomStatements(document, policy);
  }
  const responses = gatewayResponsesOf(own(properties, 'GatewayResponses'));
  if (responses !== null)
    document = withEntries(document, 'x-amazon-apigateway-gateway-responses', responses);
  const types = own(properties, 'BinaryMediaTypes');
  if (types !== undefined)
    document = { ...document, 'x-amazon-apigateway-binary-media-types': slashed(types) };
  document = withModels(document, api, scope);
  const isDisabled = own(properties, 'DisableExecuteApiEndpoint');
  if (isDisabled !== undefined) document = withoutEndpoint(document, isDisabled);
  return asOpenApi3(document);
}
