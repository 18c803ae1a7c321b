// Who may call: the security schemes of a definition as authorizers, and a method's requirements as its authorization.
import type { Ids } from '../../../core/ids.ts';
import type { AuthorizerModel, MethodModel, RestApiDocument } from '../../../gateway/model.ts';
import { assertAuthorizer, authorizerTypes } from '../authorizer-validation.ts';
import { badRequest } from '../errors.ts';
import type { Definition } from './definition.ts';
import type { ImportIssues } from './import-issues.ts';
import {
  type DefinitionMap,
  filledText,
  isMap,
  listOf,
  mapOf,
  memberOf,
  textListOf,
  textOf,
} from './values.ts';

export type MethodSecurity = Pick<
  MethodModel,
  'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'
>;

export interface ImportedSecurity {
  /** By id; those that no method uses too (recorded). */
  readonly authorizers: Record<string, AuthorizerModel>;
  of(operation: DefinitionMap, where: string): MethodSecurity;
}

export interface SecuritySource {
  readonly definition: Definition;
  readonly api: RestApiDocument;
  /** Authorizers that had these names before keep their ids; a merge keeps the others too. */
  readonly known: Readonly<Record<string, AuthorizerModel>>;
  readonly ids: Pick<Ids, 'sixCharacters'>;
  readonly issues: ImportIssues;
}

export function importSecurity(source: SecuritySource): ImportedSecurity {
  const { definition, api, known, ids, issues } = source;
  const idOf = new Map(Object.values(known).map(({ name, id }) => [name, id]));
  const authorizers: Record<string, AuthorizerModel> = {};
  const byName = new Map<string, AuthorizerModel>();
  for (const [name, value] of Object.entries(definition.securitySchemes)) {
    const scheme = mapOf(definition.resolve(value));
    if (!isMap(scheme['x-amazon-apigateway-authorizer'])) continue;
    const authorizer = issues.attempt(`Unable to create authorizer '${name}'`, () =>
      readAuthorizer(idOf.get(name) ?? ids.sixCharacters(), name, scheme, api),
    );
    if (authorizer === null) continue;
    authorizers[authorizer.id] = authorizer;
    byName.set(name, authorizer);
  }
  return { authorizers, of };

  function of(operation: DefinitionMap, where: string): MethodSecurity {
    let security: MethodSecurity = { ...open, ...authOf(operation) };
    // Those of the whole definition count where the operation has none of its own (recorded).
    const requirements = listOf(operation['security'] ?? definition.document['security']);
    for (const [name, scopes] of requirements.flatMap((one) => Object.entries(mapOf(one)))) {
      security = { ...security, ...requirementOf(name, textListOf(scopes), where) };
    }
    return security;
  }

  function requirementOf(name: string, scopes: readonly string[], where: string): Partial<MethodSecurity> {
    const authorizer = byName.get(name);
    if (authorizer !== undefined) {
      const { id: authorizerId, type } = authorizer;
      if (type !== 'COGNITO_USER_POOLS') return { authorizationType: 'CUSTOM', authorizerId };
      const authorizationScopes = scopes.length === 0 ? {} : { authorizationScopes: scopes };
      return { authorizationType: 'COGNITO_USER_POOLS', authorizerId, ...authorizationScopes };
    }
    const scheme = mapOf(definition.resolve(memberOf(definition.securitySchemes, name)));
    if (textOf(scheme['x-amazon-apigateway-authtype'])?.toLowerCase() === 'awssigv4') {
      return { authorizationType: 'AWS_IAM' };
    }
    if (scheme['type'] === 'apiKey' && textOf(scheme['name'])?.toLowerCase() === 'x-api-key') {
      return { apiKeyRequired: true };
    }
    // SAM writes this for a method that is to be open.
    if (name === 'NONE') return {};
    // AWS's words, if it has any, are unknown.
    issues.warnings.push(`Security requirement '${name}' ${where} names no authorizer. Ignoring.`);
    return {};
  }
}

const open: MethodSecurity = { authorizationType: 'NONE', authorizerId: null, apiKeyRequired: false };

/** `x-amazon-apigateway-auth: { type: AWS_IAM }` on the operation. */
function authOf(operation: DefinitionMap): Partial<MethodSecurity> {
  const type = textOf(mapOf(operation['x-amazon-apigateway-auth'])['type'])?.toUpperCase();
  return type === 'AWS_IAM' ? { authorizationType: 'AWS_IAM' } : {};
}

function typeOf(extension: DefinitionMap): AuthorizerModel['type'] {
  const name = textOf(extension['type'])?.toUpperCase() ?? 'TOKEN';
  const type = authorizerTypes.find((known) => known === name);
  // AWS's words are unknown.
  if (type === undefined) throw badRequest(`Invalid authorizer type specified: ${name.toLowerCase()}`);
  return type;
}

function readAuthorizer(
  id: string,
  name: string,
  scheme: DefinitionMap,
  api: RestApiDocument,
): AuthorizerModel {
  const extension = mapOf(scheme['x-amazon-apigateway-authorizer']);
  const type = typeOf(extension);
  const ttl = extension['authorizerResultTtlInSeconds'];
  const authorizer: AuthorizerModel = {
    id,
    name,
    type,
    providerARNs: textListOf(extension['providerARNs']),
    authType: filledText(scheme['x-amazon-apigateway-authtype']),
    authorizerUri: filledText(extension['authorizerUri']),
    authorizerCredentials: filledText(extension['authorizerCredentials']),
    identitySource: identityOf(scheme, extension, type),
    identityValidationExpression: filledText(extension['identityValidationExpression']),
    authorizerResultTtlInSeconds: ttl === undefined ? null : Number(ttl),
  };
  assertAuthorizer(api, authorizer);
  return authorizer;
}

/** Documented: only a REQUEST authorizer names its sources; the others have the header of their scheme (recorded). */
function identityOf(
  scheme: DefinitionMap,
  extension: DefinitionMap,
  type: AuthorizerModel['type'],
): string | null {
  const given = filledText(extension['identitySource']);
  const name = filledText(scheme['name']);
  if (type === 'REQUEST' || name === null) return given;
  return `method.request.${scheme['in'] === 'query' ? 'querystring' : 'header'}.${name}`;
}
