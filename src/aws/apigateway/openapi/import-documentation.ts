// `x-amazon-apigateway-documentation` as documentation parts.
import type { DocumentationPartType } from '@aws-sdk/client-api-gateway';
import { type DefinitionMap, filledText, isMap, listOf, mapOf } from './values.ts';

/** A part as the store keeps it, without its id. */
export interface ImportedPart {
  readonly location: DocumentationLocationModel;
  /** JSON text. */
  readonly properties: string;
}

export interface DocumentationLocationModel {
  readonly type: DocumentationPartType;
  readonly path?: string;
  readonly method?: string;
  readonly statusCode?: string;
  readonly name?: string;
}

export function importDocumentation(document: DefinitionMap): readonly ImportedPart[] {
  const extension = mapOf(document['x-amazon-apigateway-documentation']);
  return listOf(extension['documentationParts'])
    .filter(isMap)
    .map((part) => ({
      location: locationOf(mapOf(part['location'])),
      properties: JSON.stringify(part['properties'] ?? {}),
    }));
}

const withoutPath = new Set(['API', 'AUTHORIZER', 'MODEL']);

/** What has a path and names none is at the root (recorded). */
function locationOf(location: DefinitionMap): DocumentationLocationModel {
  const type = (filledText(location['type']) ?? 'API') as DocumentationPartType;
  const [path, method, statusCode, name] = ['path', 'method', 'statusCode', 'name'].map((member) =>
    filledText(location[member]),
  );
  return {
    type,
    ...(path ? { path } : withoutPath.has(type) ? {} : { path: '/' }),
    ...(method ? { method } : {}),
    ...(statusCode ? { statusCode } : {}),
    ...(name ? { name } : {}),
  };
}
