// The models that an API's methods use as the schemas of a definition, references between them within the definition.
import type { RestApiDocument } from '../../../gateway/model.ts';
import { isMap } from './values.ts';

/** Models that nothing refers to are not exported: the default `Error` of an API that does not use it is not there. */
export function exportSchemas(api: RestApiDocument, prefix: string): Readonly<Record<string, unknown>> {
  const schemas: Record<string, unknown> = {};
  const names = [...usedNames(api)];
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const model = Object.hasOwn(api.models, name) ? api.models[name] : undefined;
    if (model === undefined || Object.hasOwn(schemas, name)) continue;
    schemas[name] = exportSchema(readSchema(model.schema), prefix, names);
  }
  return schemas;
}

function usedNames(api: RestApiDocument): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { methods } of Object.values(api.resources)) {
    for (const { requestModels, methodResponses } of Object.values(methods)) {
      for (const name of Object.values(requestModels)) names.add(name);
      for (const { responseModels } of Object.values(methodResponses)) {
        for (const name of Object.values(responseModels)) names.add(name);
      }
    }
  }
  return names;
}

function readSchema(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A schema that is no JSON describes nothing.
    return { type: 'object' };
  }
}

const modelReference = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([^/]+)$/;

/** @param found Takes the names of the models referred to. */
function exportSchema(value: unknown, prefix: string, found: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => exportSchema(item, prefix, found));
  if (!isMap(value)) return value;
  const name = typeof value['$ref'] === 'string' ? modelReference.exec(value['$ref'])?.[1] : undefined;
  if (name !== undefined) {
    found.push(name);
    return { $ref: `${prefix}${name}` };
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$schema')
      .map(([key, member]) => [key, exportSchema(member, prefix, found)]),
  );
}
