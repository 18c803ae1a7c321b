// The schemas of a definition as the API's models: references between them in AWS's canonical form.
import { createHash } from 'node:crypto';
import type { Ids } from '../../../core/ids.ts';
import type { ApiModelModel } from '../../../gateway/model.ts';
import { badRequest } from '../errors.ts';
import { readSchema } from '../model-schema.ts';
import type { Definition } from './definition.ts';
import type { ImportIssues } from './import-issues.ts';
import { type DefinitionMap, filledText, isMap, textListOf, textOf } from './values.ts';

export interface ImportedModels {
  /** By name: all schemas of the definition, and those that methods wrote out. */
  readonly models: Record<string, ApiModelModel>;
  /**
   * The name of the model that a method's schema stands for; null where there is none.
   *
   * @param where For warnings: `200 response to method 'POST /pets'`.
   */
  nameFor(schema: unknown, where: string): string | null;
}

export interface ModelSource {
  readonly definition: Definition;
  readonly apiId: string;
  /** Models that stay or had these names before: they keep their ids. */
  readonly known: Readonly<Record<string, ApiModelModel>>;
  /** Models that a merge leaves in the API, which methods may name. */
  readonly kept: Readonly<Record<string, ApiModelModel>>;
  readonly ids: Pick<Ids, 'sixCharacters'>;
  readonly issues: ImportIssues;
}

export function importModels(source: ModelSource): ImportedModels {
  const { definition, apiId, known, kept, ids, issues } = source;
  const models: Record<string, ApiModelModel> = {};
  for (const [name, schema] of Object.entries(definition.schemas)) {
    issues.attempt(`Unable to create model for '${name}'`, () => add(name, schema));
  }
  return { models, nameFor };

  function add(name: string, schema: unknown): void {
    if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
    const text = JSON.stringify(importSchema(schema, definition, apiId)) ?? '';
    models[name] = {
      id: known[name]?.id ?? ids.sixCharacters(),
      name,
      description: filledText(isMap(schema) ? schema['description'] : undefined),
      contentType: 'application/json',
      schema: readSchema(text, 'application/json'),
    };
  }

  function nameFor(schema: unknown, where: string): string | null {
    if (!isMap(schema)) return null;
    if (schema['$ref'] !== undefined) {
      const name = definition.schemaName(schema['$ref']) ?? textOf(schema['$ref']) ?? '';
      if (Object.hasOwn(models, name) || Object.hasOwn(kept, name)) return name;
      issues.warnings.push(`Reference to model '${name}' not found. Ignoring.`);
      return null;
    }
    const type = simpleType(schema);
    if (type !== null) {
      issues.warnings.push(`Unsupported model type '${type}' in ${where}. Ignoring.`);
      return null;
    }
    return inline(schema, where);
  }

  /** AWS draws the digits; here they follow from the schema, so that the same one makes one model. */
  function inline(schema: DefinitionMap, where: string): string | null {
    const digits = createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 6);
    const name = `MODEL${digits}`;
    if (models[name] === undefined) {
      issues.attempt(`Unable to create model for '${name}' in ${where}`, () => add(name, schema));
    }
    return models[name] === undefined ? null : name;
  }
}

/** The parser's class of a schema that is no object and no list, as AWS names it (reported in public). */
function simpleType(schema: DefinitionMap): string | null {
  switch (schema['type']) {
    case 'string':
      return 'StringSchema';
    case 'number':
      return 'NumberSchema';
    case 'integer':
      return 'IntegerSchema';
    case 'boolean':
      return 'BooleanSchema';
    default:
      return null;
  }
}

/** What JSON schema of draft 4 does not have, and AWS leaves out or does not support (SPEC §1.5). */
const dropped = new Set([
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'nullable',
  'deprecated',
  'readOnly',
  'writeOnly',
  'xml',
]);
const mapsOfSchemas = new Set(['properties', 'patternProperties', 'definitions']);
const plainValues = new Set(['enum', 'default', 'const']);

function importSchema(schema: unknown, definition: Definition, apiId: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => importSchema(item, definition, apiId));
  if (!isMap(schema)) return schema;
  if (typeof schema['$ref'] === 'string') return { $ref: modelReference(schema['$ref'], definition, apiId) };
  const imported: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (dropped.has(key) || key.startsWith('x-')) continue;
    if (plainValues.has(key)) imported[key] = value;
    else if (key === 'required' && Array.isArray(value) && definition.version === 'oas30') {
      // The parser of OpenAPI 3 sorts them (recorded).
      imported[key] = [...textListOf(value)].sort();
    } else if (mapsOfSchemas.has(key) && isMap(value)) {
      imported[key] = Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, importSchema(member, definition, apiId)]),
      );
    } else imported[key] = importSchema(value, definition, apiId);
  }
  return imported;
}

const modelsUrl = 'https://apigateway.amazonaws.com/restapis';

function modelReference(reference: string, definition: Definition, apiId: string): string {
  if (reference.startsWith(`${modelsUrl}/`)) return reference;
  // Within the schema itself.
  if (reference === '#' || reference.startsWith('#/properties/')) return reference;
  const name = definition.schemaName(reference);
  if (name === null) {
    // Reported in public.
    throw badRequest(
      'Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]',
    );
  }
  return `${modelsUrl}/${apiId}/models/${name}`;
}
