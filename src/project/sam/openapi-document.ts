// The OpenAPI document that SAM makes of an AWS::Serverless::Api, and the few ways in which its steps change it.
import { isList, isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';

export const anyMethod = 'x-amazon-apigateway-any-method';
const integrationKey = 'x-amazon-apigateway-integration';
/** Members of a path beside its methods. */
const notMethods: ReadonlySet<string> = new Set(['summary', 'description', 'parameters']);

/** Swagger 2.0, or the version of OpenAPI that OpenApiVersion asks for. */
export function emptyDocument(openApiVersion: string | null): TemplateMap {
  const version = openApiVersion === null ? { swagger: '2.0' } : { openapi: openApiVersion };
  return { ...version, info: { version: '1.0', title: { Ref: 'AWS::StackName' } }, paths: {} };
}

export function isOpenApi3(version: TemplateValue | undefined): boolean {
  return (
    (typeof version === 'string' || typeof version === 'number') && /^3(\.\d)(\.\d)?$/.test(String(version))
  );
}

/** Whether SAM can add to the document: a map with paths, of a version it knows. */
export function isDocument(value: TemplateValue | undefined): value is TemplateMap {
  if (!isMap(value) || !isMap(own(value, 'paths'))) return false;
  return Boolean(own(value, 'swagger')) || isOpenApi3(own(value, 'openapi'));
}

export function mapAt(map: TemplateMap, key: string): TemplateMap {
  const value = own(map, key);
  return isMap(value) ? value : {};
}

/** The map with entries added to the map under a key. */
export function withEntries(map: TemplateMap, key: string, entries: TemplateMap): TemplateMap {
  return { ...map, [key]: { ...mapAt(map, key), ...entries } };
}

/** `get`, … or the extension that stands for every method. */
export function methodKey(method: string): string {
  const name = method.toLowerCase();
  return name === 'any' ? anyMethod : name;
}

export function hasIntegration(document: TemplateMap, path: string, key: string): boolean {
  const operation = own(mapAt(mapAt(document, 'paths'), path), key);
  return isMap(operation) && own(operation, integrationKey) !== undefined;
}

export function integrationOf(operation: TemplateMap): TemplateMap {
  return mapAt(operation, integrationKey);
}

export function withIntegration(operation: TemplateMap, members: TemplateMap): TemplateMap {
  return withEntries(operation, integrationKey, members);
}

/** One operation put in, or in place of what it was. */
export function withOperation(
  document: TemplateMap,
  path: string,
  key: string,
  operation: TemplateMap,
): TemplateMap {
  const paths = mapAt(document, 'paths');
  return withEntries(document, 'paths', { [path]: { ...mapAt(paths, path), [key]: operation } });
}

/** Every operation that has an integration changed; a path by itself where `only` says so. */
export function mapOperations(
  document: TemplateMap,
  change: (operation: TemplateMap, key: string, path: string) => TemplateMap,
): TemplateMap {
  const paths = Object.entries(mapAt(document, 'paths')).map(([path, item]) => {
    if (!isMap(item)) return [path, item] as const;
    const members = Object.entries(item).map(([key, operation]) => {
      const isOperation = !notMethods.has(key) && isMap(operation) && isMap(own(operation, integrationKey));
      return [key, isOperation ? change(operation, key.toLowerCase(), path) : operation] as const;
    });
    return [path, Object.fromEntries(members)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** The names a security requirement of an operation mentions, requirement by requirement. */
export function securityOf(operation: TemplateMap): readonly TemplateMap[] {
  const security = own(operation, 'security');
  return isList(security) ? security.filter(isMap) : [];
}

export function withSecurity(operation: TemplateMap, security: readonly TemplateMap[]): TemplateMap {
  return { ...operation, security };
}
