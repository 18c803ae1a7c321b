// An API definition, Swagger 2.0 or OpenAPI 3.0, as the documents that the operations would have made one by one (SPEC §1.5).
import type { Ids } from '../../../core/ids.ts';
import type { RestApiDocument } from '../../../gateway/model.ts';
import { type BasePathMode, pathPrefix } from './base-path.ts';
import { openDefinition, parseIssues } from './definition.ts';
import { importDocumentation, type ImportedPart } from './import-documentation.ts';
import { assertImportable, createImportIssues } from './import-issues.ts';
import { importModels } from './import-models.ts';
import { importPaths } from './import-paths.ts';
import { importSecurity } from './import-security.ts';
import { importGatewayResponses, importSettings, importValidators } from './import-settings.ts';
import type { ImportPlace } from './read-definition.ts';
import { type DefinitionMap, listOf } from './values.ts';

export interface ImportTarget {
  /** What the definition is put on: an API with its root alone, or, for a merge, the whole API. */
  readonly api: RestApiDocument;
  /** The API as it was: what keeps its name or its path keeps its id. `api` where there was none. */
  readonly before: RestApiDocument;
  readonly basePath: BasePathMode;
  readonly failOnWarnings: boolean;
  readonly ids: Pick<Ids, 'sixCharacters'>;
  /** The API's own account and region. */
  readonly place: ImportPlace;
}

export interface ImportedDefinition {
  readonly api: RestApiDocument;
  readonly documentationParts: readonly ImportedPart[];
  readonly warnings: readonly string[];
}

/**
 * Changes nothing but what it returns.
 *
 * @param document As `readDefinition` read it, or a template's `Body` with its intrinsic functions resolved.
 * @throws AwsError BadRequestException with every error found, and with the warnings where these must fail.
 */
export function importDefinition(document: DefinitionMap, target: ImportTarget): ImportedDefinition {
  const { before, ids } = target;
  const definition = openDefinition(document);
  const issues = createImportIssues();
  issues.warnings.push(...parseIssues(definition));
  if (listOf(document['servers']).length > 1) {
    issues.warnings.push(
      'More than one server provided. Ignoring all but the first for defining endpoint configuration',
    );
  }
  const api: RestApiDocument = {
    ...target.api,
    ...importSettings(definition, target.api, target.place, issues),
  };
  const models = importModels({
    definition,
    apiId: api.id,
    known: before.models,
    kept: api.models,
    ids,
    issues,
  });
  const validators = {
    ...api.requestValidators,
    ...importValidators(definition, before.requestValidators, ids),
  };
  const security = importSecurity({ definition, api, known: before.authorizers, ids, issues });
  const resources = importPaths({
    definition,
    models,
    security,
    validators,
    issues,
    api,
    knownIds: new Map(Object.values(before.resources).map(({ path, id }) => [path, id])),
    prefix: pathPrefix(definition, target.basePath),
    ids,
  });
  const gatewayResponses = { ...api.gatewayResponses, ...importGatewayResponses(definition, issues) };
  assertImportable(issues, target.failOnWarnings);
  return {
    api: {
      ...api,
      resources,
      // Inline models join while methods are read: only now are they all there.
      models: { ...api.models, ...models.models },
      requestValidators: validators,
      authorizers: { ...api.authorizers, ...security.authorizers },
      gatewayResponses,
    },
    documentationParts: importDocumentation(document),
    warnings: issues.warnings,
  };
}
