// A definition with what differs between Swagger 2.0 and OpenAPI 3.0 evened out: where its parts are, and what references mean.
import { type DefinitionMap, filledText, isMap, listOf, mapOf, memberOf, textOf } from './values.ts';

export interface Definition {
  readonly document: DefinitionMap;
  readonly version: 'swagger' | 'oas30';
  /** By name, as they stand. */
  readonly schemas: DefinitionMap;
  readonly securitySchemes: DefinitionMap;
  /** The value, or what its `$ref` within this definition points to; undefined where that is not there. */
  resolve(value: unknown): unknown;
  /** The schema's name where a reference is one to a schema of this definition, else null. */
  schemaName(reference: unknown): string | null;
}

export function openDefinition(document: DefinitionMap): Definition {
  const version = document['openapi'] === undefined ? 'swagger' : 'oas30';
  const components = mapOf(document['components']);
  return {
    document,
    version,
    schemas: mapOf(version === 'swagger' ? document['definitions'] : components['schemas']),
    securitySchemes: mapOf(
      version === 'swagger' ? document['securityDefinitions'] : components['securitySchemes'],
    ),
    resolve,
    schemaName: (reference) => {
      const found = /^#\/(?:definitions|components\/schemas)\/([^/]+)$/.exec(textOf(reference) ?? '');
      return found === null ? null : unescape(found[1]!);
    },
  };

  function resolve(value: unknown): unknown {
    let resolved = value;
    // A chain of references that comes round again leads nowhere.
    for (let steps = 0; steps < referencesMax; steps++) {
      const reference = filledText(memberOf(resolved, '$ref'));
      if (reference === null) return resolved;
      if (!reference.startsWith('#/')) return undefined;
      resolved = reference.slice(2).split('/').map(unescape).reduce<unknown>(memberOf, document);
    }
    return undefined;
  }
}

const referencesMax = 20;

function unescape(segment: string): string {
  const text = segment.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The methods of a path as AWS knows them: in the document, and in an API. */
export const methodNames: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  patch: 'PATCH',
  options: 'OPTIONS',
  head: 'HEAD',
  'x-amazon-apigateway-any-method': 'ANY',
};

/** What of a document is missing that its standard asks for, in the parser's words (reported in public). */
export function parseIssues({ document, version }: Definition): readonly string[] {
  const missing = (attribute: string): string => `Parse issue: attribute ${attribute} is missing`;
  const issues: string[] = [];
  if (!isMap(document['info'])) issues.push(missing('info'));
  else if (filledText(document['info']['title']) === null) issues.push(missing('info.title'));
  if (!isMap(document['paths'])) issues.push(missing('paths'));
  if (version === 'swagger') return issues;
  for (const [path, item] of Object.entries(mapOf(document['paths']))) {
    for (const [name, operation] of Object.entries(mapOf(item))) {
      if (
        Object.hasOwn(methodNames, name) &&
        !name.startsWith('x-') &&
        !isMap(memberOf(operation, 'responses'))
      ) {
        issues.push(missing(`paths.'${path}'(${name}).responses`));
      }
    }
  }
  return issues;
}

/** The first of `servers`; AWS looks at no other. */
export function firstServer(document: DefinitionMap): DefinitionMap {
  return mapOf(listOf(document['servers'])[0]);
}
