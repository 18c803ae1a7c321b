// A document of OpenAPI 3 with what SAM adds in its right places: SAM writes its additions as Swagger 2.0 has them.
import { isMap, own, type TemplateMap } from '../template-value.ts';
import { isOpenApi3, mapAt } from './openapi-document.ts';

/** A document of Swagger 2.0 stays as it is. */
export function asOpenApi3(document: TemplateMap): TemplateMap {
  if (own(document, 'swagger') !== undefined || !isOpenApi3(own(document, 'openapi'))) return document;
  const { securityDefinitions, definitions, ...rest } = document;
  let result: TemplateMap = rest;
  const moved = [
    ['securitySchemes', securityDefinitions],
    ['schemas', definitions],
  ] as const;
  for (const [place, added] of moved) {
    if (!isMap(added)) continue;
    const components = mapAt(result, 'components');
    result = { ...result, components: { ...components, [place]: { ...mapAt(components, place), ...added } } };
  }
  const paths = Object.entries(mapAt(result, 'paths')).map(([path, item]) => [
    path,
    isMap(item) && isMap(own(item, 'options'))
      ? { ...item, options: asOpenApi3Preflight(mapAt(item, 'options')) }
      : item,
  ]);
  return { ...result, paths: Object.fromEntries(paths) as TemplateMap };
}

function asOpenApi3Preflight({ produces, consumes, ...operation }: TemplateMap): TemplateMap {
  if (produces === undefined && consumes === undefined) return operation;
  const responses = mapAt(operation, 'responses');
  const success = mapAt(responses, '200');
  const headers = Object.entries(mapAt(success, 'headers')).map(([name, schema]) => [name, { schema }]);
  if (headers.length === 0) return operation;
  return {
    ...operation,
    responses: { ...responses, '200': { ...success, headers: Object.fromEntries(headers) as TemplateMap } },
  };
}
